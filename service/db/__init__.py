"""PostgreSQL: tables, the only SQL, and the embedded server."""
