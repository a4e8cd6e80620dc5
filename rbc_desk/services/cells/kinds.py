"""Reads the objects on a smear that are not red cells, and sets the kind of objects."""

from __future__ import annotations

from collections.abc import Iterable

from rbc_desk.core.cells.cell import Cell, CellKind, CellState
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.cells import labelling
from rbc_desk.services.project.project import Project


def other_objects(project: Project, *, smear_id: int) -> tuple[Cell, ...]:
    """The white cells, platelets and artefacts of a smear, as this reader sees them."""
    from rbc_desk.store import queries

    found = queries.objects(project.store, smear_id=smear_id, viewpoint=project.viewpoint)
    return tuple(c for c in found if c.kind is not CellKind.RED and c.state is not CellState.REJECTED)


def some_objects(project: Project, *, cell_ids: Iterable[int]) -> tuple[Cell, ...]:
    """The objects of any kind with these ids; red cells come with labels and predictions, and first."""
    from rbc_desk.store import queries

    ids = tuple(cell_ids)
    red = labelling.some_cells(project, cell_ids=ids)
    if len(red) == len(ids):
        return red
    left = tuple(set(ids) - {cell.id for cell in red})
    found = queries.objects(project.store, ids=left, viewpoint=project.viewpoint)
    return (*red, *(cell for cell in found if cell.kind is not CellKind.RED))


def set_kind(project: Project, *, cell_ids: Iterable[int], kind: CellKind) -> ChangeSet:
    """Set the kind of objects and confirm them. Objects that are confirmed and of this kind do not change.

    A red cell that becomes another object keeps its labels, but they do not count.
    """
    from rbc_desk.store import queries

    ids = tuple(cell_ids)
    with project.store.transact(_op(kind, n=len(ids)), reader=project.reader) as tx:
        found = queries.objects(tx, ids=ids, viewpoint=project.viewpoint)
        other = [item for item in found if item.kind is not kind]
        tx.op = _op(kind, n=len(other))
        tx.set_kinds([item.id for item in other], kind)
        tx.set_states([item.id for item in other if item.state is not CellState.CONFIRMED], CellState.CONFIRMED)
    return tx.changeset


def _op(kind: CellKind, *, n: int) -> Phrase:
    one, many = {
        CellKind.RED: (Phrase("Mark 1 object as a red cell"), Phrase("Mark {n} objects as red cells", n=n)),
        CellKind.WHITE: (Phrase("Mark 1 object as a white cell"), Phrase("Mark {n} objects as white cells", n=n)),
        CellKind.PLATELET: (Phrase("Mark 1 object as a platelet"), Phrase("Mark {n} objects as platelets", n=n)),
        CellKind.ARTEFACT: (Phrase("Mark 1 object as an artefact"), Phrase("Mark {n} objects as artefacts", n=n)),
    }[kind]
    return one if n == 1 else many
