"""The rules and the values of the field, in the standard library only."""
