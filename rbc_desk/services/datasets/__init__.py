"""Labelled cells as data: snapshots, splits, crops, import and export."""
