"""Computes the cells after a step from the step itself, without a query."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial
from typing import Any

from rbc_desk.core.cells import Cell, CellState
from rbc_desk.core.changes import Change, ChangeSet, Entity
from rbc_desk.core.verdicts import verdict_of
from rbc_desk.core.viewpoint import Viewpoint

_KNOWN = frozenset({"state", "verdicts", "row_version"})
_STATES = {state.value: state for state in CellState}


def cells_after(changeset: ChangeSet, cells: Mapping[int, Cell], *, viewpoint: Viewpoint) -> tuple[Cell, ...] | None:
    """The touched ones of `cells` (by id, as seen before from the `viewpoint`) as they are after the step.

    None where the step does not tell it all: cells came, went or changed their circle, one that was rejected and is
    not among `cells` is so no more, another reader's labels changed, or other things than cells and labels did.
    """
    told = told_by(changeset, cells, viewpoint=viewpoint)
    if told is None:
        return None
    labels, states = told
    touched = (cells[i] for i in changeset.cell_ids if i in cells)
    return tuple(_after(cell, labels=labels, states=states, reader=viewpoint.reader) for cell in touched)


Labels = dict[int, tuple[str, str] | None]
"""The class and the time of a reader's label by cell id; None where it was taken away."""

States = dict[int, tuple[str | None, int]]
"""The state and the version of a cell by id; None: as it was, "": what a blinded reader's own label says."""


def told_by(changeset: ChangeSet, known: Container[int], *, viewpoint: Viewpoint) -> tuple[Labels, States] | None:
    """What a step says of cells, for one who knows those `known`; None where it does not tell it all."""
    if changeset.more_topics or not changeset.cell_ids:
        return None
    labels: Labels = {}
    states: States = {}
    reader = viewpoint.reader
    words = partial(_own_verdicts, reader=reader) if viewpoint.blinded else _states_of_all
    for change in changeset.changes:
        if change.entity is Entity.CELL_LABEL:
            if not _label(_rows(change), labels, alive=change.after is not None, reader=reader):
                return None
        elif change.entity is not Entity.CELL or not _state(change, states, known=known, words=words):
            return None
    if viewpoint.blinded and any(label is None and i not in states for i, label in labels.items()):
        return None  # the step does not say whether the label alone confirmed the cell
    return labels, states


def _rows(change: Change, *, before: bool = False) -> Mapping[str, Any]:
    """The columns that stand after the change, or stood before: where the rows were taken away, or if asked for."""
    columns = change.before if before or change.after is None else change.after
    assert columns is not None
    return columns


def _label(told: Mapping[str, Any], labels: Labels, *, alive: bool, reader: str) -> bool:
    if any(name != reader for name in set(told["reader"])):
        return False
    if alive:
        labels.update(zip(told["cell_id"], zip(told["code"], told["created_at"], strict=True), strict=True))
    else:
        labels.update(dict.fromkeys(told["cell_id"]))
    return True


_Words = Sequence[str | None] | None
"""What rows say of their cells' states; None: nothing."""


def _states_of_all(told: Mapping[str, Any]) -> _Words:
    states: _Words = told.get("state")
    return states


def _own_verdicts(told: Mapping[str, Any], *, reader: str) -> _Words:
    """What a blinded reader sees: "" where they gave no verdict."""
    verdicts = told.get("verdicts")
    return None if verdicts is None else [verdict_of(reader, said) or "" for said in verdicts]


def _state(
    change: Change, states: States, *, known: Container[int],
    words: Callable[[Mapping[str, Any]], _Words],
) -> bool:  # fmt: skip
    if change.before is None or change.after is None:
        return False
    told = _rows(change)
    if not told.keys() <= _KNOWN:
        return False
    ids, before = change.ids, words(_rows(change, before=True))
    if (
        before is not None
        and CellState.REJECTED in before
        and any(word == CellState.REJECTED and i not in known for i, word in zip(ids, before, strict=True))
    ):
        return False
    now = words(told) or (None,) * len(ids)
    states.update(zip(ids, zip(now, told["row_version"], strict=True), strict=True))
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
        if word is not None:
            state = _STATES[word] if word else CellState.PROPOSED if label is None else CellState.CONFIRMED
    return Cell(
        cell.id, cell.smear_id, cell.circle, state, version, cell.score, cell.run_id, label, by, cell.prediction,
        at, cell.others, cell.shape,
    )  # fmt: skip
