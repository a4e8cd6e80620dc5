"""State that all pages share: the open project, undo, saving, background work."""
