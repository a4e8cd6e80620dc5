"""Display adjustments of an image: brightness, contrast, white balance. They never affect measuring or training."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class DisplaySettings:
    """Display adjustments, each in -1..1; 0 changes nothing.

    `warmth` shifts from blue (-1) to amber (1), `tint` from green to magenta. Raises ValueError outside that range.
    """

    brightness: float = 0.0
    contrast: float = 0.0
    warmth: float = 0.0
    tint: float = 0.0

    def __post_init__(self) -> None:
        if not all(-1 <= value <= 1 for value in (self.brightness, self.contrast, self.warmth, self.tint)):
            raise ValueError(f"a look's numbers lie in -1..1, not {self}")

    @property
    def is_plain(self) -> bool:
        return self == DisplaySettings()

    def tables(self) -> NDArray[np.uint8]:
        """The output in red, green and blue for each of 256 input levels: 3 x 256."""
        level = np.arange(256) / 255
        gains = np.exp2(np.array([self.warmth / 2, -self.tint, -self.warmth / 2]))
        balanced = np.minimum(gains[:, None] * level, 1.0)
        shown = (balanced - 0.5) * 4.0**self.contrast + 0.5 + 0.5 * self.brightness
        return np.rint(255 * np.clip(shown, 0, 1)).astype(np.uint8)

    @classmethod
    def whitening(
        cls, colour: tuple[float, float, float], *, brightness: float = 0.0, contrast: float = 0.0
    ) -> DisplaySettings:
        """The settings that make this colour (red, green, blue; 0..255) grey, as far as the sliders allow."""
        red, green, blue = (max(channel, 1.0) for channel in colour)
        warmth = math.log2(blue / red)
        tint = math.log2(green / math.sqrt(red * blue))
        return cls(brightness, contrast, min(max(warmth, -1.0), 1.0), min(max(tint, -1.0), 1.0))
