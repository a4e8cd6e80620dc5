"""Edits cells and labels for one reader. Every call is one commit and returns its changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rbc_desk.core.cells.cell import Cell, CellState
from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.audit import BY_HAND, LIVE, of_model
from rbc_desk.core.history.changes import ChangeSet, Entity
from rbc_desk.core.history.past_steps import PastStep
from rbc_desk.core.models.live_predictions import LIVE_MODEL
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.project.project import Project

if TYPE_CHECKING:
    from rbc_desk.core.models.live_predictions import LivePredictions
    from rbc_desk.store.writing.transaction import Transaction

_SAME_RADIUS_PX = 1e-6


def labelled_by_reader(project: Project, codes: Mapping[int, str]) -> frozenset[int]:
    """The ids of the cells whose class (`codes`, by id) this reader may see.

    A reader who is not blinded may see all, a blinded reader only those that they labelled with that class.
    """
    from rbc_desk.store import queries

    if project.viewpoint.sees_others:
        return frozenset(codes)
    found = queries.statuses_by_id(project.store, list(codes), viewpoint=project.viewpoint)
    return frozenset(i for i, label in zip(found.ids, found.labels, strict=True) if label == codes[i])


def cells(project: Project, *, smear_id: int) -> tuple[Cell, ...]:
    """The red cells of a smear, including rejected ones, with labels of others unless the reader is blinded."""
    from rbc_desk.store import queries

    return queries.cells(
        project.store,
        smear_id=smear_id,
        viewpoint=project.viewpoint,
    )


def some_cells(project: Project, *, cell_ids: Iterable[int]) -> tuple[Cell, ...]:
    """The red cells with these ids, as `cells` returns them. Ids that do not exist are left out."""
    from rbc_desk.store import queries

    return queries.cells_by_id(
        project.store,
        tuple(cell_ids),
        viewpoint=project.viewpoint,
    )


def counts(project: Project, *, smear_id: int | None = None) -> dict[str, int]:
    """Labelled cells per class as this reader sees them, on one smear or in the whole project."""
    from rbc_desk.store import queries

    return queries.label_counts(
        project.store,
        viewpoint=project.viewpoint,
        smear_id=smear_id,
    )


def add_cell(project: Project, *, smear_id: int, circle: Circle, code: str | None = None) -> ChangeSet:
    """Add a cell that a reader drew. It is confirmed. Raises UnknownNameError for an unknown class."""
    with project.store.transact("Add a cell", reader=project.reader) as tx:
        require_class(tx, code)
        width, height = tx.smear_size(smear_id)
        cell_id = tx.insert(
            Entity.CELL,
            {
                "smear_id": smear_id,
                "x": circle.x,
                "y": circle.y,
                "r": circle.r,
                "state": CellState.CONFIRMED,
                "at_border": circle.cut_by_border(width=width, height=height),
            },
        )
        if code is not None:
            tx.set_labels([cell_id], code)
    return tx.changeset


def reshape_cells(project: Project, *, circles: Mapping[int, Circle]) -> ChangeSet:
    """Change the circles of cells (by id). The outline of a moved cell moves too; a resized cell loses it."""
    from rbc_desk.store import queries

    n = len(circles)
    op = Phrase("Move or resize a cell") if n == 1 else Phrase("Move {n} cells", n=n)
    with project.store.transact(op, reader=project.reader) as tx:
        before = {
            cell.id: cell
            for cell in queries.cells_by_id(tx, tuple(circles), viewpoint=project.viewpoint.own_labels())
        }
        tx.update_many(
            Entity.CELL,
            {i: {"x": c.x, "y": c.y, "r": c.r, "shape": _shape_at(before.get(i), c)} for i, c in circles.items()},
        )
    return tx.changeset


def _shape_at(cell: Cell | None, circle: Circle) -> dict[str, Any] | None:
    """The row of a cell's outline after its circle changes to `circle`."""
    if cell is None or cell.shape is None or abs(circle.r - cell.circle.r) > _SAME_RADIUS_PX:
        return None
    return cell.shape.moved(dx=circle.x - cell.circle.x, dy=circle.y - cell.circle.y).as_row()


def set_state(project: Project, *, cell_ids: Iterable[int], state: CellState) -> ChangeSet:
    """Set cells to confirmed, rejected or proposed. Cells in that state do not change."""
    from rbc_desk.store import queries

    ids = tuple(cell_ids)
    with project.store.transact(_state_op(state, n=len(ids)), reader=project.reader) as tx:
        other = queries.statuses_by_id(tx, ids, viewpoint=project.viewpoint).other_state(state)
        tx.op = _state_op(state, n=len(other))
        tx.set_states(other, state)
    return tx.changeset


