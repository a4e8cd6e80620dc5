"""Cuts crops of cells and stores them in the project."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Problem, Progress
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.datasets.snapshots import labelled_cells
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.store.rows import CropRow

if TYPE_CHECKING:
    from rbc_desk.imaging.cells.crop import CropRecipe

# An edit waits for the previous writer. This number of crops is written in a few milliseconds.
_CROPS_A_COMMIT = 32


def store_crops(
    project: Project,
    *,
    smear_ids: Collection[int] | None = None,
    task: Task = SILENT,
) -> int:
    """Cut and store the missing crops (see `cut_missing`); returns their number.

    Raises StorageError, CancelledError. Crops stored before an error stay.
    """
    done = 0
    for rows in cut_missing(project, smear_ids=smear_ids, task=task):
        put_crops(project, rows)
        done += len(rows)
    return done


def cut_missing(
    project: Project,
    *,
    smear_ids: Collection[int] | None = None,
    task: Task = SILENT,
) -> Iterator[list[CropRow]]:
    """Yield, in batches, the missing crops of labelled cells (only those on `smear_ids`, where given).

    A crop is also missing where the cell's circle has changed. Raises CancelledError.
    """
    from rbc_desk.imaging.cells.crop import DEFAULT_RECIPE
    from rbc_desk.store import queries

    circles = queries.crop_circles(project.store, recipe_hash=DEFAULT_RECIPE.hash)
    labelled = labelled_cells(project, smear_ids=smear_ids)
    missing = [item.cell for item in labelled if circles.get(item.cell.id) != item.cell.circle]
    smears = {smear_id: library.known_smear(project, smear_id=smear_id) for smear_id in {c.smear_id for c in missing}}
    requests = [_MissingCrop(cell.id, cell.circle, smears[cell.smear_id]) for cell in missing]
    yield from cut_crops(project, requests, recipe=DEFAULT_RECIPE, task=task)


class MeasuredFile(library.StoredFile, Protocol):
    """A smear's file with the diameter of its typical cell in pixels."""

    @property
    def typical_diameter_px(self) -> float: ...


class CropRequest(Protocol):
    """A request for the crop of a cell: its circle on a smear."""

    @property
    def cell_id(self) -> int: ...
    @property
    def circle(self) -> Circle: ...
    @property
    def smear(self) -> MeasuredFile: ...


@dataclass(frozen=True, slots=True)
class _MissingCrop:
    cell_id: int
    circle: Circle
    smear: SmearInfo


def cut_crops(
    project: Project,
    requests: Sequence[CropRequest],
    *,
    recipe: CropRecipe,
    task: Task = SILENT,
) -> Iterator[list[CropRow]]:
    """Yield these crops in batches, smear by smear, without storing them.

    A smear whose file cannot be read is reported to `task` and skipped. Raises CancelledError.
    """
    from rbc_desk.imaging.cells.crop import cut, encode_png

    by_file: dict[str, list[CropRequest]] = {}
    for one in requests:
        by_file.setdefault(one.smear.stored_name, []).append(one)
    done = 0
    for group in by_file.values():
        task.raise_if_stopped()
        task.report(Progress(done, len(requests), "Storing crops"))
        try:
            pixels = library.pixels_of(project, group[0].smear)
        except RbcDeskError as error:
            task.report(Problem(group[0].smear.name, str(error)))
            continue
        for start in range(0, len(group), _CROPS_A_COMMIT):
            task.raise_if_stopped()
            rows = []
            for one in group[start : start + _CROPS_A_COMMIT]:
                width = one.smear.typical_diameter_px
                crop = cut(pixels, circle=one.circle, recipe=recipe, typical_diameter_px=width)
                rows.append(CropRow(one.cell_id, one.circle, recipe.hash, encode_png(crop)))
            yield rows
            done += len(rows)
    task.report(Progress(done, len(requests)))


def put_crops(project: Project, rows: Sequence[CropRow]) -> None:
    """Store crops in one transaction. Raises StorageError."""
    op = Phrase("Store {n} crop" if len(rows) == 1 else "Store {n} crops", n=len(rows))
    with project.store.transact(op, reader=project.reader) as tx:
        tx.derived.put_crops(rows)


def cut_circles(
    pixels: NDArray[np.uint8], circles: Sequence[Circle], *, recipe: CropRecipe, typical_diameter_px: float
) -> NDArray[np.uint8]:
    """Cut the crops of one or more circles on a smear; returns uint8 [N, size, size, 3]."""
    from rbc_desk.imaging.cells.crop import cut

    return np.stack([cut(pixels, circle=c, recipe=recipe, typical_diameter_px=typical_diameter_px) for c in circles])
