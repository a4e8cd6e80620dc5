"""The page Settings, one module per section."""
