"""Cells and counts of smears, cached in memory and in the database."""
