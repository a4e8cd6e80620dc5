"""Rectangles on a whole slide, in whole pixels of its largest level."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.phrases import Phrase

LARGEST_FIELD_PX = 4096
"""The longest side of a field that is made of a region. This bounds the memory that detection takes."""


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle: its top left corner and its size, in pixels of the largest level.

    Raises ValueError if it is empty or starts left of or above the slide.
    """

    x: int
    y: int
    width: int
    height: int

    def __post_init__(self) -> None:
        if self.x < 0 or self.y < 0 or self.width < 1 or self.height < 1:
            raise ValueError(f"a region lies on the slide and is not empty, unlike {self}")

    def __str__(self) -> str:
        return f"{self.x},{self.y},{self.width},{self.height}"

    def within(self, *, width: int, height: int) -> Region | None:
        """The part that lies on a slide of this size; None if nothing of it does."""
        right, bottom = min(self.x + self.width, width), min(self.y + self.height, height)
        if right <= self.x or bottom <= self.y:
            return None
        return Region(self.x, self.y, right - self.x, bottom - self.y)

    def fields(self) -> list[Region]:
        """The region in one or more equal parts, none with a side longer than `LARGEST_FIELD_PX`."""
        columns = math.ceil(self.width / LARGEST_FIELD_PX)
        rows = math.ceil(self.height / LARGEST_FIELD_PX)
        xs = [self.x + self.width * i // columns for i in range(columns + 1)]
        ys = [self.y + self.height * i // rows for i in range(rows + 1)]
        return [
            Region(left, top, right - left, bottom - top)
            for top, bottom in pairwise(ys)
            for left, right in pairwise(xs)
        ]

    def overlaps(self, other: Region) -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class SlidePlace:
    """Where a field lies on a slide. `slide_hash` identifies the slide under any name and in any folder.

    `x`, `y`: the top left corner of the field, in pixels of the slide's largest level.
    """

    slide_name: str
    slide_hash: str
    x: int
    y: int


def region_of(text: str) -> Region:
    """The region that "x,y,width,height" means. Raises SettingsError."""
    try:
        x, y, width, height = (int(part) for part in text.split(","))
        return Region(x, y, width, height)
    except ValueError as error:
        raise SettingsError(
            Phrase("{text!r} is not a region.", text=text),
            hint="Give x,y,width,height in whole pixels of the slide, such as 12000,8000,1024,1024.",
        ) from error
