"""The smears of a project: import by content, quality, scale, fields shown twice."""
