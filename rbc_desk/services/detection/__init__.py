"""Detection of cells, and cells imported from tables."""
