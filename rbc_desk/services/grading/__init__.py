"""Grades of differentials: the rule sets and the counting sheet."""
