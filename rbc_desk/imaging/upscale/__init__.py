"""Upscalers by name (paper, Algorithm 1, step 2), one file each."""

from __future__ import annotations

from rbc_desk.imaging.upscale import waifu2x
from rbc_desk.imaging.upscale.registry import UPSCALERS, Upscaler, resized

__all__ = ["UPSCALERS", "Upscaler", "resized", "waifu2x"]
