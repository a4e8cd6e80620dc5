"""Figures from probabilities, with confidence intervals."""
