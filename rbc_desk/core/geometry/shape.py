"""The shape of a cell: fitted ellipse, outline, and derived measurements."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rbc_desk.core.geometry.circles import Ellipse

FIGURES = ("major_px", "minor_px", "angle_deg", "elongation", "area_px2", "circularity", "solidity")
"""The columns of a table of shapes, in the order of `CellShape.figures`. Axes are full lengths, not half."""

# All but a few percent of normal cells on real smears stay within these (benchmarks/shapes.py).
_ROUND_ELONGATION = 1.25
_ROUND_SOLIDITY = 0.93


@dataclass(frozen=True, slots=True)
class CellShape:
    """A cell's measured outline, in pixels of the original image.

    `ellipse` has the second moments of the cell's area. `area_px2` is the area enclosed by the outline. `circularity`
    is 4 pi area / perimeter squared, 1 for a circle. `solidity` is the area divided by that of the convex hull, 1
    without a dent. `outline` is x, y, x, y, ... of a closed polygon. Raises ValueError for impossible values.
    """

    ellipse: Ellipse
    area_px2: float
    circularity: float
    solidity: float
    outline: tuple[float, ...]

    def __post_init__(self) -> None:
        if not (math.isfinite(self.area_px2) and self.area_px2 > 0):
            raise ValueError(f"an outline needs a positive area, not {self.area_px2}")
        if not (0 < self.circularity <= 1 and 0 < self.solidity <= 1):
            raise ValueError(f"circularity and solidity lie in 0..1, not {self.circularity}, {self.solidity}")
        if len(self.outline) < 6 or len(self.outline) % 2:
            raise ValueError("an outline needs x and y of at least three points")
        if not math.isfinite(sum(self.outline)):
            raise ValueError("an outline needs finite numbers")

    @property
    def elongation(self) -> float:
        return self.ellipse.elongation

    @property
    def is_round(self) -> bool:
        """Whether the circle describes the cell sufficiently: it is neither clearly elongated nor dented."""
        return self.elongation <= _ROUND_ELONGATION and self.solidity >= _ROUND_SOLIDITY

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """The corners of the outline."""
        return tuple(zip(self.outline[::2], self.outline[1::2], strict=True))

    @property
    def figures(self) -> tuple[str, ...]:
        """The measurements as table texts (`FIGURES`)."""
        e = self.ellipse
        return (
            f"{2 * e.major:.2f}",
            f"{2 * e.minor:.2f}",
            f"{e.angle_deg:.1f}",
            f"{e.elongation:.3f}",
            f"{self.area_px2:.1f}",
            f"{self.circularity:.3f}",
            f"{self.solidity:.3f}",
        )

    def moved(self, *, dx: float, dy: float) -> CellShape:
        shifted = tuple(value + (dy if i % 2 else dx) for i, value in enumerate(self.outline))
        return replace(self, ellipse=self.ellipse.moved(dx=dx, dy=dy), outline=shifted)

    def as_row(self) -> dict[str, Any]:
        """The shape for the store: JSON values only, rounded to 0.01 pixel."""
        e = self.ellipse
        return {
            "ellipse": [round(e.x, 2), round(e.y, 2), round(e.major, 2), round(e.minor, 2), round(e.angle_deg, 1)],
            "area": round(self.area_px2, 1),
            "circularity": round(self.circularity, 3),
            "solidity": round(self.solidity, 3),
            "outline": [round(value, 1) for value in self.outline],
        }

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> CellShape:
        """Reads the result of `as_row`. Raises KeyError, TypeError or ValueError if it is invalid."""
        x, y, major, minor, angle = row["ellipse"]
        return cls(
            Ellipse(x, y, major, minor, angle % 180),
            row["area"],
            row["circularity"],
            row["solidity"],
            tuple(row["outline"]),
        )
