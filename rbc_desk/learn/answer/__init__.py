"""Inference: class probabilities of crops."""
