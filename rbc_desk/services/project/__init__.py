"""The open project and its readers."""
