"""What only SQLite has: the connection, its write-ahead log, backup, restore, access rights."""
