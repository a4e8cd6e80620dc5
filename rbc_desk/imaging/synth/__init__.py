"""Synthetic smears with known truth, and the variation that detectors are trained on."""
