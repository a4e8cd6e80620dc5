"""SQLite only: connection, write-ahead log, backup, restore, access rights."""
