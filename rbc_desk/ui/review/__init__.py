"""The review: one cell at a time, one key each."""
