"""SQL expressions that several queries share, for SQLite and PostgreSQL."""
