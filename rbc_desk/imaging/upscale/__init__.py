"""Enlarging a smear before detection (paper, Algorithm 1, step 2), by name: one file an upscaler."""

from __future__ import annotations

from rbc_desk.imaging.upscale import waifu2x
from rbc_desk.imaging.upscale.registry import UPSCALERS, Upscaler, resized

__all__ = ["UPSCALERS", "Upscaler", "resized", "waifu2x"]
