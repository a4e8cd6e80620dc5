"""The review: one cell after the other, as fast as a reader can."""
