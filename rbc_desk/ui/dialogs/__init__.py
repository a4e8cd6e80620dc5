"""Dialogs, for the few things that need several answers at once."""
