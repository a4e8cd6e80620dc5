"""What the training cells of a model look like in feature space, and how far the cells of a smear lie from them.

The distance of a cell has two parts: the Mahalanobis distance to the nearest class mean, with one covariance for all
classes (Lee et al., NeurIPS 2018), in the first principal components of the features; and what lies outside of these
components, where training cells hardly vary (as in ViM, Wang et al., CVPR 2022). That of a smear is the median over
its cells: stain, light and species shift all of them alike, while single cells far from every class are on any smear.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.models.domain_shift import LEAST_CELLS
from rbc_desk.core.models.results import LEAST_SMEARS

MOST_CELLS = 4000
"""More training cells change the statistics little."""
LEAST_CLASSES = 10
"""Features that tell fewer classes hardly tell sources: measured with twelve classes, and in vain with three."""
_COMPONENTS = 16
_LEAST_CELLS_EACH = 4  # of a component
_SHRINKAGE = 0.05
"""The share of the mean variance in the covariance, because the last components vary little on few cells."""
_SHARE_INSIDE = 0.95
_VERSION = 1
_MOST_FEATURES = 8192

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TrainingDomain:
    """The `centre` [D] and first components `axes` [D, k] of features; `whiten` [k, k] makes their covariance within
    a class 1; `means` [C, k] are the classes' means there. `rest`: the mean square outside of the components.

    `limit`: the distance up to which a smear counts as like the training smears, chosen on `n_smears` others; None:
    these, or the classes, were too few.
    """

    centre: Floats
    axes: Floats
    whiten: Floats
    means: Floats
    rest: float
    limit: float | None = None
    n_smears: int = 0

    def of_cells(self, features: NDArray[np.floating]) -> NDArray[np.float64]:
        """The distance [n] of cells by their features [n, D]: the mean of both parts, about 1 for training cells."""
        # double precision: `outside` is a small difference of large sums
        centred = np.asarray(features, np.float64) - self.centre
        small = centred @ self.axes
        outside = np.maximum(np.square(centred).sum(1) - np.square(small).sum(1), 0) / self.rest
        apart = np.square((small @ self.whiten)[:, None, :] - self.means[None]).mean(2).min(1)
        return np.asarray((apart + outside) / 2, np.float64)

    def distance(self, features: NDArray[np.floating]) -> float:
        """The distance of a smear, by the features [n, D] of its cells; n is at least 1."""
        return float(np.median(self.of_cells(features)))

    def with_limit(self, features: NDArray[np.floating], *, smears: Sequence[object]) -> TrainingDomain:
        """With the limit from cells of smears that were not trained on: `features` [n, D], and the smear of each.

        The limit is the upper end of the one-sided 95 % prediction interval for the distance of one more such smear
        (Student's t on the logarithms), so that few smears give a wider one. No limit with fewer than `LEAST_CLASSES`
        classes, or `LEAST_SMEARS` smears that have `LEAST_CELLS` cells.
        """
        from scipy.special import stdtrit

        names, own = np.unique(np.array([str(smear) for smear in smears]), return_inverse=True)
        cells = self.of_cells(features)
        logs = np.log([np.median(cells[own == i]) for i in range(len(names)) if (own == i).sum() >= LEAST_CELLS])
        if len(logs) < LEAST_SMEARS or len(self.means) < LEAST_CLASSES:
            return replace(self, limit=None, n_smears=len(logs))
        wide = stdtrit(len(logs) - 1, _SHARE_INSIDE) * np.sqrt(1 + 1 / len(logs))
        limit = float(np.exp(logs.mean() + wide * logs.std(ddof=1)))
        return replace(self, limit=limit, n_smears=len(logs))

    def to_json(self) -> dict[str, Any]:
        """JSON values; the arrays as base64 of their bytes."""
        return {
            "version": _VERSION,
            "features": self.axes.shape[0],
            "components": self.axes.shape[1],
            "rest": self.rest,
            "axes": _packed(self.axes, np.float16),
            **{name: _packed(getattr(self, name), np.float32) for name in ("centre", "whiten", "means")},
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
            centre = _unpacked(values["centre"], np.float32).reshape(width)
            whiten = _unpacked(values["whiten"], np.float32).reshape(k, k)
            means = _unpacked(values["means"], np.float32).reshape(-1, k)
            rest = float(values["rest"])
            n_smears = int(values.get("n_smears", 0))
        except (KeyError, TypeError, ValueError, binascii.Error):
            return None
        if not (0 < k <= width <= _MOST_FEATURES and len(means) and 0 < rest < np.inf):
            return None
        if not all(np.isfinite(one).all() for one in (axes, centre, whiten, means)):
            return None
        return cls(centre, axes, whiten, means, rest, limit_in(values), n_smears)


def limit_in(values: Mapping[str, Any]) -> float | None:
    """The limit in the JSON values of a domain; None where there is none."""
    limit = values.get("limit") if values.get("version") == _VERSION else None
    if not isinstance(limit, int | float) or isinstance(limit, bool):
        return None
    return float(limit) if 0 < limit < np.inf else None


def fit_domain(features: NDArray[np.floating], *, targets: NDArray[np.integer]) -> TrainingDomain | None:
    """The domain of training cells, by features [n, D] and classes [n].

    None where there are too few cells, or they do not vary.
    """
    values = np.asarray(features, np.float64)
    n, width = values.shape
    k = min(_COMPONENTS, width - 1, n // _LEAST_CELLS_EACH)
    if k < 1:
        return None
    centre = values.mean(0).astype(np.float32)
    centred = values - centre
    power, axes = np.linalg.eigh(centred.T @ centred / n)
    # in half precision first, as they are stored, so that all else belongs to these axes
    kept = axes[:, np.argsort(-power, kind="stable")[:k]].astype(np.float16).astype(np.float32)
    small = centred @ kept
    names, own = np.unique(targets, return_inverse=True)
    means = np.stack([small[own == i].mean(0) for i in range(len(names))])
    within = (small - means[own]).T @ (small - means[own]) / n
    level, rest = np.trace(within) / k, float((np.square(centred).sum(1) - np.square(small).sum(1)).mean())
    if level <= 0 or rest <= 0:
        return None
    covariance = (1 - _SHRINKAGE) * within + _SHRINKAGE * level * np.eye(k)
    whiten = np.linalg.inv(np.linalg.cholesky(covariance)).T
    return TrainingDomain(centre, kept, whiten.astype(np.float32), (means @ whiten).astype(np.float32), rest)


def _packed(values: NDArray[Any], kind: type[np.floating]) -> str:
    return base64.b64encode(np.ascontiguousarray(values, np.dtype(kind).newbyteorder("<")).tobytes()).decode()


def _unpacked(text: str, kind: type[np.floating]) -> Floats:
    return np.frombuffer(base64.b64decode(text, validate=True), np.dtype(kind).newbyteorder("<")).astype(np.float32)
