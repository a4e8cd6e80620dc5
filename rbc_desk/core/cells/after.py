"""Computes the cells after a step from the step itself, without a query."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from rbc_desk.core.cells.cell import Cell, CellState
from rbc_desk.core.cells.verdicts import verdict_of
from rbc_desk.core.history.changes import Change, ChangeSet, Entity
from rbc_desk.core.viewpoint import Viewpoint

T = TypeVar("T")
U = TypeVar("U")

_KNOWN = frozenset({"state", "verdicts", "row_version"})
_STATES = {state.value: state for state in CellState}


def cells_after(changeset: ChangeSet, cells: Mapping[int, Cell], *, viewpoint: Viewpoint) -> tuple[Cell, ...] | None:
    """The changed cells of `cells` after the step. `cells` holds them by id, as seen from `viewpoint` before it.

    None if the step does not describe the result completely: cells were added, removed or resized; a rejected cell
    that is not in `cells` came back; another reader's labels changed; or something other than cells and labels
    changed.
    """
    changed = labels_and_states(changeset, cells, viewpoint=viewpoint)
    if changed is None:
        return None
    labels, states = changed
    touched = (cells[i] for i in changeset.cell_ids if i in cells)
    return tuple(_after(cell, labels=labels, states=states, reader=viewpoint.reader) for cell in touched)


Labels = dict[int, tuple[str, str] | None]
"""The class and time of a reader's label by cell id; None if the label was removed."""

States = dict[int, tuple[str | None, int]]
"""The state and version of a cell by id. None: unchanged. "": determined by the blinded reader's own label."""


def labels_and_states(
    changeset: ChangeSet, known: Container[int], *, viewpoint: Viewpoint
) -> tuple[Labels, States] | None:
    """The labels and states that a step sets, for a caller that has the `known` cells; None as in `cells_after`."""
    if changeset.more_topics or not changeset.cell_ids:
        return None
    labels: Labels = {}
    states: States = {}
    reader = viewpoint.reader
    read_states = partial(_own_verdicts, reader=reader) if viewpoint.blinded else _shared_states
    for change in changeset.changes:
        if change.entity is Entity.CELL_LABEL:
            if not _label(_rows(change), labels, alive=change.after is not None, reader=reader):
                return None
        elif change.entity is not Entity.CELL or not _state(change, states, known=known, read_states=read_states):
            return None
    if viewpoint.blinded and any(label is None and i not in states for i, label in labels.items()):
        return None  # the step does not say whether the label alone confirmed the cell
    return labels, states


def _rows(change: Change, *, before: bool = False) -> Mapping[str, Any]:
    """The columns after the change; the columns before it if rows were removed or `before` is set."""
    columns = change.before if before or change.after is None else change.after
    assert columns is not None
    return columns


def _label(columns: Mapping[str, Any], labels: Labels, *, alive: bool, reader: str) -> bool:
    if any(name != reader for name in set(columns["reader"])):
        return False
    if alive:
        labels.update(_by_id(columns["cell_id"], columns["code"], columns["created_at"]))
    else:
        labels.update(dict.fromkeys(columns["cell_id"]))
    return True


_StateColumn = Sequence[str | None] | None
"""The states of cells in rows; None if the rows have no such column."""


def _shared_states(columns: Mapping[str, Any]) -> _StateColumn:
    states: _StateColumn = columns.get("state")
    return states


def _own_verdicts(columns: Mapping[str, Any], *, reader: str) -> _StateColumn:
    """The states as a blinded reader sees them; "" for cells without their verdict."""
    verdicts = columns.get("verdicts")
    return None if verdicts is None else [verdict_of(reader, text) or "" for text in verdicts]


def _state(
    change: Change, states: States, *, known: Container[int],
    read_states: Callable[[Mapping[str, Any]], _StateColumn],
) -> bool:  # fmt: skip
    if change.before is None or change.after is None:
        return False
    columns = _rows(change)
    if not columns.keys() <= _KNOWN:
        return False
    ids, before = change.ids, read_states(_rows(change, before=True))
    if (
        before is not None
        and CellState.REJECTED in before
        and any(state == CellState.REJECTED and i not in known for i, state in zip(ids, before, strict=True))
    ):
        return False
    now = read_states(columns) or (None,) * len(ids)
    states.update(_by_id(ids, now, columns["row_version"]))
    return True


def _by_id(ids: Sequence[int], ones: Sequence[T], others: Sequence[U]) -> Mapping[int, tuple[T, U]]:
    """The pair of two columns by id. Equal pairs are one object, because most steps give many cells one value."""
    if ids and ones.count(ones[0]) == others.count(others[0]) == len(ids):
        return dict.fromkeys(ids, (ones[0], others[0]))
    return dict(zip(ids, zip(ones, others, strict=True), strict=True))


def _after(
    cell: Cell, *, labels: Mapping[int, tuple[str, str] | None], states: Mapping[int, tuple[str | None, int]],
    reader: str,
) -> Cell:  # fmt: skip
    label, at, by = cell.label, cell.labelled_at, cell.labelled_by
    state, version = cell.state, cell.row_version
    if cell.id in labels:
        label, at = labels[cell.id] or (None, None)
        by = None if label is None else reader
    if cell.id in states:
        new_state, version = states[cell.id]
        if new_state is not None:
            state = _STATES[new_state] if new_state else CellState.PROPOSED if label is None else CellState.CONFIRMED
    return Cell(
        cell.id, cell.smear_id, cell.circle, state, version, cell.score, cell.run_id, label, by, cell.prediction,
        at, cell.others, cell.shape, cell.kind,
    )  # fmt: skip