def _state_op(state: CellState, *, n: int) -> Phrase:
    cells = phrase_of_cells(n)
    return {
        CellState.CONFIRMED: Phrase("Confirm {cells}", cells=cells),
        CellState.REJECTED: Phrase("Reject {cells}", cells=cells),
        CellState.PROPOSED: Phrase("Reopen {cells}", cells=cells),
    }[state]


def set_label(project: Project, *, cell_ids: Iterable[int], code: str | None) -> ChangeSet:
    """Label cells with a class; None removes the label. Labelling a proposed or rejected cell confirms it.

    Raises UnknownNameError for a class that the project does not have, StaleRowError for a removed one.
    """
    from rbc_desk.store import queries

    ids = tuple(cell_ids)
    with project.store.transact(_label_op(code, name=code, n=len(ids)), reader=project.reader) as tx:
        name = require_class(tx, code)
        found = queries.statuses_by_id(tx, ids, viewpoint=project.viewpoint)
        tx.op = _label_op(code, name=name, n=len(found.ids))
        if code is not None:
            tx.set_states(found.other_state(CellState.CONFIRMED), CellState.CONFIRMED)
        tx.set_labels(found.other_label(code), code)
    return tx.changeset


def _label_op(code: str | None, *, name: str | None, n: int) -> Phrase:
    if code is None:
        return Phrase("Remove the class of {cells}", cells=phrase_of_cells(n))
    return Phrase("Label {cells} as {name}", cells=phrase_of_cells(n), name=Phrase(name or code))


def confirm(
    project: Project,
    *,
    cell_ids: Iterable[int],
    live: LivePredictions | None = None,
    seen: Mapping[int, str] | None = None,
) -> ChangeSet:
    """Confirm cells; an unlabelled cell gets its shown class as label.

    That class is another reader's where one is shown, and otherwise the predicted one: that of `seen` (by cell id,
    as a view shows it), else that of `live`, else the stored one.
    """
    from rbc_desk.store import queries

    ids = tuple(cell_ids)
    with project.store.transact(_state_op(CellState.CONFIRMED, n=len(ids)), reader=project.reader) as tx:
        found = queries.cells_by_id(tx, ids, viewpoint=project.viewpoint)
        found = live.of_cells(found) if live is not None else found
        tx.op = _state_op(CellState.CONFIRMED, n=len(found))
        open_ = [c.id for c in found if c.state is not CellState.CONFIRMED]
        tx.set_states(open_, CellState.CONFIRMED)
        known = seen or {}
        shown: dict[tuple[str, str], list[int]] = {}
        for cell in found:
            code = cell.human_code or known.get(cell.id) or cell.shown_code
            if cell.label is None and code is not None and code in tx.class_names():
                shown.setdefault((code, _source(cell, code)), []).append(cell.id)
        for code in tx.class_names():
            for source in sorted(source for name, source in shown if name == code):
                with tx.coming_from(source):
                    tx.set_labels(shown[code, source], code)
    return tx.changeset


def past_steps(project: Project) -> tuple[PastStep, ...]:
    """This reader's latest steps, oldest first, to be undone after a restart; see `core.history.past_steps`."""
    from rbc_desk.store import queries

    return queries.past_steps(project.store, viewpoint=project.viewpoint)


def join_steps(project: Project, whole: ChangeSet) -> None:
    """Record that the committed steps of `whole` are one, so that a single undo reverts them after a restart too."""
    with project.store.transact(whole.op, reader=project.reader) as tx:
        tx.derived.join_steps(whole.steps)


def _source(cell: Cell, code: str) -> str:
    """Where a class that a reader confirms came from: another reader (by hand), or which model."""
    prediction = cell.prediction
    if cell.human_code == code:
        return BY_HAND
    if prediction is None or prediction.code != code or prediction.model_id == LIVE_MODEL:
        return LIVE
    return of_model(prediction.model_id)


def apply(project: Project, changes: ChangeSet, *, origin: object = None) -> ChangeSet:
    """Apply a change set; `changes.inverse()` undoes a step.

    Raises StaleRowError, which says who changed a row since then and when.
    """
    return project.store.apply(changes, reader=project.reader, origin=origin)


def phrase_of_cells(n: int) -> Phrase:
    """`1 cell`, `5 cells`."""
    return Phrase("1 cell") if n == 1 else Phrase("{n} cells", n=n)


def require_class(tx: Transaction, code: str | None) -> str | None:
    """Return the name of a class. Raises UnknownNameError for an unknown class, StaleRowError for a removed one."""
    if code is None:
        return None
    tx.require_not_removed(code)
    names = tx.class_names()
    if code not in names:
        raise UnknownNameError(
            Phrase("The project has no class {code!r}.", code=code),
            hint=Phrase("Its classes are: {names}.", names=", ".join(names)),
        )
    return names[code]
