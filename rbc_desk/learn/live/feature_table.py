"""The features of a project's cells for live learning, and the file that keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.errors import storage_error
from rbc_desk.core.files.atomic import replacing
from rbc_desk.core.phrases import Phrase
from rbc_desk.learn.live.projection import Projection, fit_projection


@dataclass(frozen=True)
class FeatureTable:
    """Cells by ascending id, with the circle x, y, r that was seen, small features [N, d] and the starter's
    probabilities [N, K]. `projection`: None in an empty table.
    """

    ids: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    circles: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 3)))
    features: NDArray[np.float16] = field(default_factory=lambda: np.zeros((0, 1), np.float16))
    starter: NDArray[np.float16] = field(default_factory=lambda: np.zeros((0, 1), np.float16))
    projection: Projection | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def places(self, ids: NDArray[np.int64], circles: NDArray[np.float64]) -> NDArray[np.int64]:
        """The row of each cell with this circle; -1: none."""
        if not len(self.ids):
            return np.full(len(ids), -1, np.int64)
        at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        same = (self.ids[at] == ids) & (self.circles[at] == circles).all(1)
        return np.where(same, at, -1)

    def with_cells(
        self,
        ids: NDArray[np.int64],
        circles: NDArray[np.float64],
        *,
        features: NDArray[np.float32],
        starter: NDArray[np.float32],
    ) -> FeatureTable:
        """The table with more cells, by a network's features [n, D] and probabilities; they replace older rows.

        The first cells decide on the projection.
        """
        if not len(ids):
            return self
        projection = self.projection or fit_projection(features, radii=circles[:, 2])
        small = projection.of(features, radii=circles[:, 2])
        known = len(self.ids) > 0
        kept = ~np.isin(self.ids, ids)
        new_ids = np.concatenate([self.ids[kept], ids])
        order = np.argsort(new_ids, kind="stable")
        return FeatureTable(
            new_ids[order],
            np.concatenate([self.circles[kept], circles])[order],
            (np.concatenate([self.features[kept], small]) if known else small)[order],
            np.concatenate([self.starter[kept], starter.astype(np.float16)])[order]
            if known
            else starter.astype(np.float16)[order],
            projection,
        )

    def only(self, ids: NDArray[np.int64]) -> FeatureTable:
        """The table without the cells that are not among `ids`."""
        kept = np.isin(self.ids, ids)
        if kept.all():
            return self
        return replace(
            self, ids=self.ids[kept], circles=self.circles[kept], features=self.features[kept],
            starter=self.starter[kept],
        )  # fmt: skip

    def save(self, file: Path) -> None:
        """Write the table whole or not at all. Raises StorageError."""
        from safetensors.numpy import save_file

        projection = self.projection
        if projection is None:
            return
        tensors = {
            "ids": self.ids, "circles": self.circles, "features": self.features, "starter": self.starter,
            "axes": projection.axes, "centre": projection.centre,
            "size": np.array([projection.middle, projection.spread, projection.n_seen]),
        }  # fmt: skip
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with replacing(file) as temporary:
                save_file({name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}, temporary)
        except OSError as error:
            raise storage_error(error, doing=Phrase("writing {file}", file=file.name)) from error


def load_table(file: Path, *, n_codes: int) -> FeatureTable:
    """The table of a file for a starter of `n_codes` classes; an empty one where there is none or it is damaged."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        found = load_file(file)
        middle, spread, n_seen = found["size"].tolist()
        projection = Projection(found["axes"], found["centre"], middle, spread, int(n_seen))
        table = FeatureTable(found["ids"], found["circles"], found["features"], found["starter"], projection)
    except (OSError, SafetensorError, KeyError, ValueError, TypeError):
        return FeatureTable()
    shapes: Sequence[tuple[int, ...]] = (table.circles.shape, table.features.shape, table.starter.shape)
    wanted = ((len(table), 3), (len(table), projection.axes.shape[-1] + 1), (len(table), n_codes))
    return table if tuple(shapes) == wanted and (np.diff(table.ids) > 0).all() else FeatureTable()
