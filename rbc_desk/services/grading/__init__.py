"""Grades of differentials: the rule sets."""
