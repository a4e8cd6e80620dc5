"""The Wilson interval of a share, and how many cells it takes to tell a share from a threshold."""

from __future__ import annotations

import math

Z_95 = 1.959964
"""The standard normal quantile of a two-sided 95 % interval."""


def wilson(count: float, n: float, *, z: float = Z_95) -> tuple[float, float]:
    """The interval of a share of which `count` of `n` were seen, both ends 0 to 1; (0, 1) where nothing was."""
    if n <= 0:
        return 0.0, 1.0
    share = count / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def cells_to_tell(share: float, threshold: float, *, z: float = Z_95) -> float:
    """The number of cells from which on the Wilson interval of `share` does not reach `threshold`; infinite at it.

    The interval is where |share - p| <= z sqrt(p (1 - p) / n), which is solved for n at p = threshold.
    """
    distance = share - threshold
    return math.inf if distance == 0 else z * z * threshold * (1 - threshold) / (distance * distance)
