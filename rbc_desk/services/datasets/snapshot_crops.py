"""The crops of a snapshot's frozen cells. They do not change when cells are moved, removed or renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.viewpoint import EVERYBODY
from rbc_desk.learn.compute.memory import crop_budget
from rbc_desk.learn.crops.crop_data import CropSet, LazyCropSet, memory_needed
from rbc_desk.learn.crops.resize import sized
from rbc_desk.services.datasets.crops import cut_crops, put_crops
from rbc_desk.services.project.project import Project

if TYPE_CHECKING:
    from rbc_desk.imaging.cells.crop import CropRecipe
    from rbc_desk.learn.crops.crop_data import Crops
    from rbc_desk.store.rows import FrozenCell

# this number of full-size crops takes a few megabytes
_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class PartCells:
    """The crops of a part in order of cell id, with the cell id and the smear id of each."""

    crops: CropSet
    cell_ids: list[int]
    smear_ids: list[int]


def load_cells(
    project: Project,
    *,
    snapshot_id: int,
    part: str,
    codes: Sequence[str],
    recipe: CropRecipe | None = None,
    input_px: int | None = None,
    most: int | None = None,
    task: Task = SILENT,
) -> PartCells:
    """Load the crops of a part into memory, by a recipe (None: the default one). Targets are indices into `codes`.

    `input_px`: the side of the network's input, where it differs from the recipe's. `most`: load at most this number
    of cells, evenly from all. A cell whose smear cannot be read is reported to `task` and left out. Raises
    CancelledError.
    """
    from rbc_desk.imaging.cells.crop import DEFAULT_RECIPE

    recipe = recipe or DEFAULT_RECIPE
    n, batches = load_in_batches(
        project, snapshot_id=snapshot_id, part=part, codes=codes, recipe=recipe, input_px=input_px,
        most=most, task=task,
    )  # fmt: skip
    side = input_px or recipe.size_px
    pixels = np.empty((n, side, side, 3), np.uint8)
    targets: list[int] = []
    cell_ids: list[int] = []
    smear_ids: list[int] = []
    shares: list[NDArray[np.float32]] = []
    for batch in batches:
        pixels[len(targets) : len(targets) + len(batch.cell_ids)] = batch.crops.pixels
        targets += batch.crops.targets.tolist()
        cell_ids += batch.cell_ids
        smear_ids += batch.smear_ids
        if batch.crops.shares is not None:
            shares.append(batch.crops.shares)
    divided = np.concatenate(shares) if shares else None
    crops = CropSet(pixels[: len(targets)], np.array(targets, np.int64), tuple(codes), divided)
    return PartCells(crops, cell_ids, smear_ids)


def load_in_batches(
    project: Project,
    *,
    snapshot_id: int,
    part: str,
    codes: Sequence[str],
    recipe: CropRecipe,
    input_px: int | None = None,
    counted_as: Mapping[str, str] | None = None,
    most: int | None = None,
    task: Task = SILENT,
) -> tuple[int, Iterator[PartCells]]:
    """The number of cells that `load_cells` would load at most, and these cells in order, a few at a time.

    `counted_as`: codes to replace the codes of cells by.
    """
    cells = _cells(project, snapshot_id=snapshot_id, part=part, codes=codes, counted_as=counted_as)
    if most is not None and len(cells) > most:
        cells = [cells[i * len(cells) // most] for i in range(most)]
    side = input_px or recipe.size_px
    stored = _stored(project, cells, recipe=recipe, task=task)
    divided = any(cell.shares for cell in cells)
    return len(cells), (_part_cells(batch, codes=codes, side_px=side, divided=divided) for batch in stored)


def _part_cells(
    batch: list[tuple[FrozenCell, bytes]], *, codes: Sequence[str], side_px: int, divided: bool
) -> PartCells:
    from rbc_desk.imaging.cells.crop import decode_png

    cells = [cell for cell, _ in batch]
    pixels = _sized(np.stack([decode_png(png) for _, png in batch]), side_px=side_px)
    shares = _shares(cells, codes=codes) if divided else None
    crops = CropSet(pixels, _targets(cells, codes=codes), tuple(codes), shares)
    return PartCells(crops, [cell.cell_id for cell in cells], [cell.smear_id for cell in cells])


def load_to_train(
    project: Project,
    *,
    snapshot_id: int,
    codes: Sequence[str],
    recipe: CropRecipe,
    input_px: int,
    task: Task = SILENT,
) -> tuple[Crops, Crops]:
    """Load training and validation part at the network's input size.

    They are arrays where both fit into the memory for crops (`learn.compute.memory.crop_budget`), otherwise PNG that
    is decoded per batch. Raises the errors of `load_cells`.
    """
    parts = {
        part: _cells(project, snapshot_id=snapshot_id, part=part, codes=codes) for part in ("train", "validation")
    }
    n = sum(map(len, parts.values()))
    load: Callable[..., Crops] = _packed
    if memory_needed(n, side_px=input_px) <= crop_budget():
        load = _unpacked
    train, validation = (
        load(
            project, snapshot_id=snapshot_id, part=part, codes=codes, recipe=recipe, input_px=input_px,
            task=task,
        )
        for part in parts
    )  # fmt: skip
    return train, validation


def stored_part(
    project: Project,
    *,
    snapshot_id: int,
    part: str,
    codes: Sequence[str],
    recipe: CropRecipe,
    task: Task = SILENT,
) -> tuple[list[bytes], NDArray[np.int64]]:
    """Return the stored crops (PNG) of a part and their targets, in order of cell id. Missing crops are cut first."""
    cells = _cells(project, snapshot_id=snapshot_id, part=part, codes=codes)
    pairs = [pair for batch in _stored(project, cells, recipe=recipe, task=task) for pair in batch]
    return [png for _, png in pairs], _targets([cell for cell, _ in pairs], codes=codes)


def _unpacked(project: Project, **of: object) -> CropSet:
    return load_cells(project, **of).crops  # type: ignore[arg-type]


def _packed(
    project: Project, *, snapshot_id: int, part: str, codes: Sequence[str], recipe: CropRecipe, input_px: int,
    task: Task,
) -> Crops:  # fmt: skip
    from rbc_desk.imaging.cells.crop import decode_png, encode_png

    cells = _cells(project, snapshot_id=snapshot_id, part=part, codes=codes)
    loaded: list[FrozenCell] = []
    pngs: list[bytes] = []
    for batch in _stored(project, cells, recipe=recipe, task=task):
        if input_px == recipe.size_px:
            pngs += [png for _, png in batch]
        else:
            decoded = np.stack([decode_png(png) for _, png in batch])
            pngs += [encode_png(crop) for crop in _sized(decoded, side_px=input_px)]
        loaded += [cell for cell, _ in batch]
    targets = _targets(loaded, codes=codes)
    shares = _shares(loaded, codes=codes) if any(cell.shares for cell in loaded) else None
    return LazyCropSet(partial(_decoded, pngs), np.arange(len(pngs)), input_px, targets, tuple(codes), shares)


def _shares(cells: Sequence[FrozenCell], *, codes: Sequence[str]) -> NDArray[np.float32]:
    """The share of each class in the labels of cells [N, C]."""
    found = np.zeros((len(cells), len(codes)), np.float32)
    index = {code: i for i, code in enumerate(codes)}
    for row, cell in enumerate(cells):
        for code, share in (cell.shares or {cell.code: 1.0}).items():
            if code in index:
                found[row, index[code]] = share
    return found


def _decoded(pngs: Sequence[bytes], rows: NDArray[np.int64]) -> NDArray[np.uint8]:
    from rbc_desk.imaging.cells.crop import decode_png

    return np.stack([decode_png(pngs[row]) for row in rows.tolist()])


def _sized(pixels: NDArray[np.uint8], *, side_px: int) -> NDArray[np.uint8]:
    if pixels.shape[1] == side_px:
        return pixels
    return sized(pixels, input_px=side_px)


def _cells(
    project: Project,
    *,
    snapshot_id: int,
    part: str,
    codes: Sequence[str],
    counted_as: Mapping[str, str] | None = None,
) -> list[FrozenCell]:
    from rbc_desk.store import queries

    known = set(codes)
    cells = queries.frozen_cells(project.store, snapshot_id, part=part, viewpoint=EVERYBODY)
    if counted_as is not None:
        cells = tuple(replace(cell, code=counted_as.get(cell.code, cell.code)) for cell in cells)
    return [cell for cell in cells if cell.code in known]


def _targets(cells: Sequence[FrozenCell], *, codes: Sequence[str]) -> NDArray[np.int64]:
    index_of = {code: index for index, code in enumerate(codes)}
    return np.array([index_of[cell.code] for cell in cells], np.int64)


def _stored(
    project: Project, cells: Sequence[FrozenCell], *, recipe: CropRecipe, task: Task
) -> Iterator[list[tuple[FrozenCell, bytes]]]:
    """Yield the cells with their crops as PNG, in batches, in order.

    Missing crops are cut and stored. Where a cell's circle has changed since the snapshot, its frozen crop is cut but
    not stored. Cells whose crop cannot be cut are reported to `task` and left out.
    """
    from rbc_desk.store import queries

    stored_circles = queries.crop_circles(project.store, recipe_hash=recipe.hash)
    missing = [cell for cell in cells if stored_circles.get(cell.cell_id) != cell.circle]
    unsaved = _cut(project, missing, recipe=recipe, task=task)
    tried = {cell.cell_id for cell in missing}
    circle_of = {cell.cell_id: cell.circle for cell in cells}
    for begin in range(0, len(cells), _AT_ONCE):
        task.raise_if_stopped()
        batch = cells[begin : begin + _AT_ONCE]
        rows = queries.crops(project.store, cell_ids=[cell.cell_id for cell in batch], recipe_hash=recipe.hash)
        png_of = {c.cell_id: unsaved[c.cell_id] for c in batch if c.cell_id in unsaved}
        png_of |= {i: row.png for i, row in rows.items() if row.circle == circle_of[i]}
        # a reader may have moved a cell, and its crop been cut again, since the first query
        moved = [replace(c, is_live=False) for c in batch if c.cell_id not in png_of and c.cell_id not in tried]
        png_of |= _cut(project, moved, recipe=recipe, task=task)
        pairs = [(cell, png_of[cell.cell_id]) for cell in batch if cell.cell_id in png_of]
        if pairs:
            yield pairs


def _cut(project: Project, cells: Sequence[FrozenCell], *, recipe: CropRecipe, task: Task) -> dict[int, bytes]:
    """Cut crops. Store those of cells whose circle is unchanged; return the others as PNG by cell id."""
    live = {cell.cell_id for cell in cells if cell.is_live}
    unsaved: dict[int, bytes] = {}
    if not cells:
        return unsaved
    for rows in cut_crops(project, cells, recipe=recipe, task=task):
        if live_rows := [row for row in rows if row.cell_id in live]:
            put_crops(project, live_rows)
        unsaved |= {row.cell_id: row.png for row in rows if row.cell_id not in live}
    return unsaved
