"""Transactions, and what each of them writes: rows, derived data, the change log."""
