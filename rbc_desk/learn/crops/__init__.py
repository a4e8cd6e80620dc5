"""Crops as arrays, tensors and batches."""
