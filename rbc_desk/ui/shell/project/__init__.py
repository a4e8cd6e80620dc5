"""Opening, restoring and closing projects in the window."""
