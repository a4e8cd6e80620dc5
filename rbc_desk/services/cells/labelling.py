"""Edits cells and labels for one reader. Every call is one commit and returns what it changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rbc_desk.core.cells import Cell, CellState
from rbc_desk.core.changes import ChangeSet, Entity
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.geometry import Circle
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.project.project import Project

_SAME_RADIUS_PX = 1e-6


def labelled_by_reader(project: Project, codes: Mapping[int, str]) -> frozenset[int]:
    """Of cells with a class each, those of which the reader may be told it: all, or blinded those alone that they
    labelled so."""
    from rbc_desk.store import queries

    if project.sees_others:
        return frozenset(codes)
    words = queries.words_by_id(project.store, list(codes), reader=project.reader)
    return frozenset(cell_id for cell_id, _, label in words if label == codes[cell_id])


def cells(project: Project, *, smear_id: int) -> tuple[Cell, ...]:
    """Every cell of a smear, rejected ones included; others' labels are on it unless the reader is blinded."""
    from rbc_desk.store import queries

    return queries.cells(
        project.store,
        smear_id=smear_id,
        reader=project.reader,
        others=project.sees_others,
        blinded=project.blinded,
    )


def some_cells(project: Project, *, cell_ids: Iterable[int]) -> tuple[Cell, ...]:
    """Those cells that are there, as `cells` gives them."""
    from rbc_desk.store import queries

    return queries.cells_by_id(
        project.store,
        tuple(cell_ids),
        reader=project.reader,
        others=project.sees_others,
        blinded=project.blinded,
    )


def counts(project: Project, *, smear_id: int | None = None) -> dict[str, int]:
    """Labelled cells per class as this reader sees them, on one smear or in the whole project."""
    from rbc_desk.store import queries

    return queries.label_counts(
        project.store,
        reader=project.reader,
        smear_id=smear_id,
        others=project.sees_others,
        blinded=project.blinded,
    )


def add_cell(project: Project, *, smear_id: int, circle: Circle, code: str | None = None) -> ChangeSet:
    """Add a cell that a person drew: confirmed from the start."""
    from rbc_desk.services.smears import library

    info = library.smear(project, smear_id=smear_id)
    _known(project, code)
    with project.store.transact("Add a cell", reader=project.reader) as tx:
        cell_id = tx.insert(
            Entity.CELL,
            {
                "smear_id": smear_id,
                "x": circle.x,
                "y": circle.y,
                "r": circle.r,
                "state": CellState.CONFIRMED,
                "at_border": circle.cut_by_border(width=info.width, height=info.height),
            },
        )
        if code is not None:
            tx.set_labels([cell_id], code)
    return tx.changeset


def reshape_cells(project: Project, *, circles: Mapping[int, Circle]) -> ChangeSet:
    """Give cells (by id) other circles: a moved cell takes its outline along, a resized one loses it."""
    from rbc_desk.store import queries

    before = {cell.id: cell for cell in queries.cells_by_id(project.store, tuple(circles), reader=project.reader)}
    n = len(circles)
    op = Phrase("Move or resize a cell") if n == 1 else Phrase("Move {n} cells", n=n)
    with project.store.transact(op, reader=project.reader) as tx:
        tx.update_many(
            Entity.CELL,
            {i: {"x": c.x, "y": c.y, "r": c.r, "shape": _shape_at(before.get(i), c)} for i, c in circles.items()},
        )
    return tx.changeset


def _shape_at(cell: Cell | None, circle: Circle) -> dict[str, Any] | None:
    """The row of a cell's outline once it has that circle."""
    if cell is None or cell.shape is None or abs(circle.r - cell.circle.r) > _SAME_RADIUS_PX:
        return None
    return cell.shape.moved(dx=circle.x - cell.circle.x, dy=circle.y - cell.circle.y).as_row()


def set_state(project: Project, *, cell_ids: Iterable[int], state: CellState) -> ChangeSet:
    """Confirm or reject cells, or take either back; those that are so already stay untouched."""
    from rbc_desk.store import queries

    found = queries.words_by_id(project.store, tuple(cell_ids), reader=project.reader, blinded=project.blinded)
    other = [cell_id for cell_id, present, _ in found if present is not state]
    cells = _cells(len(other))
    op = {
        CellState.CONFIRMED: Phrase("Confirm {cells}", cells=cells),
        CellState.REJECTED: Phrase("Reject {cells}", cells=cells),
        CellState.PROPOSED: Phrase("Reopen {cells}", cells=cells),
    }[state]
    with project.store.transact(op, reader=project.reader) as tx:
        tx.set_states(other, state)
    return tx.changeset


def set_label(project: Project, *, cell_ids: Iterable[int], code: str | None) -> ChangeSet:
    """Give cells a class (None takes it away). Labelling a proposed or rejected cell confirms it.

    Raises UnknownNameError for a class that the project has not.
    """
    from rbc_desk.store import queries

    classes = _known(project, code)
    found = queries.words_by_id(project.store, tuple(cell_ids), reader=project.reader, blinded=project.blinded)
    relabelled = [cell_id for cell_id, _, label in found if label != code]
    cells = _cells(len(found))
    op = Phrase("Remove the class of {cells}", cells=cells)
    if code is not None:
        op = Phrase("Label {cells} as {name}", cells=cells, name=Phrase(classes[code].name))
    with project.store.transact(op, reader=project.reader) as tx:
        if code is not None:
            open_ = [cell_id for cell_id, state, _ in found if state is not CellState.CONFIRMED]
            tx.set_states(open_, CellState.CONFIRMED)
        tx.set_labels(relabelled, code)
    return tx.changeset


def confirm(project: Project, *, cell_ids: Iterable[int]) -> ChangeSet:
    """Agree with what is shown: cells become confirmed, and an unlabelled one takes the class that it shows.

    That is another reader's, where one is shown, else the predicted one.
    """
    found = some_cells(project, cell_ids=cell_ids)
    with project.store.transact(Phrase("Confirm {cells}", cells=_cells(len(found))), reader=project.reader) as tx:
        open_ = [c.id for c in found if c.state is not CellState.CONFIRMED]
        tx.set_states(open_, CellState.CONFIRMED)
        shown = {c.shown_code for c in found if c.label is None}
        for code in (known for known in tx.class_codes() if known in shown):
            tx.set_labels([c.id for c in found if c.label is None and c.shown_code == code], code)
    return tx.changeset


def apply(project: Project, changes: ChangeSet, *, origin: object = None) -> ChangeSet:
    """Carry out a step as data: `changes.inverse()` undoes, its inverse again redoes.

    Raises StaleRowError, naming who and when, where somebody changed a row meanwhile.
    """
    return project.store.apply(changes, reader=project.reader, origin=origin)


def _cells(n: int) -> Phrase:
    return Phrase("1 cell") if n == 1 else Phrase("{n} cells", n=n)


def _known(project: Project, code: str | None) -> ClassSet:
    """The project's classes. Raises UnknownNameError where this is none of them."""
    from rbc_desk.store import queries

    classes = queries.class_set(project.store)
    if code is not None and code not in classes:
        raise UnknownNameError(
            Phrase("The project has no class {code!r}.", code=code),
            hint=Phrase("Its classes are: {names}.", names=", ".join(classes.codes)),
        )
    return classes
