"""Training runs of a project: start, record, resume."""
