"""Cells as rows of a NumPy array, small enough to sort, group and count a million of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.after import Labels, States
from rbc_desk.core.cells.cell import Cell, CellState, Prediction, ReaderLabel
from rbc_desk.core.geometry.circles import Circle

ROW = np.dtype(
    [
        ("id", "<i8"),
        ("smear", "<i8"),
        ("x", "<f8"),
        ("y", "<f8"),
        ("r", "<f8"),
        ("score", "<f8"),  # the detector's; 0 where a person drew the cell
        ("confidence", "<f8"),  # of the model's first class; 0 without a prediction
        ("margin", "<f8"),  # of the first class over the second; 1 without a prediction
        ("own_at", "<i8"),  # milliseconds since 1970; 0 without a label
        ("other_at", "<i8"),
        ("own", "<i2"),  # indexes of `codes`; -1 for none
        ("other", "<i2"),
        ("predicted", "<i2"),
        ("by", "<i2"),  # index of `readers`: who gave the label `other`; -1 for none
        ("confirmed", "?"),
        ("split", "?"),  # the readers disagree
    ]
)
"""A cell as one reader sees it. `other` is the newest label of another reader (never seen by a blinded one)."""

_BYTES = np.dtype((np.void, ROW.itemsize))
NONE = -1
Rows = NDArray[np.void]
V = TypeVar("V", bound=Hashable)
_MISSING = object()


@dataclass(frozen=True)
class CellTable:
    """Rows of the type `ROW`. Indexes in the rows refer to `codes` and `readers`; `me` gave the labels `own`.

    Rejected cells are not in the table. `ids`, `human` and the other arrays have one entry per row.
    """

    rows: Rows
    codes: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    me: str = ""

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def ids(self) -> NDArray[np.int64]:
        return np.ascontiguousarray(self.rows["id"])

    @property
    def human(self) -> NDArray[np.int16]:
        """A person's label: this reader's own, else the newest of another reader. Indexes of `codes`, -1 for none."""
        own = self.rows["own"]
        return np.where(own != NONE, own, self.rows["other"]).astype(np.int16)

    @property
    def shown(self) -> NDArray[np.int16]:
        """The class to paint: a person's label, else the model's prediction. Indexes of `codes`, -1 for none."""
        human = self.human
        return np.where(human != NONE, human, self.rows["predicted"]).astype(np.int16)

    @property
    def certainty(self) -> NDArray[np.float64]:
        """2 for a person's label, else the model's confidence, else the detector's score."""
        rows = self.rows
        certainty = np.where(rows["predicted"] != NONE, rows["confidence"], rows["score"])
        return np.where(self.human != NONE, 2.0, certainty)

    @property
    def labelled_at(self) -> NDArray[np.int64]:
        """The time of the label shown, milliseconds since 1970; 0 without one."""
        own = self.rows["own"] != NONE
        return np.where(own, self.rows["own_at"], self.rows["other_at"]).astype(np.int64)

    @property
    def labelled_by(self) -> list[str]:
        """The reader who gave the label shown; "" without one."""
        return list(np.array(self.givers, object)[self.given_by])

    @property
    def givers(self) -> tuple[str, ...]:
        """The possible readers of a label: the others, this one, and "" for none."""
        return (*self.readers, self.me, "")

    @property
    def given_by(self) -> NDArray[np.int16]:
        """The reader who gave the label shown: indexes of `givers`."""
        by, n = self.rows["by"], len(self.readers)
        return np.where(self.rows["own"] != NONE, n, np.where(by != NONE, by, n + 1)).astype(np.int16)

    def of_codes(self, codes: Sequence[str], *, readers: Sequence[str]) -> CellTable:
        """The same table, with these codes first in `codes` and these readers first in `readers`."""
        new_codes = (*codes, *(c for c in self.codes if c not in codes))
        new_readers = (*readers, *(r for r in self.readers if r not in readers))
        rows = self.rows
        if new_codes[: len(self.codes)] != self.codes or new_readers[: len(self.readers)] != self.readers:
            rows = rows.copy()
            _renumber(rows, self, codes=new_codes, readers=new_readers)
        return CellTable(rows, new_codes, new_readers, self.me)

    def taken(self, which: NDArray[np.bool_] | NDArray[np.int64]) -> CellTable:
        """Some of the rows."""
        return CellTable(self.rows[which], self.codes, self.readers, self.me)

    def cell(self, index: int) -> Cell:
        """The cell of a row, with the fields that the row has. A thumbnail needs no others.

        Missing are the outline, the run, the version, the times, the labels of other readers except the newest, and
        the model and single probabilities of a prediction. Do not make a table of such cells.
        """
        (
            cell_id, smear_id, x, y, r, _score, confidence, _margin, _own_at, _other_at,
            own, other, predicted, by, confirmed, _split,
        ) = self.rows[index].item()  # fmt: skip
        return Cell(
            id=cell_id,
            smear_id=smear_id,
            circle=Circle(x, y, r),
            state=CellState.CONFIRMED if confirmed else CellState.PROPOSED,
            row_version=0,
            label=self.codes[own] if own != NONE else None,
            labelled_by=self.me if own != NONE else None,
            prediction=Prediction(self.codes[predicted], confidence, (), 0) if predicted != NONE else None,
            others=(ReaderLabel(self.codes[other], self.readers[by] if by != NONE else "", ""),)
            if other != NONE
            else (),
        )

    def names(self, places: Iterable[int]) -> Iterator[str]:
        """The codes for these indexes of `codes`; "" for none."""
        known = (*self.codes, "")
        return (known[place] for place in places)

    @classmethod
    def of(cls, cells: Iterable[Cell], *, me: str = "") -> CellTable:
        """A table of these cells; rejected ones are left out."""
        shown = [cell for cell in cells if cell.state is not CellState.REJECTED]
        codes = _Numbers()
        readers = _Numbers()
        me = next((cell.labelled_by for cell in shown if cell.labelled_by), me)
        rows = np.array([_row(cell, codes=codes, readers=readers) for cell in shown], ROW)
        return cls(rows, tuple(codes), tuple(readers), me)


