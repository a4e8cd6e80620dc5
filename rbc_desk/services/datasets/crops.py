"""Cuts crops of cells and stores them in the project."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells import Cell
from rbc_desk.core.control import Reporter, StopToken, silent
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Progress, Trouble
from rbc_desk.core.geometry import Circle
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library

if TYPE_CHECKING:
    from rbc_desk.imaging.crop import CropRecipe
    from rbc_desk.store.rows import CropRow

# An edit waits for the writer before it: so few crops are written in a few milliseconds.
_CROPS_A_COMMIT = 32


def store_crops(
    project: Project,
    *,
    cells: Iterable[Cell] | None = None,
    smear_ids: Collection[int] | None = None,
    recipe: CropRecipe | None = None,
    report: Reporter = silent,
    stop: StopToken | None = None,
) -> int:
    """Cut out and store the crops that `cut_missing` finds missing; returns how many.

    Raises StorageError, CancelledError when stopped; what was stored before stays.
    """
    done = 0
    for rows in cut_missing(project, cells=cells, smear_ids=smear_ids, recipe=recipe, report=report, stop=stop):
        with project.store.transact(Phrase("Store {n} crops", n=len(rows)), reader=project.reader) as tx:
            tx.put_crops(rows)
        done += len(rows)
    return done


def cut_missing(
    project: Project,
    *,
    cells: Iterable[Cell] | None = None,
    smear_ids: Collection[int] | None = None,
    recipe: CropRecipe | None = None,
    report: Reporter = silent,
    stop: StopToken | None = None,
) -> Iterator[list[CropRow]]:
    """Cut out, some at a time, the crops that labelled cells (of `smear_ids` alone), or else `cells`, still lack.

    A crop whose circle has changed since is cut anew. A smear whose file is gone is reported and passed over. Raises
    CancelledError.
    """
    from rbc_desk.imaging.crop import DEFAULT_RECIPE
    from rbc_desk.store import queries

    recipe = recipe or DEFAULT_RECIPE
    if cells is None:
        from rbc_desk.services.datasets.snapshots import labelled_cells

        cells = [item.cell for item in labelled_cells(project, smear_ids=smear_ids)]
    circles = queries.crop_circles(project.store, recipe_hash=recipe.hash)
    missing: dict[int, list[Cell]] = {}
    for cell in cells:
        if circles.get(cell.id) != cell.circle:
            missing.setdefault(cell.smear_id, []).append(cell)
    total = sum(map(len, missing.values()))
    done = 0
    for smear_id, group in missing.items():
        if stop is not None:
            stop.raise_if_set()
        report(Progress(done, total, "Storing crops"))
        try:
            pixels = library.load_pixels(project, smear_id=smear_id)
        except RbcDeskError as error:
            report(Trouble(library.smear(project, smear_id=smear_id).name, str(error)))
            continue
        for start in range(0, len(group), _CROPS_A_COMMIT):
            if stop is not None:
                stop.raise_if_set()
            some = group[start : start + _CROPS_A_COMMIT]
            yield _crop_rows(project, pixels, some, recipe=recipe)
            done += len(some)
    report(Progress(done, total))


def _crop_rows(
    project: Project, pixels: NDArray[np.uint8], cells: Sequence[Cell], *, recipe: CropRecipe
) -> list[CropRow]:
    from rbc_desk.imaging.crop import encode_png
    from rbc_desk.store.rows import CropRow

    crops = cut_cells(project, pixels, cells, recipe=recipe)
    return [
        CropRow(cell.id, cell.circle, recipe.hash, encode_png(crop)) for cell, crop in zip(cells, crops, strict=True)
    ]


def cut_cells(
    project: Project, pixels: NDArray[np.uint8], cells: Sequence[Cell], *, recipe: CropRecipe
) -> NDArray[np.uint8]:
    """Crops of cells of one smear by a recipe: uint8, N x size x size x 3."""
    if not cells:
        return np.zeros((0, recipe.size_px, recipe.size_px, 3), np.uint8)
    diameter = library.smear(project, smear_id=cells[0].smear_id).typical_diameter_px
    return cut_circles(pixels, [cell.circle for cell in cells], recipe=recipe, typical_diameter_px=diameter)


def cut_circles(
    pixels: NDArray[np.uint8], circles: Sequence[Circle], *, recipe: CropRecipe, typical_diameter_px: float
) -> NDArray[np.uint8]:
    """Crops of one or more circles of a smear by a recipe: uint8, N x size x size x 3."""
    from rbc_desk.imaging.crop import cut

    return np.stack([cut(pixels, circle=c, recipe=recipe, typical_diameter_px=typical_diameter_px) for c in circles])
