"""Circles, ellipses and boxes in image pixels: x to the right, y down, origin at the top left corner."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-parallel rectangle in pixels. `x1` and `y1` lie just outside it.

    Raises ValueError if it is empty or not finite.
    """

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (self.x0, self.y0, self.x1, self.y1))):
            raise ValueError(f"a box needs finite corners, not {self}")
        if self.x1 <= self.x0 or self.y1 <= self.y0:
            raise ValueError(f"a box needs a positive area, not {self}")

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return self.width * self.height

    def iou(self, other: Box) -> float:
        """Intersection over union with `other`, 0..1."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        inner = max(width, 0.0) * max(height, 0.0)
        return inner / (self.area + other.area - inner)


@dataclass(frozen=True, slots=True)
class Circle:
    """A cell's circle: centre and radius in pixels of the original image.

    Raises ValueError if the radius is not positive or a number is not finite.
    """

    x: float
    y: float
    r: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.x) and math.isfinite(self.y) and math.isfinite(self.r)):
            raise ValueError(f"a circle needs finite numbers, not {self}")
        if self.r <= 0:
            raise ValueError(f"a circle needs a positive radius, not {self.r}")

    @property
    def diameter(self) -> float:
        return 2 * self.r

    @property
    def box(self) -> Box:
        return Box(self.x - self.r, self.y - self.r, self.x + self.r, self.y + self.r)

    @classmethod
    def within(cls, box: Box) -> Circle:
        """The circle with the box's centre and half its mean side as radius."""
        return cls((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, (box.width + box.height) / 4)

    def contains(self, x: float, y: float) -> bool:
        return math.hypot(x - self.x, y - self.y) <= self.r

    def cut_by_border(self, *, width: int, height: int) -> bool:
        """Whether the border of an image of this size (pixels) cuts the circle."""
        return self.x - self.r < 0 or self.y - self.r < 0 or self.x + self.r > width or self.y + self.r > height

    def moved(self, *, dx: float, dy: float) -> Circle:
        return Circle(self.x + dx, self.y + dy, self.r)

    def resized(self, radius_px: float) -> Circle:
        return Circle(self.x, self.y, radius_px)


@dataclass(frozen=True, slots=True)
class Ellipse:
    """Centre, semi-axes in pixels, and the angle of the major axis: degrees from x towards y (down), 0 <= angle <
    180.

    Raises ValueError if a number is not finite, an axis is not positive, or the minor axis is longer than the major
    one.
    """

    x: float
    y: float
    major: float
    minor: float
    angle_deg: float

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (self.x, self.y, self.major, self.minor, self.angle_deg))):
            raise ValueError(f"an ellipse needs finite numbers, not {self}")
        if not 0 < self.minor <= self.major:
            raise ValueError(f"an ellipse needs 0 < minor <= major, not {self}")
        if not 0 <= self.angle_deg < 180:
            raise ValueError(f"an ellipse's angle lies in 0..180, not {self.angle_deg}")

    @property
    def elongation(self) -> float:
        """Length divided by width: 1 for a circle."""
        return self.major / self.minor

    def moved(self, *, dx: float, dy: float) -> Ellipse:
        return Ellipse(self.x + dx, self.y + dy, self.major, self.minor, self.angle_deg)
