"""The GraphQL door, which only reads."""
