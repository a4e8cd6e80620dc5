"""The gallery: crops in groups, a second view of the cells."""
