"""Figures from probabilities, with their intervals."""
