"""Reads a logo, whose transparency is kept."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np


def as_png(path: Path, *, longest_px: int) -> bytes | None:
    """The image as PNG with a longest side of at most `longest_px`; None if it is not an image."""
    try:
        data = np.frombuffer(path.read_bytes(), np.uint8)
    except OSError:
        return None
    pixels = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if data.size else None
    if pixels is None:
        return None
    scale = min(1.0, longest_px / max(pixels.shape[:2]))
    if scale < 1:
        pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    done, encoded = cv2.imencode(".png", pixels)
    return encoded.tobytes() if done else None
