"""The page Smears."""
