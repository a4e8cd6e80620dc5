"""The detector interface and the registry of detectors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import CellKind, DetectedCell
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.registry import Registry
from rbc_desk.core.task import SILENT, Task

Pixels = NDArray[np.uint8]


class Found(list[DetectedCell]):
    """The cells of a detector that also checks the image.

    `doubtful`: whether the image does not look like a blood smear (None: not checked). `width_uncertain`: whether the
    measured width of a typical cell may be wrong.
    """

    def __init__(
        self, cells: Iterable[DetectedCell], *, doubtful: bool | None, width_uncertain: bool = False
    ) -> None:
        super().__init__(cells)
        self.doubtful = doubtful
        self.width_uncertain = width_uncertain


class Detector(Protocol):
    """Finds the cells on a smear (uint8 RGB). Returns circles in its pixels. Raises CancelledError.

    A detector that also checks whether the image is a smear returns `Found`.
    """

    def __call__(self, pixels: Pixels, *, task: Task = SILENT) -> list[DetectedCell]: ...


DETECTORS: Registry[Detector] = Registry("detector")


def detected(
    x: float, y: float, r: float, *, score: float, width: int, height: int, kind: CellKind = CellKind.RED
) -> DetectedCell:
    """A detected cell with its border flag set."""
    circle = Circle(float(x), float(y), float(r))
    cut = circle.cut_by_border(width=width, height=height)
    return DetectedCell(circle, min(1.0, max(0.0, float(score))), cut, kind=kind)
