"""Actions, their keys, and keyboard layouts."""
