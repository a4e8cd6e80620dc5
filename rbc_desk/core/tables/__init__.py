"""Tables as lists of columns, and how they are written."""
