"""The editor of grading rules."""
