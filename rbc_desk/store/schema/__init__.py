"""The tables of a project's database."""
