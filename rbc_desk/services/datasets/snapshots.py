"""Snapshots: labelled cells, frozen and split into parts for training.

Where several readers labelled a cell, a `LabelChoice` says which label counts: by default that of the current reader,
and on a cell that only others labelled theirs where they agree. A blinded reader trains only on their own labels. The
facts of a snapshot give the choice, the number of cells with labels of others, and the number left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from rbc_desk.core.cells.counts import KnownCounts, Labels
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.errors import NotEnoughDataError
from rbc_desk.core.files.hashing import hash_json
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits.facts import PARTS, SnapshotFacts, SplitFacts
from rbc_desk.core.splits.label_choice import LabelChoice
from rbc_desk.core.splits.units import DEFAULT_SPLIT
from rbc_desk.core.splits.words import snapshot_note
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.agreement.learning import CodesToLearn, codes_to_learn
from rbc_desk.services.datasets.splits import FINAL_FRACTIONS, FRACTIONS, part_cells
from rbc_desk.services.project import counts as cell_counts
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import duplicates
from rbc_desk.store.rows import SnapshotItem

if TYPE_CHECKING:
    from rbc_desk.store.rows import LabelledCell

MIN_CLASSES = 2
MIN_CELLS_PER_CLASS = 3


@dataclass(frozen=True, slots=True)
class DatasetOverview:
    """The labelled cells to train on. `advice` tells the user what to do next where `ready` is False."""

    counts: dict[str, int]
    n_smears: int
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
        return {part: dict(by_code) for part, by_code in self.facts.split.counts.items()}

    @property
    def split_by(self) -> str:
        """How it was split in fact, which may differ from the requested split."""
        return self.facts.split.used

    @property
    def notes(self) -> Phrase:
        """How it was split, with warnings. It can name a reader, so it stays in the project."""
        return snapshot_note(self.facts, names=self.names)


@dataclass(frozen=True, slots=True)
class PlannedSplit:
    """The split that a training would freeze: the cells with their parts, and its facts.

    `too_few`: the cells of each class that has some, but too few, and is left out. `unlabelled`: classes without any.
    `shares`: of training cells whose label is divided among classes, by cell id (`LabelChoice.SOFT`).
    """

    labelled: tuple[LabelledCell, ...]
    parts: tuple[str, ...]
    codes: tuple[str, ...]
    facts: SnapshotFacts
    too_few: Mapping[str, int] = field(default_factory=dict)
    unlabelled: tuple[str, ...] = ()
    shares: Mapping[int, Mapping[str, float]] = field(default_factory=dict)


def overview(project: Project) -> DatasetOverview:
    """Count the labelled cells and say whether a network can be trained on them."""
    cell_counts.count(project, [Labels.LEARNT])
    return overview_of(cell_counts.known(project, Labels.LEARNT), classes=project.class_set())


def overview_of(known: KnownCounts, *, classes: ClassSet) -> DatasetOverview:
    """The same overview, from cached counts of `Labels.LEARNT`."""
    n_smears = sum(info.n_labelled > 0 for info in known.smears)
    return _overview(known.by_class, classes=classes, n_smears=n_smears)


def _overview(counts: Mapping[str, int], *, classes: ClassSet, n_smears: int) -> DatasetOverview:
    known = dict.fromkeys(classes.codes, 0) | dict(counts)
    advice = _advice(classes, known)
    return DatasetOverview(
        counts=known,
        n_smears=n_smears,
        ready=not advice,
        advice=advice or Phrase("{n} labelled cells are ready to train on.", n=sum(known.values())),
    )


def labelled_cells(project: Project, *, smear_ids: Collection[int] | None = None) -> tuple[LabelledCell, ...]:
    """The cells, with labels, that this reader's trainings learn from."""
    from rbc_desk.store import queries

    return queries.labelled_cells(
        project.store,
        viewpoint=project.viewpoint,
        smear_ids=smear_ids,
    )


def _advice(classes: ClassSet, counts: dict[str, int]) -> str:
    usable = [code for code, n in counts.items() if n >= MIN_CELLS_PER_CLASS]
    if not any(counts.values()):
        return Phrase("Label some cells first: on the Label page, point at a cell and press the key of its class.")
    if len(usable) < MIN_CLASSES:
        names = (Phrase(classes[code].name) for code in classes.codes if counts[code] < MIN_CELLS_PER_CLASS)
        return Phrase(
            "A network needs examples of several classes: label at least {n} cells of {rare} too.",
            n=MIN_CELLS_PER_CLASS,
            rare=next(names, Phrase("another class")),
        )
    return ""


def freeze(
    project: Project,
    *,
    split_by: str = DEFAULT_SPLIT,
    seed: int = 0,
    final: bool = False,
    labels: LabelChoice = LabelChoice.OWN_FIRST,
    task: Task = SILENT,
) -> SnapshotSummary:
    """Freeze the labels that this reader learns from as a snapshot with training, validation and test part.

    `split_by` `specimen` or `smear` keeps whole groups together. With fewer than three groups cells are split at
    random, and the facts say so. Smears of the same field stay in one part. The same labels, split and seed give the
    same snapshot (content hash). `final` leaves no test part. `labels`: which label of a cell counts. Raises
    NotEnoughDataError with advice, BlindedError where a blinded reader chooses the labels of all.
    """
    planned = plan_split(project, split_by=split_by, seed=seed, final=final, labels=labels, task=task)
    items = [
        SnapshotItem(
            item.cell.id, item.code, part, item.cell.row_version, item.cell.circle, planned.shares.get(item.cell.id)
        )
        for item, part in zip(planned.labelled, planned.parts, strict=True)
    ]
    content: list[Any] = [
        [i.cell_id, i.code, i.split, i.cell_row_version, *([i.shares] if i.shares else [])] for i in items
    ]
    content_hash = hash_json(content)
    with project.store.transact("Create snapshot", reader=project.reader) as tx:
        snapshot_id = tx.derived.insert_snapshot(
            items=items, seed=seed, content_hash=content_hash, codes=planned.codes, facts=planned.facts
        )
    return SnapshotSummary(snapshot_id, content_hash, planned.facts, class_names(project))


