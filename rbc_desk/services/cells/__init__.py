"""Cells and their labels: editing and listing."""
