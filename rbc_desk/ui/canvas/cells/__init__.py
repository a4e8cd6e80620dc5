"""Cells on the canvas."""
