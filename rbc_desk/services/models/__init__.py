"""Trained models at work: evaluation, comparison, classification, explanation."""
