"""Decoders of image formats, and the channels and scale that a file states."""
