"""Cells: their types, tables of many, and what a step makes of them."""
