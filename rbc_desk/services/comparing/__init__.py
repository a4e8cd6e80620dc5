"""Compares readings: visits of one animal over time, a reader with the model, two readers."""
