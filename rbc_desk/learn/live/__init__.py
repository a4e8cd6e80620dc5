"""Live learning: a head fitted to the labels in a moment, by numpy alone."""
