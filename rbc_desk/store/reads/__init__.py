"""What can be asked of the store: one module a subject."""
