"""The page Specimens."""
