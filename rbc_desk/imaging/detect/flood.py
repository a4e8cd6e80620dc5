"""Divides stained regions among seeds with OpenCV's watershed."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray


def flooded(height: NDArray[np.float32], mask: NDArray[np.uint8], seeds: NDArray[np.int32]) -> NDArray[np.int32]:
    """Assign each pixel of the mask to a seed. Returns seed numbers, int32 [H, W], 0 or less outside the mask.

    `height`: largest in the middle of a cell, such as a distance map. `seeds`: numbers above 0 where a cell begins.
    OpenCV floods by the difference of neighbours rather than by height. A distance map has the same slope everywhere,
    so a marker of the background would take half of every cell. The background has a large step instead.
    """
    relief = (255 - height * (155 / max(float(height.max()), 1.0))).astype(np.uint8)
    relief[mask == 0] = 0
    labels = cv2.watershed(cv2.cvtColor(relief, cv2.COLOR_GRAY2BGR), seeds.astype(np.int32))
    labels[mask == 0] = 0
    return np.asarray(labels, np.int32)
