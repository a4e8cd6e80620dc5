"""The crops of a snapshot's cells as they were frozen. Later moves, removals and renames do not affect them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.viewpoint import EVERYBODY
from rbc_desk.services.datasets.crops import cut_wanted, put_crops
from rbc_desk.services.project.project import Project

if TYPE_CHECKING:
    from rbc_desk.imaging.crop import CropRecipe
    from rbc_desk.learn.crops.crop_data import Crops, CropSet
    from rbc_desk.store.rows import FrozenCell

# so many crops at full size are a few megabytes
_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class PartCells:
    """A part's crops in order of cell id, with the id and the smear of each one's cell."""

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
    counted_as: Mapping[str, str] | None = None,
    task: Task = SILENT,
) -> PartCells:
    """A part's crops by a recipe (None: the default one) in memory; `codes` fixes the meaning of the targets.

    `input_px`: their side, where the network takes another than the recipe gives. `counted_as`: what the codes of
    cells stand for, where that is another. A cell whose smear cannot be read is reported and left out.
    Raises CancelledError.
    """
    from rbc_desk.imaging.crop import DEFAULT_RECIPE, decode_png
    from rbc_desk.learn.crops.crop_data import CropSet

    recipe = recipe or DEFAULT_RECIPE
    cells = _cells(project, snapshot_id=snapshot_id, part=part, codes=codes, counted_as=counted_as)
    side = input_px or recipe.size_px
    pixels = np.empty((len(cells), side, side, 3), np.uint8)
    given: list[FrozenCell] = []
    for some in _stored(project, cells, recipe=recipe, task=task):
        decoded = np.stack([decode_png(png) for _, png in some])
        pixels[len(given) : len(given) + len(some)] = _sized(decoded, side_px=side)
        given += [cell for cell, _ in some]
    crops = CropSet(pixels[: len(given)], _targets(given, codes=codes), tuple(codes))
    return PartCells(crops, [cell.cell_id for cell in given], [cell.smear_id for cell in given])


def load_to_train(
    project: Project,
    *,
    snapshot_id: int,
    codes: Sequence[str],
    recipe: CropRecipe,
    input_px: int,
    task: Task = SILENT,
) -> tuple[Crops, Crops]:
    """Training and validation part at the network's input size.

    As arrays where both fit into the memory that crops may take (`learn.compute.memory.crop_budget`), else as
    PNG that is decoded a batch at a time. Raises what `load_cells` does.
    """
    from rbc_desk.learn.compute.memory import crop_budget
    from rbc_desk.learn.crops.crop_data import memory_needed

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
    """A part's crops as they are stored (PNG) and their targets, in order of cell id; what lacks is cut first."""
    cells = _cells(project, snapshot_id=snapshot_id, part=part, codes=codes)
    found = [pair for some in _stored(project, cells, recipe=recipe, task=task) for pair in some]
    return [png for _, png in found], _targets([cell for cell, _ in found], codes=codes)


def _unpacked(project: Project, **of: object) -> CropSet:
    return load_cells(project, **of).crops  # type: ignore[arg-type]


def _packed(
    project: Project, *, snapshot_id: int, part: str, codes: Sequence[str], recipe: CropRecipe, input_px: int,
    task: Task,
) -> Crops:  # fmt: skip
    from rbc_desk.imaging.crop import decode_png, encode_png
    from rbc_desk.learn.crops.crop_data import LazyCropSet

    cells = _cells(project, snapshot_id=snapshot_id, part=part, codes=codes)
    given: list[FrozenCell] = []
    pngs: list[bytes] = []
    for some in _stored(project, cells, recipe=recipe, task=task):
        if input_px == recipe.size_px:
            pngs += [png for _, png in some]
        else:
            decoded = np.stack([decode_png(png) for _, png in some])
            pngs += [encode_png(crop) for crop in _sized(decoded, side_px=input_px)]
        given += [cell for cell, _ in some]
    targets = _targets(given, codes=codes)
    return LazyCropSet(partial(_decoded, pngs), np.arange(len(pngs)), input_px, targets, tuple(codes))


def _decoded(pngs: Sequence[bytes], rows: NDArray[np.int64]) -> NDArray[np.uint8]:
    from rbc_desk.imaging.crop import decode_png

    return np.stack([decode_png(pngs[row]) for row in rows.tolist()])


def _sized(pixels: NDArray[np.uint8], *, side_px: int) -> NDArray[np.uint8]:
    if pixels.shape[1] == side_px:
        return pixels
    from rbc_desk.learn.crops.tensors import sized

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
    """The cells with their crops as PNG, some at a time, in order.

    Those that cannot be cut are reported and left out. Crops that the project lacks are cut and stored. Of a cell
    that has another circle by now the crop is cut for this once alone.
    """
    from rbc_desk.store import queries

    there = queries.crop_circles(project.store, recipe_hash=recipe.hash)
    lacking = [cell for cell in cells if there.get(cell.cell_id) != cell.circle]
    own = _cut(project, lacking, recipe=recipe, task=task)
    tried = {cell.cell_id for cell in lacking}
    circle_of = {cell.cell_id: cell.circle for cell in cells}
    for begin in range(0, len(cells), _AT_ONCE):
        task.raise_if_stopped()
        some = cells[begin : begin + _AT_ONCE]
        rows = queries.crops(project.store, cell_ids=[cell.cell_id for cell in some], recipe_hash=recipe.hash)
        found = {c.cell_id: own[c.cell_id] for c in some if c.cell_id in own}
        found |= {i: row.png for i, row in rows.items() if row.circle == circle_of[i]}
        # a reader may move a cell, and its crop be cut again, between the first look and this one
        moved = [replace(c, is_live=False) for c in some if c.cell_id not in found and c.cell_id not in tried]
        found |= _cut(project, moved, recipe=recipe, task=task)
        pairs = [(cell, found[cell.cell_id]) for cell in some if cell.cell_id in found]
        if pairs:
            yield pairs


def _cut(project: Project, cells: Sequence[FrozenCell], *, recipe: CropRecipe, task: Task) -> dict[int, bytes]:
    """Cut crops: those of cells that still have their circle are stored, the others are returned, PNG by cell id."""
    live = {cell.cell_id for cell in cells if cell.is_live}
    own: dict[int, bytes] = {}
    if not cells:
        return own
    for rows in cut_wanted(project, cells, recipe=recipe, task=task):
        if kept := [row for row in rows if row.cell_id in live]:
            put_crops(project, kept)
        own |= {row.cell_id: row.png for row in rows if row.cell_id not in live}
    return own
