"""Detectors by name, one file each."""

from __future__ import annotations

from rbc_desk.imaging.detect import algorithm1, hough, learned, plain, watershed
from rbc_desk.imaging.detect.registry import DETECTORS, Detector, Found

DEFAULT_DETECTOR = "learned"

__all__ = [
    "DEFAULT_DETECTOR",
    "DETECTORS",
    "Detector",
    "Found",
    "algorithm1",
    "hough",
    "learned",
    "plain",
    "watershed",
]
