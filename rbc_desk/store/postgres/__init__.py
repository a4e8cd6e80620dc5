"""What only PostgreSQL has: connection, passwords, errors, triggers, the lock of writers."""
