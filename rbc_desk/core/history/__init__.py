"""Changes as data: how they are merged, undone and logged."""
