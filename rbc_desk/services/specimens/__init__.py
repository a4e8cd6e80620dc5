"""Specimens: the worklist, and changes of specimens."""
