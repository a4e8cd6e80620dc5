"""The field as a whole: light, foreground, typical diameter, quality, duplicates."""
