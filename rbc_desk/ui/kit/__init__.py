"""Tools of the interface that know no project: jobs, errors, theme, language."""
