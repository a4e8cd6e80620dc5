"""The smears of a project: import, quality, scale, duplicate fields."""
