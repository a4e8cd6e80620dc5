"""Dialogs, for tasks that need several answers at once."""
