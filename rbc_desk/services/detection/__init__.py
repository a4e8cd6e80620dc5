"""Cells found by a detector or brought from elsewhere."""
