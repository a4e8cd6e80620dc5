"""Checks a whole project for damage, and repairs what can be repaired."""
