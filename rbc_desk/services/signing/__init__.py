"""Signing secrets of readers, signed reports, and their verification."""
