"""From labelled cells to what a network learns: stored crops, a frozen snapshot, its parts in memory.

Where several readers labelled a cell: this reader's label is learnt from. A cell that only others labelled counts
where they agree, and is left out where they do not; a blinded reader learns from the own labels alone. A snapshot's
facts say how many cells came from others and how many were left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells import Cell
from rbc_desk.core.control import Reporter, StopToken, silent
from rbc_desk.core.errors import NotEnoughDataError, RbcDeskError
from rbc_desk.core.events import Progress, Trouble
from rbc_desk.core.hashing import hash_json
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.split_facts import SnapshotFacts, SplitFacts
from rbc_desk.core.split_words import snapshot_note
from rbc_desk.core.splits import DEFAULT_SPLIT
from rbc_desk.services import duplicates, library
from rbc_desk.services.parting import part_cells
from rbc_desk.services.project import Project

if TYPE_CHECKING:
    from rbc_desk.imaging.crop import CropRecipe
    from rbc_desk.learn.data import CropSet
    from rbc_desk.store.rows import LabelledCell

MIN_CLASSES = 2
MIN_CELLS_PER_CLASS = 3
# An edit waits for the writer before it: so few crops are written in a few milliseconds.
_CROPS_A_COMMIT = 32


@dataclass(frozen=True, slots=True)
class DatasetOverview:
    """What there is to learn from. `advice` says in a user's words what to do next where `ready` is False."""

    counts: dict[str, int]
    n_smears: int
    n_specimens: int
    ready: bool
    advice: str


