"""Interface tools that do not depend on a project: jobs, errors, theme, language."""
