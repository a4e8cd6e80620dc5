"""The units that a split keeps together when it divides labelled cells into training, validation and test part."""

from __future__ import annotations

# Translated under engine.
SPLITS = ("specimen", "smear", "cell")

DEFAULT_SPLIT = "specimen"
"""Whole specimens are tested on, and whole smears choose the epoch: see docs/decisions/0001-split-by-specimen.md."""
