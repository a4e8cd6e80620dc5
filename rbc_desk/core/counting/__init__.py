"""Cells counted: the differential, fields, grades by rules, the counting sheet."""