def plan_split(
    project: Project,
    *,
    split_by: str = DEFAULT_SPLIT,
    seed: int = 0,
    final: bool = False,
    labels: LabelChoice = LabelChoice.OWN_FIRST,
    task: Task = SILENT,
) -> PlannedSplit:
    """Plan the split that `freeze` would make of the current labels. Only the shared fields of smears are stored.

    New smears are read to find shared fields, so run it in a job. Raises NotEnoughDataError with advice,
    BlindedError, CancelledError.
    """
    # read once, since people may continue labelling
    classes = project.class_set()
    found, chosen = _chosen_cells(project, labels)
    usable = [item for item in found if item.code in classes]
    state = _overview(
        Counter(item.code for item in usable),
        classes=classes,
        n_smears=len({item.smear_id for item in usable}),
    )
    if not state.ready:
        raise NotEnoughDataError("There are not enough labelled cells yet.", hint=state.advice)
    labelled = [item for item in usable if state.counts[item.code] >= MIN_CELLS_PER_CLASS]
    codes = tuple(code for code in classes.codes if state.counts[code] >= MIN_CELLS_PER_CLASS)
    targets = np.array([codes.index(item.code) for item in labelled], np.int64)
    shared = duplicates.shared_fields(project, task=task)
    parting = part_cells(
        labelled, targets=targets, codes=codes, split_by=split_by, seed=seed, shared=shared,
        fractions=FINAL_FRACTIONS if final else FRACTIONS,
    )  # fmt: skip
    pairs = [
        (item, part)
        for item, part in zip(labelled, parting.parts, strict=True)
        if part == "train" or item.cell.id not in chosen.tied
    ]
    n_untestable = len(labelled) - len(pairs)
    facts = replace(parting.facts, counts=_counts(pairs, codes=codes)) if n_untestable else parting.facts
    labelled, parts = [item for item, _ in pairs], tuple(part for _, part in pairs)
    facts = _with_readers(project, facts, labelled, labels=labels, n_left_out=chosen.n_left_out + n_untestable)
    reader = project.reader if project.viewpoint.blinded else ""
    return PlannedSplit(
        tuple(labelled),
        parts,
        codes,
        SnapshotFacts(facts, reader=reader),
        {code: n for code, n in state.counts.items() if 0 < n < MIN_CELLS_PER_CLASS},
        tuple(code for code, n in state.counts.items() if not n),
        _shares_of(pairs, chosen.shares, codes=codes),
    )


def _counts(pairs: Sequence[tuple[LabelledCell, str]], *, codes: Sequence[str]) -> dict[str, dict[str, int]]:
    """Cells by part and class code."""
    found = Counter((part, item.code) for item, part in pairs)
    return {part: {code: found[part, code] for code in codes} for part in PARTS}


def _shares_of(
    pairs: Sequence[tuple[LabelledCell, str]], shares: Mapping[int, Mapping[str, float]], *, codes: Collection[str]
) -> dict[int, dict[str, float]]:
    """The shares of training cells over the classes that are trained, so that they sum to 1."""
    found = {}
    for item, part in pairs:
        if part == "train" and (own := shares.get(item.cell.id)) is not None:
            kept = {code: share for code, share in own.items() if code in codes}
            if len(kept) > 1:
                found[item.cell.id] = {code: share / sum(kept.values()) for code, share in kept.items()}
    return found


def _chosen_cells(project: Project, labels: LabelChoice) -> tuple[tuple[LabelledCell, ...], CodesToLearn]:
    """The labelled cells by this choice, with what it says of them."""
    from rbc_desk.store import queries
    from rbc_desk.store.reads.cells import cells_with_codes

    if labels.compares_readers:
        chosen = codes_to_learn(project, choice=labels)
        return cells_with_codes(project.store, viewpoint=project.viewpoint, codes=chosen.codes), chosen
    if labels is LabelChoice.OWN:
        return queries.labelled_cells(project.store, viewpoint=project.viewpoint.own_labels()), CodesToLearn({}, 0)
    others = queries.agreed_by_others(project.store, viewpoint=project.viewpoint, smear_ids=None)
    return labelled_cells(project), CodesToLearn({}, others[1])


def _with_readers(
    project: Project, facts: SplitFacts, labelled: Sequence[LabelledCell], *, labels: LabelChoice, n_left_out: int
) -> SplitFacts:
    """Add which labels were chosen, the number of cells labelled by other readers, and of those left out."""
    if project.viewpoint.blinded:
        return replace(facts, labels=labels, one_blinded_reader=True)
    n_from_others = sum(item.cell.label is None for item in labelled)
    return replace(facts, labels=labels, n_from_others=n_from_others, n_left_out=n_left_out)


def class_names(project: Project) -> dict[str, str]:
    """The names of the project's classes by code, including removed and merged ones."""
    from rbc_desk.store import queries

    return queries.class_names(project.store)


def summary(project: Project, *, snapshot_id: int) -> SnapshotSummary:
    """The summary of a stored snapshot. Raises UnknownNameError."""
    from rbc_desk.store import queries

    info = queries.snapshot(project.store, snapshot_id)
    return SnapshotSummary(info.id, info.content_hash, info.facts, class_names(project))
