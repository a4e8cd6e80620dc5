"""Cells and their labels: what a reader does to them, and how they are listed."""
