"""The page Project."""
