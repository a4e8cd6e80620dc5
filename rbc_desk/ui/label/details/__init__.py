"""The selected cell in the side column."""
