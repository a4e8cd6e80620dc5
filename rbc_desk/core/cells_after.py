"""Cells as a step leaves them, worked out from the step itself: no need to ask the store again."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from rbc_desk.core.cells import Cell, CellState
from rbc_desk.core.changes import BulkChange, Change, ChangeSet, Entity

_KNOWN = frozenset({"state", "row_version"})
_STATES = {state.value: state for state in CellState}


def cells_after(changeset: ChangeSet, cells: Mapping[int, Cell], *, reader: str) -> tuple[Cell, ...] | None:
    """The touched ones of `cells` (by id, as `reader` saw them before) as they are after the step.

    None where the step does not tell it all: cells came, went or changed their circle, one that was rejected and is
    not among `cells` is so no more, another reader's labels changed, or other things than cells and labels did.
    """
    if changeset.more_topics or not changeset.cell_ids:
        return None
    labels: dict[int, tuple[str, str] | None] = {}
    states: dict[int, tuple[str | None, int]] = {}
    for change in changeset.changes:
        told = _rows(change)
        if change.entity is Entity.CELL_LABEL:
            if not _label(told, labels, alive=change.after is not None, reader=reader):
                return None
        elif change.entity is not Entity.CELL or not _state(change, told, states, known=cells):
            return None
    touched = (cells[i] for i in changeset.cell_ids if i in cells)
    return tuple(_after(cell, labels=labels, states=states, reader=reader) for cell in touched)


def _rows(change: Change | BulkChange) -> Mapping[str, Any]:
    """The columns that stand after the change, or stood before where the rows were taken away."""
    row = change.after if change.after is not None else change.before
    assert row is not None
    return row if isinstance(change, BulkChange) else {name: (value,) for name, value in row.items()}


def _label(told: Mapping[str, Any], labels: dict[int, tuple[str, str] | None], *, alive: bool, reader: str) -> bool:
    if any(name != reader for name in set(told["reader"])):
        return False
    if alive:
        labels.update(zip(told["cell_id"], zip(told["code"], told["created_at"], strict=True), strict=True))
    else:
        labels.update(dict.fromkeys(told["cell_id"]))
    return True


def _state(
    change: Change | BulkChange, told: Mapping[str, Any], states: dict[int, tuple[str | None, int]], *,
    known: Container[int],
) -> bool:  # fmt: skip
    if change.before is None or change.after is None or not told.keys() <= _KNOWN:
        return False
    bulk = isinstance(change, BulkChange)
    ids = change.ids if isinstance(change, BulkChange) else (change.id,)
    before = change.before.get("state")
    words = before if bulk else (before,)
    if (
        words is not None
        and CellState.REJECTED in words
        and any(word == CellState.REJECTED and i not in known for i, word in zip(ids, words, strict=True))
    ):
        return False
    versions = told["row_version"]
    states.update(zip(ids, zip(told.get("state", (None,) * len(ids)), versions, strict=True), strict=True))
    return True


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
        word, version = states[cell.id]
        state = cell.state if word is None else _STATES[word]
    return Cell(
        cell.id, cell.smear_id, cell.circle, state, version, cell.score, cell.run_id, label, by, cell.prediction,
        at, cell.others, cell.shape,
    )  # fmt: skip
