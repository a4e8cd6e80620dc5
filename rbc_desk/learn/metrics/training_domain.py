"""What the training cells of a model look like in feature space, and how far the cells of a smear lie from them.

The distance of a cell is the Mahalanobis distance to the nearest class mean, with one covariance for all classes (Lee et
al., NeurIPS 2018), in the first principal components of the features. That of a smear is the mean over its cells: stain,
light and species shift all of them alike, while single cells far from every class are on any smear.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.domain_shift import LEAST_CELLS
from rbc_desk.core.results import LEAST_SMEARS

MOST_CELLS = 4000
"""More training cells change the statistics little."""
_COMPONENTS = 32
_SHRINKAGE = 0.05
"""The share of the mean variance in the covariance, because the last components vary little on few cells."""
_SHARE_INSIDE = 0.95
_VERSION = 1
_MOST_FEATURES = 8192

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TrainingDomain:
    """`axes` [D, k] whiten features [n, D], `means` [C, k] are the classes' means there.

    `limit`: the distance up to which a smear counts as like the training smears, chosen on `n_smears` others; None:
    these were too few.
    """

    axes: NDArray[np.float16]
    means: Floats
    limit: float | None = None
    n_smears: int = 0

    def of_cells(self, features: NDArray[np.floating]) -> NDArray[np.float64]:
        """The squared distance [n] of each cell from the nearest class, per component: about 1 for training cells."""
        small = np.asarray(features, np.float32) @ self.axes.astype(np.float32)
        apart = np.square(small[:, None, :] - self.means[None]).mean(2, dtype=np.float64)
        return np.asarray(apart.min(1), np.float64)

    def distance(self, features: NDArray[np.floating]) -> float:
        """The distance of a smear, by the features [n, D] of its cells; n is at least 1."""
        return float(self.of_cells(features).mean())

    def with_limit(self, features: NDArray[np.floating], *, smears: Sequence[object]) -> TrainingDomain:
        """With the limit from cells of smears that were not trained on: `features` [n, D], and the smear of each.

        The limit is the upper end of the one-sided 95 % prediction interval for the distance of one more such smear
        (Student's t on the logarithms), so that few smears give a wider one. No limit with fewer than `LEAST_SMEARS`
        smears that have `LEAST_CELLS` cells.
        """
        from scipy.stats import t as student

        names, own = np.unique(np.array([str(smear) for smear in smears]), return_inverse=True)
        cells = self.of_cells(features)
        logs = np.log([cells[own == i].mean() for i in range(len(names)) if (own == i).sum() >= LEAST_CELLS])
        if len(logs) < LEAST_SMEARS:
            return replace(self, limit=None, n_smears=len(logs))
        wide = student.ppf(_SHARE_INSIDE, len(logs) - 1) * np.sqrt(1 + 1 / len(logs))
        limit = float(np.exp(logs.mean() + wide * logs.std(ddof=1)))
        return replace(self, limit=limit, n_smears=len(logs))

    def to_json(self) -> dict[str, Any]:
        """JSON values; the arrays as base64 of their bytes."""
        return {
            "version": _VERSION,
            "features": self.axes.shape[0],
            "components": self.axes.shape[1],
            "axes": _packed(self.axes, np.float16),
            "means": _packed(self.means, np.float32),
            "limit": self.limit,
            "n_smears": self.n_smears,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> TrainingDomain | None:
        """The domain of JSON values; None where they are of another version, or not valid."""
        try:
            if values["version"] != _VERSION:
                return None
            width, k = int(values["features"]), int(values["components"])
            axes = _unpacked(values["axes"], np.float16).reshape(width, k)
            means = _unpacked(values["means"], np.float32).reshape(-1, k)
            n_smears = int(values.get("n_smears", 0))
        except (KeyError, TypeError, ValueError, binascii.Error):
            return None
        if not (0 < k <= width <= _MOST_FEATURES and len(means)):
            return None
        if not (np.isfinite(axes).all() and np.isfinite(means).all()):
            return None
        return cls(axes, means, limit_in(values), n_smears)


def limit_in(values: Mapping[str, Any]) -> float | None:
    """The limit in the JSON values of a domain; None where there is none."""
    limit = values.get("limit") if values.get("version") == _VERSION else None
    is_number = isinstance(limit, int | float) and not isinstance(limit, bool)
    return float(limit) if is_number and 0 < limit < np.inf else None


def fit_domain(features: NDArray[np.floating], *, targets: NDArray[np.integer]) -> TrainingDomain | None:
    """The domain of training cells, by features [n, D] and classes [n]; None with fewer cells than components."""
    values = np.asarray(features, np.float64)
    n, width = values.shape
    k = min(_COMPONENTS, width)
    if n <= k:
        return None
    centred = values - values.mean(0)
    power, axes = np.linalg.eigh(centred.T @ centred / n)
    kept = axes[:, np.argsort(-power, kind="stable")[:k]]
    small = values @ kept
    means = np.stack([small[targets == target].mean(0) for target in np.unique(targets)])
    within = small - means[np.searchsorted(np.unique(targets), targets)]
    covariance = within.T @ within / n
    level = float(np.trace(covariance)) / k
    if level <= 0:
        return None
    covariance = (1 - _SHRINKAGE) * covariance + _SHRINKAGE * level * np.eye(k)
    whiten = np.linalg.inv(np.linalg.cholesky(covariance)).T
    # in half precision first, so that cells and means are projected by the same axes
    whole = (kept @ whiten).astype(np.float16)
    projected = values @ whole.astype(np.float64)
    return TrainingDomain(
        whole, np.stack([projected[targets == one].mean(0) for one in np.unique(targets)]).astype(np.float32)
    )


def _packed(values: NDArray[Any], kind: type[np.floating]) -> str:
    return base64.b64encode(np.ascontiguousarray(values, np.dtype(kind).newbyteorder("<")).tobytes()).decode()


def _unpacked(text: str, kind: type[np.floating]) -> NDArray[Any]:
    return np.frombuffer(base64.b64decode(text, validate=True), np.dtype(kind).newbyteorder("<")).astype(kind)