@dataclass(frozen=True, slots=True)
class SnapshotSummary:
    """A frozen split with its facts, and the names of its classes by code."""

    id: int
    content_hash: str
    facts: SnapshotFacts
    names: Mapping[str, str]

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Cells by part and class code."""
        return {part: dict(own) for part, own in self.facts.split.counts.items()}

    @property
    def split_by(self) -> str:
        """How it was really split."""
        return self.facts.split.used

    @property
    def notes(self) -> Phrase:
        """How it was split and what to mind, for who has the project."""
        return snapshot_note(self.facts, names=self.names)


@dataclass(frozen=True, slots=True)
class PlannedSplit:
    """What a training would freeze: the cells with their parts, and the facts of the split."""

    labelled: tuple[LabelledCell, ...]
    parts: tuple[str, ...]
    codes: tuple[str, ...]
    facts: SnapshotFacts


def overview(project: Project) -> DatasetOverview:
    """Count the labelled cells and say whether a network can be trained on them."""
    labelled = labelled_cells(project)
    counts = dict.fromkeys(project.class_set().codes, 0) | Counter(item.code for item in labelled)
    advice = _advice(project, counts)
    return DatasetOverview(
        counts=counts,
        n_smears=len({item.smear_id for item in labelled}),
        n_specimens=len({item.specimen for item in labelled}),
        ready=not advice,
        advice=advice or Phrase("{n} labelled cells are ready to train on.", n=len(labelled)),
    )


def labelled_cells(project: Project, *, smear_ids: Collection[int] | None = None) -> tuple[LabelledCell, ...]:
    """The cells that this reader learns from."""
    from rbc_desk.store import queries

    return queries.labelled_cells(
        project.store,
        reader=project.reader,
        smear_ids=smear_ids,
        others=project.sees_others,
        blinded=project.blinded,
    )


def _advice(project: Project, counts: dict[str, int]) -> str:
    usable = [code for code, n in counts.items() if n >= MIN_CELLS_PER_CLASS]
    if not any(counts.values()):
        return Phrase("Label some cells first: on the page Label, point at a cell and press its class's key.")
    if len(usable) < MIN_CLASSES:
        classes = project.class_set()
        names = (Phrase(classes[code].name) for code, n in counts.items() if n < MIN_CELLS_PER_CLASS)
        return Phrase(
            "A network learns to tell classes apart: label at least {n} cells of {rare} too.",
            n=MIN_CELLS_PER_CLASS,
            rare=next(names, Phrase("another class")),
        )
    return ""


def store_crops(
    project: Project,
    *,
    cells: Iterable[Cell] | None = None,
    smear_ids: Collection[int] | None = None,
    recipe: CropRecipe | None = None,
    report: Reporter = silent,
    stop: StopToken | None = None,
) -> int:
    """Cut out and store the crops that labelled cells (of `smear_ids` alone), or else `cells`, still lack.

    Returns how many were stored. A crop whose circle has changed since is cut anew. A smear whose file is gone is
    reported and passed over. Raises CancelledError when stopped; what was stored before stays.
    """
    from rbc_desk.imaging.crop import DEFAULT_RECIPE
    from rbc_desk.store import queries

    recipe = recipe or DEFAULT_RECIPE
    if cells is None:
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
            _store_some(project, pixels, some, recipe=recipe)
            done += len(some)
    report(Progress(done, total))
    return done


def _store_some(project: Project, pixels: NDArray[np.uint8], cells: Sequence[Cell], *, recipe: CropRecipe) -> None:
    from rbc_desk.imaging.crop import encode_png
    from rbc_desk.store.rows import CropRow

    crops = cut_cells(project, pixels, cells, recipe=recipe)
    rows = [
        CropRow(cell.id, cell.circle, recipe.hash, encode_png(crop)) for cell, crop in zip(cells, crops, strict=True)
    ]
    with project.store.transact(Phrase("Store {n} crops", n=len(rows)), reader=project.reader) as tx:
        tx.put_crops(rows)


def cut_cells(
    project: Project, pixels: NDArray[np.uint8], cells: Sequence[Cell], *, recipe: CropRecipe
) -> NDArray[np.uint8]:
    """Crops of cells of one smear by a recipe: uint8, N x size x size x 3."""
    from rbc_desk.imaging.crop import cut

    if not cells:
        return np.zeros((0, recipe.size_px, recipe.size_px, 3), np.uint8)
    diameter = library.smear(project, smear_id=cells[0].smear_id).typical_diameter_px
    return np.stack([cut(pixels, circle=c.circle, recipe=recipe, typical_diameter_px=diameter) for c in cells])


def freeze(
    project: Project,
    *,
    split_by: str = DEFAULT_SPLIT,
    seed: int = 0,
    report: Reporter = silent,
    stop: StopToken | None = None,
) -> SnapshotSummary:
    """Freeze the labels that this reader learns from into a snapshot with training, validation and test part.

    `split_by` `specimen` or `smear` keeps whole groups together; with fewer than three groups it falls back to
    cells and the facts say so. Smears that show one field stay in one part. The same
    labels, split and seed give the same snapshot (content hash).
    Raises NotEnoughDataError with advice.
    """
    from rbc_desk.store.rows import SnapshotItem

    planned = plan_split(project, split_by=split_by, seed=seed, report=report, stop=stop)
    items = [
        SnapshotItem(item.cell.id, item.code, part, item.cell.row_version)
        for item, part in zip(planned.labelled, planned.parts, strict=True)
    ]
    content: list[Any] = [[i.cell_id, i.code, i.split, i.cell_row_version] for i in items]
    content_hash = hash_json(content)
    with project.store.transact("Freeze a snapshot", reader=project.reader) as tx:
        snapshot_id = tx.insert_snapshot(
            items=items, seed=seed, content_hash=content_hash, codes=planned.codes, facts=planned.facts
        )
    return SnapshotSummary(snapshot_id, content_hash, planned.facts, class_names(project))


def plan_split(
    project: Project,
    *,
    split_by: str = DEFAULT_SPLIT,
    seed: int = 0,
    report: Reporter = silent,
    stop: StopToken | None = None,
) -> PlannedSplit:
    """The split that `freeze` would make of the labels as they stand; nothing is stored but which fields are shown
    twice. New smears are read for that: a job's work.

    Raises NotEnoughDataError with advice, CancelledError.
    """
    state = overview(project)
    if not state.ready:
        raise NotEnoughDataError("There is not enough to learn from yet.", hint=state.advice)
    labelled = [item for item in labelled_cells(project) if state.counts[item.code] >= MIN_CELLS_PER_CLASS]
    codes = tuple(code for code in project.class_set().codes if state.counts[code] >= MIN_CELLS_PER_CLASS)
    targets = np.array([codes.index(item.code) for item in labelled], np.int64)
    shared = duplicates.shared_fields(project, report=report, stop=stop)
    parting = part_cells(labelled, targets=targets, codes=codes, split_by=split_by, seed=seed, shared=shared)
    facts = _with_readers(project, parting.facts, labelled)
    reader = project.reader if project.blinded else ""
    return PlannedSplit(tuple(labelled), parting.parts, codes, SnapshotFacts(facts, reader=reader))


def _with_readers(project: Project, facts: SplitFacts, labelled: Sequence[LabelledCell]) -> SplitFacts:
    """With how many cells have their class from other readers, and how many were left out."""
    from rbc_desk.store import queries

    if project.blinded:
        return replace(facts, one_blinded_reader=True)
    return replace(
        facts,
        n_from_others=sum(item.cell.label is None for item in labelled),
        n_left_out=queries.agreed_by_others(project.store, reader=project.reader, smear_ids=None)[1],
    )


def class_names(project: Project) -> dict[str, str]:
    """The names of the project's classes by code, with those that were removed or merged since."""
    from rbc_desk.store import queries

    return queries.class_names(project.store)


