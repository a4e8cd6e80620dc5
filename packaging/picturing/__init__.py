"""Screenshots of the manual."""
