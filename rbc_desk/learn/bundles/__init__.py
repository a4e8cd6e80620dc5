"""Trained models as folders of files."""