def summary(project: Project, *, snapshot_id: int) -> SnapshotSummary:
    """What `freeze` said of a snapshot. Raises UnknownNameError."""
    from rbc_desk.store import queries

    info = queries.snapshot(project.store, snapshot_id)
    return SnapshotSummary(info.id, info.content_hash, info.facts, class_names(project))


def load_part(
    project: Project,
    *,
    snapshot_id: int,
    part: str,
    codes: Sequence[str],
    recipe: CropRecipe | None = None,
    report: Reporter = silent,
    stop: StopToken | None = None,
) -> CropSet:
    """A part's crops by a recipe (None: the default one) in memory, in order of cell id; `codes` fixes the meaning
    of the targets."""
    from rbc_desk.imaging.crop import DEFAULT_RECIPE, decode_png
    from rbc_desk.learn.data import CropSet

    recipe = recipe or DEFAULT_RECIPE
    pngs, targets = stored_part(
        project, snapshot_id=snapshot_id, part=part, codes=codes, recipe=recipe, report=report, stop=stop
    )
    pixels = np.zeros((len(pngs), recipe.size_px, recipe.size_px, 3), np.uint8)
    for index, png in enumerate(pngs):
        pixels[index] = decode_png(png)
    return CropSet(pixels, targets, tuple(codes))


def cells_of_part(
    project: Project, *, snapshot_id: int, part: str, codes: Sequence[str], recipe: CropRecipe
) -> tuple[list[int], list[int]]:
    """The id and the smear of each cell that `load_part` gave, in its order."""
    from rbc_desk.store import queries

    items = queries.snapshot_items(project.store, snapshot_id)
    ids = [i.cell_id for i in items if i.split == part and i.code in codes]
    smear_of = {c.id: c.smear_id for c in queries.cells_by_id(project.store, ids, reader=project.reader)}
    there = queries.crop_circles(project.store, recipe_hash=recipe.hash)
    given = [cell_id for cell_id in ids if cell_id in there]
    return given, [smear_of[cell_id] for cell_id in given]


def stored_part(
    project: Project,
    *,
    snapshot_id: int,
    part: str,
    codes: Sequence[str],
    recipe: CropRecipe,
    report: Reporter = silent,
    stop: StopToken | None = None,
) -> tuple[list[bytes], NDArray[np.int64]]:
    """A part's crops as they are stored (PNG) and their targets, in order of cell id; what lacks is cut first."""
    from rbc_desk.store import queries

    items = [i for i in queries.snapshot_items(project.store, snapshot_id) if i.split == part and i.code in codes]
    ids = [item.cell_id for item in items]
    cells = queries.cells_by_id(project.store, ids, reader=project.reader)
    store_crops(project, cells=cells, recipe=recipe, report=report, stop=stop)
    rows = queries.crops(project.store, cell_ids=ids, recipe_hash=recipe.hash)
    present = [item for item in items if item.cell_id in rows]
    index_of = {code: index for index, code in enumerate(codes)}
    return [rows[i.cell_id].png for i in present], np.array([index_of[i.code] for i in present], np.int64)
