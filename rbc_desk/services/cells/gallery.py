"""Data of the gallery: the cells of a project, their images, and their similarity."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import Cell, CellKind
from rbc_desk.core.cells.table import CellTable
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Progress
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library

Features = NDArray[np.float32]

_MANY_SMEARS = 100
_LOOK_PX = 20  # side of the images that are compared
_DIMENSIONS = 16


def table(
    project: Project,
    *,
    smear_ids: Collection[int] | None = None,
    only: Collection[int] | None = None,
    task: Task = SILENT,
) -> CellTable:
    """The cells of these smears (None: all) except rejected ones, as rows by smear; `only` restricts them by id.

    Cached rows are fast: a million take a moment. Raises CancelledError.
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


def others(project: Project, *, smear_ids: Collection[int] | None = None) -> tuple[CellTable, dict[int, CellKind]]:
    """The other objects of these smears (None: all), without rejected ones, and their kinds by id."""
    from rbc_desk.store import queries

    return queries.other_table(project.store, viewpoint=project.viewpoint, smear_ids=smear_ids)


def takes_long(project: Project) -> bool:
    """Whether `table` would read so many smears that it needs a job."""
    from rbc_desk.store import queries

    return queries.unread_smears(project.store, viewpoint=project.viewpoint) > _MANY_SMEARS


def pictures(
    pixels: NDArray[np.uint8],
    circles: Sequence[Circle],
    *,
    side_px: int,
    around: float | None = None,
    inside: bool = False,
) -> NDArray[np.uint8]:
    """Images of cells, uint8 RGB [N, side, side, 3]. The side is `around` times the circle's diameter.

    With `inside`, the view of a cell at the border is shifted onto the smear.
    """
    from rbc_desk.imaging.cells.thumbs import AROUND, thumbnails

    return thumbnails(pixels, circles, side_px=side_px, around=AROUND if around is None else around, inside=inside)


def view(pixels: NDArray[np.uint8], circle: Circle, *, around: float) -> tuple[int, int, int]:
    """The square of the smear that `pictures` shows with `inside`: left, top and side in pixels."""
    from rbc_desk.imaging.cells import thumbs

    height, width = pixels.shape[:2]
    return thumbs.view(circle, width=width, height=height, around=around, inside=True)


def features(
    project: Project,
    cells: Sequence[Cell],
    *,
    thumbnail_px: int = _LOOK_PX,
    task: Task = SILENT,
) -> Features:
    """Features of cells, float32 [N, 16], in the order of `cells`; similar cells have similar rows.

    They are the principal components of thumbnails, `thumbnail_px` a side, and the logarithm of the radius. The
    time grows with the square of `thumbnail_px`. Cells of unreadable smears have zero components. Raises
    CancelledError.
    """
    looks = np.zeros((len(cells), thumbnail_px * thumbnail_px * 3), np.float32)
    row_of = {cell.id: i for i, cell in enumerate(cells)}
    done = 0
    for smear_id, group in _by_smear(cells):
        task.raise_if_stopped()
        try:
            pixels = library.load_pixels(project, smear_id=smear_id)
        except RbcDeskError:
            continue  # the page that shows the smear reports the error
        small = pictures(pixels, [cell.circle for cell in group], side_px=thumbnail_px)
        looks[[row_of[cell.id] for cell in group]] = small.reshape(len(group), -1)
        done += len(group)
        task.report(Progress(done, len(cells)))
    sizes = np.log([cell.circle.r for cell in cells]).astype(np.float32)
    return _components(looks, sizes)


def _components(looks: NDArray[np.float32], sizes: NDArray[np.float32]) -> Features:
    if not len(looks):
        return np.zeros((0, _DIMENSIONS), np.float32)
    looks = looks - looks.mean(0)
    sample = looks[:: max(1, len(looks) // 4000)]  # enough for the axes, and fast
    parts = looks @ _axes(sample)[:, : _DIMENSIONS - 1]
    parts = parts / max(float(parts.std(0).max(initial=0)), 1e-6)
    scaled = (sizes - np.median(sizes)) / 0.1
    return np.column_stack([parts, scaled]).astype(np.float32)


def _axes(sample: Features) -> Features:
    """The principal axes of the rows, longest first, by subspace iteration: a full decomposition takes seconds."""
    basis = np.random.default_rng(0).standard_normal((sample.shape[1], _DIMENSIONS + 8)).astype(np.float32)
    for _ in range(6):
        basis, _r = np.linalg.qr(sample.T @ (sample @ basis))
    projected = sample @ basis
    _, rotation = np.linalg.eigh(projected.T @ projected)
    return np.asarray(basis @ rotation[:, ::-1], np.float32)


def _by_smear(cells: Sequence[Cell]) -> Iterator[tuple[int, list[Cell]]]:
    for smear_id, group in groupby(sorted(cells, key=lambda c: c.smear_id), key=lambda c: c.smear_id):
        yield smear_id, list(group)
