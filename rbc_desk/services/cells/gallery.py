"""Data of the gallery: the cells of a project, their pictures, and their similarity."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cell_table import CellTable
from rbc_desk.core.cells import Cell
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Progress
from rbc_desk.core.geometry import Circle
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library

Features = NDArray[np.float32]

_MANY_SMEARS = 100
_LOOK_PX = 20  # of the pictures that are compared
_DIMENSIONS = 16


def table(
    project: Project,
    *,
    smear_ids: Collection[int] | None = None,
    only: Collection[int] | None = None,
    task: Task = SILENT,
) -> CellTable:
    """The cells of these smears (None: all) that are not rejected, as rows by smear; `only` restricts them.

    A million rows are there in a moment where they were kept since they were read last. Raises CancelledError.
    """
    from rbc_desk.store import queries

    def report(done: int, total: int) -> None:
        task.raise_if_stopped()
        task.report(Progress(done, total))

    found = queries.cell_table(
        project.store,
        viewpoint=project.viewpoint,
        smear_ids=smear_ids,
        on_read=report,
    )
    return found if only is None else found.taken(np.isin(found.ids, np.fromiter(only, np.int64)))


def takes_long(project: Project) -> bool:
    """Whether a `table` would read so many smears that it needs a job."""
    from rbc_desk.store import queries

    return queries.unread_smears(project.store, viewpoint=project.viewpoint) > _MANY_SMEARS


def pictures(
    pixels: NDArray[np.uint8], circles: Sequence[Circle], *, side_px: int, around: float | None = None
) -> NDArray[np.uint8]:
    """N × side × side × 3, uint8 RGB: each circle's cell filling its square, or the square `around` times as wide."""
    from rbc_desk.imaging.thumbs import AROUND, thumbnails

    return thumbnails(pixels, circles, side_px=side_px, around=AROUND if around is None else around)


def features(
    project: Project,
    cells: Sequence[Cell],
    *,
    look_px: int = _LOOK_PX,
    task: Task = SILENT,
) -> Features:
    """[N, 16], float32, in the order of `cells`: similar cells have close rows.

    The principal components of small pictures, with the logarithm of the radius beside them; the time grows with
    the square of `look_px`, their width. Cells of smears that cannot be read lie at the origin. Raises
    CancelledError.
    """
    looks = np.zeros((len(cells), look_px * look_px * 3), np.float32)
    place = {cell.id: i for i, cell in enumerate(cells)}
    done = 0
    for smear_id, ours in _by_smear(cells):
        task.raise_if_stopped()
        try:
            pixels = library.load_pixels(project, smear_id=smear_id)
        except RbcDeskError:
            continue  # the page that shows the smear says why
        small = pictures(pixels, [cell.circle for cell in ours], side_px=look_px)
        looks[[place[cell.id] for cell in ours]] = small.reshape(len(ours), -1)
        done += len(ours)
        task.report(Progress(done, len(cells)))
    sizes = np.log([cell.circle.r for cell in cells]).astype(np.float32)
    return _components(looks, sizes)


def _components(looks: NDArray[np.float32], sizes: NDArray[np.float32]) -> Features:
    if not len(looks):
        return np.zeros((0, _DIMENSIONS), np.float32)
    looks = looks - looks.mean(0)
    sample = looks[:: max(1, len(looks) // 4000)]  # the axes need no more, and it stays quick
    parts = looks @ _axes(sample)[:, : _DIMENSIONS - 1]
    parts = parts / max(float(parts.std(0).max(initial=0)), 1e-6)
    scaled = (sizes - np.median(sizes)) / 0.1
    return np.column_stack([parts, scaled]).astype(np.float32)


def _axes(sample: Features) -> Features:
    """The main axes of the rows, the longest first: by subspace iteration, since all of them would take seconds."""
    basis = np.random.default_rng(0).standard_normal((sample.shape[1], _DIMENSIONS + 8)).astype(np.float32)
    for _ in range(6):
        basis, _r = np.linalg.qr(sample.T @ (sample @ basis))
    seen = sample @ basis
    _, turned = np.linalg.eigh(seen.T @ seen)
    return np.asarray(basis @ turned[:, ::-1], np.float32)


def _by_smear(cells: Sequence[Cell]) -> Iterator[tuple[int, list[Cell]]]:
    for smear_id, ours in groupby(sorted(cells, key=lambda c: c.smear_id), key=lambda c: c.smear_id):
        yield smear_id, list(ours)
