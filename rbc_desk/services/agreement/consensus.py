"""Cells on which readers disagree, and the consensus that a reader decides on for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby

from rbc_desk.core.history.changes import ChangeSet, Entity
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.agreement.figures import require_sight
from rbc_desk.services.cells.labelling import phrase_of_cells, require_class
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A cell with different labels: the class by each reader, by name."""

    cell_id: int
    smear_id: int
    labels: Mapping[str, str]


def disagreements(
    project: Project, *, readers: Collection[str] = (), task: Task = SILENT
) -> tuple[Disagreement, ...]:
    """The cells on which these readers (all without names) disagree, smear by smear, decided or not.

    Raises BlindedError for a blinded reader, CancelledError.
    """
    from rbc_desk.store import queries

    require_sight(project)
    found = queries.shared_labels(project.store, viewpoint=project.viewpoint)
    task.raise_if_stopped()
    rows = zip(found.smear_ids, found.cell_ids, found.readers, found.codes, strict=True)
    cells = []
    for (smear_id, cell_id), labels in groupby(sorted(rows), key=lambda row: row[:2]):
        by_reader = {reader: code for _, _, reader, code in labels if not readers or reader in readers}
        if len(set(by_reader.values())) > 1:
            cells.append(Disagreement(cell_id, smear_id, by_reader))
    return tuple(cells)


@dataclass(frozen=True, slots=True)
class DisputedLabel:
    """One reader's class of a cell on which readers disagree, with the consensus ("" if undecided)."""

    cell_id: int
    smear: str
    reader: str
    code: str
    decided: str


def disputed_labels(
    project: Project, *, readers: Collection[str] = (), task: Task = SILENT
) -> tuple[DisputedLabel, ...]:
    """The labels of the cells of `disagreements`, cell by cell. Raises BlindedError, CancelledError."""
    found = disagreements(project, readers=readers, task=task)
    decided = consensus(project, cell_ids=[one.cell_id for one in found])
    names = {smear.id: smear.name for smear in library.smears(project)}
    return tuple(
        DisputedLabel(one.cell_id, names.get(one.smear_id, ""), reader, code, decided.get(one.cell_id, ""))
        for one in found
        for reader, code in one.labels.items()
    )


def consensus(project: Project, *, cell_ids: Collection[int]) -> dict[int, str]:
    """The class decided on for these cells, by cell id; nothing for a blinded reader.

    Classes that the project no longer has are left out, so that those cells are decided again.
    """
    from rbc_desk.store import queries

    if not cell_ids:
        return {}
    classes = project.class_set()
    found = queries.consensus(project.store, viewpoint=project.viewpoint, ids=cell_ids)
    return {cell_id: code for cell_id, code in found.items() if code in classes}


def consensus_after(changeset: ChangeSet, known: Mapping[int, str]) -> dict[int, str]:
    """The consensus after a step, from that before it, without reading: a decision shows at once among many cells."""
    found = dict(known)
    for change in changeset.changes:
        if change.entity is Entity.CONSENSUS:
            for _, before, after in change.rows():
                if after is not None:
                    found[after["cell_id"]] = after["code"]
                elif before is not None:
                    found.pop(before["cell_id"], None)
    return found


def decide(project: Project, *, cell_ids: Collection[int], code: str | None) -> ChangeSet:
    """Set the consensus on cells; None takes it back. The readers' labels stay as they are.

    Raises BlindedError for a blinded reader, UnknownNameError for a class that the project does not have.
    """
    require_sight(project)
    with project.store.transact("", reader=project.reader) as tx:
        name, cells = require_class(tx, code), phrase_of_cells(len(cell_ids))
        if name is None:
            tx.op = Phrase("Remove the consensus on {cells}", cells=cells)
        else:
            tx.op = Phrase("Consensus on {cells}: {name}", cells=cells, name=Phrase(name))
        tx.set_consensus(cell_ids, code)
    return tx.changeset
