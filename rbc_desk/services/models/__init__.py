"""Use of trained models: evaluation, comparison, classification, explanation."""