def joined(tables: Sequence[CellTable]) -> CellTable:
    """All rows of the tables in order, as a new array."""
    name_lists = dict.fromkeys((table.codes, table.readers) for table in tables)
    codes = tuple(dict.fromkeys(code for table_codes, _ in name_lists for code in table_codes))
    readers = tuple(dict.fromkeys(name for _, table_readers in name_lists for name in table_readers))
    me = next((table.me for table in tables if table.me), "")
    rows = np.empty(sum(map(len, tables)), ROW)
    end = 0
    for (table_codes, table_readers), some in groupby(tables, key=lambda table: (table.codes, table.readers)):
        start = end
        for table in some:  # copied as bytes: copying a million rows field by field takes twice as long
            start_, end = end, end + len(table)
            rows[start_:end].view(_BYTES)[:] = np.ascontiguousarray(table.rows).view(_BYTES)
        _renumber(rows[start:end], CellTable(rows[:0], table_codes, table_readers), codes=codes, readers=readers)
    return CellTable(rows, codes, readers, me)


def _renumber(rows: Rows, before: CellTable, *, codes: tuple[str, ...], readers: tuple[str, ...]) -> None:
    """Convert the indexes of the rows from the codes and readers of `before` to these codes and readers."""
    for names, old, new in (
        (("own", "other", "predicted"), before.codes, codes),
        (("by",), before.readers, readers),
    ):
        if new[: len(old)] != old:
            to = np.array([*map(new.index, old), NONE], np.int16)
            for name in names:
                rows[name] = to[rows[name]]


class _Numbers(dict[str, int]):
    """The index of each word, in the order of first occurrence."""

    def __missing__(self, name: str) -> int:
        self[name] = index = len(self)
        return index


def _row(cell: Cell, *, codes: Mapping[str, int], readers: Mapping[str, int]) -> tuple[object, ...]:
    prediction, other = cell.prediction, cell.others[0] if cell.others else None
    confidence, margin = figures(prediction.probabilities) if prediction is not None else (0.0, 1.0)
    given_codes = {label.code for label in cell.others} | ({cell.label} if cell.label is not None else set())
    circle = cell.circle
    return (
        cell.id, cell.smear_id, circle.x, circle.y, circle.r, cell.score or 0.0,
        confidence if prediction is None else prediction.confidence, margin,
        milliseconds(cell.labelled_at) if cell.label is not None else 0,
        milliseconds(other.at) if other is not None else 0,
        NONE if cell.label is None else codes[cell.label],
        NONE if other is None else codes[other.code],
        NONE if prediction is None else codes[prediction.code],
        NONE if other is None else readers[other.reader],
        cell.state is CellState.CONFIRMED, len(given_codes) > 1,
    )  # fmt: skip


def figures(probabilities: Sequence[float]) -> tuple[float, float]:
    """The highest probability and its margin over the second; (0, 1) without probabilities."""
    descending = sorted(probabilities, reverse=True)
    if not descending:
        return 0.0, 1.0
    return descending[0], descending[0] - descending[1] if len(descending) > 1 else 1.0


@lru_cache(maxsize=100_000)
def milliseconds(at: str | None) -> int:
    """A time in ISO 8601 as milliseconds since 1970; 0 for None and for invalid text."""
    if not at:
        return 0
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return 0
    return round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def apply_change(table: CellTable, changed: tuple[Labels, States], *, me: str) -> tuple[CellTable, NDArray[np.bool_]]:
    """The rows after a step that sets `changed` (`cells_after.labels_and_states`), and a mask of the
    rejected ones.
    """
    labels, states = changed
    codes = {code: index for index, code in enumerate(table.codes)}
    rows = table.rows.copy()
    rejected = np.zeros(len(rows), bool)
    own, confirmed = rows["own"], rows["confirmed"]
    for label, at in _indexes(table.ids, labels).items():
        code, time = label or (None, None)
        own[at] = NONE if code is None else codes.setdefault(code, len(codes))
        rows["own_at"][at] = milliseconds(time)
    for (state, _), at in _indexes(table.ids, states).items():
        if state is not None:
            rejected[at] = state == CellState.REJECTED
            confirmed[at] = state == CellState.CONFIRMED if state else own[at] != NONE
    return CellTable(rows, tuple(codes), table.readers, me), rejected


def _indexes(ids: NDArray[np.int64], values: Mapping[int, V]) -> Mapping[V, list[int] | slice]:
    """The indexes of the ids with each value. A step gives many cells few values."""
    listed = [values.get(cell_id, _MISSING) for cell_id in ids.tolist()]
    if listed and all(value is listed[0] for value in listed):  # a bulk gives all its cells one value
        return {} if listed[0] is _MISSING else {cast(V, listed[0]): slice(None)}
    found: defaultdict[V, list[int]] = defaultdict(list)
    for index, value in enumerate(listed):
        if value is not _MISSING:
            found[cast(V, value)].append(index)
    return dict(found)
