"""The gallery: crops in bins, a second view of the cells."""
