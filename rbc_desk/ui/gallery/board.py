"""Arranges the cells of the gallery in sorted groups. The cost of a change depends on the changed cells only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.after import cells_after, labels_and_states
from rbc_desk.core.cells.cell import Cell, CellKind, CellState, SmearInfo
from rbc_desk.core.cells.table import NONE, CellTable, apply_change, joined
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.models.live_predictions import LivePredictions
from rbc_desk.core.viewpoint import Viewpoint
from rbc_desk.ui.gallery.aside import ASIDES, SetAside
from rbc_desk.ui.gallery.rows import CellRows, Numbers, Places
from rbc_desk.ui.gallery.sorting import SortedBins, distinct

_LOOKED_AT = 2000  # cells per step


class Group(StrEnum):
    CLASS = "class"
    SMEAR = "smear"
    SPECIMEN = "specimen"
    ALL = "all"
    """One group, for cells that have an order of their own."""


class Order(StrEnum):
    CONFIDENCE = "confidence"
    SIZE = "size"
    TYPICAL = "likeness"  # as stored by earlier versions
    READER = "reader"
    TIME = "time"
    PLACE = "place"
    SIMILAR = "similar"
    """The order of `Board.set_ranks`."""


@dataclass(frozen=True, slots=True)
class Bin:
    """A group. `key` is a class code ("": none), a smear's id, a specimen's name or an `Aside`."""

    key: str
    title: str
    numbers: Numbers  # rows of its cells in `Board.cells`, in order

    @property
    def aside(self) -> bool:
        """Whether it holds what is not a whole red cell."""
        return self.key in ASIDES


class Board:
    """Holds the cells; `bins` returns them in sorted groups. No Qt, any thread.

    A million cells are held as rows; `cells` holds the cells that were read because they are visible.
    """

    def __init__(self, smears: Iterable[SmearInfo] = (), classes: ClassSet | None = None) -> None:
        self.aside = SetAside()
        self._kept: _Kept | None = None  # the cached result of `bins`, if it is still valid
        self.set_smears(smears, classes)
        self.group, self.order = Group.CLASS, Order.CONFIDENCE
        self._features: Mapping[int, NDArray[np.float32]] = {}
        self._ranks: Mapping[int, int] = {}
        self._shown: set[str] = set()  # keys of the groups that have had cells since they were sorted
        self._changes = 0
        self._hold(CellTable.of(()))

    def take(self, other: Board) -> None:
        """Take over the content of another board."""
        self.__dict__.update(other.__dict__)

    def to_sort(self, group: Group, order: Order) -> Board:
        """A board of the same rows with another grouping or order. Call `bins` on it in a job, then `adopt_order`
        here.
        """
        other = Board()
        other.take(self)
        other.group, other.order, other._kept, other._shown = group, order, None, set()
        return other

    def adopt_order(self, other: Board) -> bool:
        """Take over the order of a board made by `to_sort`; False if something has changed here since."""
        if other._changes != self._changes or other.table.rows is not self.table.rows:
            return False
        self.group, self.order, self._kept, self._shown = other.group, other.order, other._kept, other._shown
        return True

    def set_smears(self, smears: Iterable[SmearInfo], classes: ClassSet | None) -> None:
        """Set the existing smears and classes."""
        self._smears, self._classes = {info.id: info for info in smears}, classes
        self.aside.set_smears(self._smears)
        self._kept = None

    def set_cells(self, cells: Sequence[Cell]) -> None:
        self._hold(CellTable.of(cells))
        self.cells.put(cells)

    def set_table(
        self, table: CellTable, *, others: CellTable | None = None, kinds: Mapping[int, CellKind] | None = None
    ) -> None:
        """Set the red cells as rows, and the other objects with their kinds by id.

        The board takes ownership of the rows and changes them.
        """
        self.aside.set_kinds(kinds or {})
        self._hold(joined([table, others]) if others is not None and len(others) else table)

    def _hold(self, table: CellTable, *, loaded: CellRows | None = None) -> None:
        self._kept = None
        self.table = table
        self.cells = CellRows(table)
        if loaded is not None:
            self.cells.take(loaded)
        self.at = Places(table.ids)

    def update(self, cells: Iterable[Cell], *, gone: Iterable[int] = ()) -> None:
        """Add or update cells; rejected cells and those in `gone` are removed."""
        new = {cell.id: cell for cell in cells}
        self.aside.update(new.values())
        leaving = {i for i, cell in new.items() if cell.state is CellState.REJECTED} | set(gone)
        rows = CellTable.of((c for i, c in new.items() if i not in leaving), me=self.table.me)
        rows = rows.of_codes(self.table.codes, readers=self.table.readers)
        self._insert(rows, leaving=leaving)
        self.cells.put(cell for i, cell in new.items() if i not in leaving)

    def change(self, changeset: ChangeSet, *, viewpoint: Viewpoint) -> bool:
        """Apply a step; False if the step does not describe the result completely."""
        changed = labels_and_states(changeset, self.at, viewpoint=viewpoint)
        if changed is None:
            return False
        ids, at = self.at.of(changeset.cell_ids)
        table, rejected = apply_change(self.table.taken(at), changed, me=viewpoint.reader)
        known = self.cells.known_among(ids.tolist())
        self._insert(table.taken(~rejected), leaving=set(ids[rejected].tolist()))
        self.cells.put(cells_after(changeset, known, viewpoint=viewpoint) or ())
        return True

    def set_live(self, live: LivePredictions) -> None:
        """Show these predictions. The order stays as it is until `to_sort` and `adopt_order`."""
        self._changes += 1
        self.table = live.put_in(self.table)
        self.cells.show_live(live, self.table)

    def _insert(self, new: CellTable, *, leaving: set[int]) -> None:
        """Merge rows; this table's codes stay first."""
        self._changes += 1
        _, out = self.at.of(leaving)
        known, at = self.at.of(new.ids.tolist())
        known_before = np.isin(new.ids, known)
        if len(out) or not known_before.all():
            self.table.rows[at] = new.rows[known_before]
            kept = np.ones(len(self.table), bool)
            kept[out] = False
            rows = np.concatenate([self.table.rows[kept], new.rows[~known_before]])
            self.cells.drop(leaving)
            self._hold(CellTable(rows, new.codes, new.readers, new.me), loaded=self.cells)
            return
        self.table.rows[at] = new.rows
        self._rename(new)
        if self._kept is not None and not self._kept.moved(self, at):
            self._kept = None

    def _rename(self, new: CellTable) -> None:
        if (new.codes, new.readers, new.me) != (self.table.codes, self.table.readers, self.table.me):
            self.table = CellTable(self.table.rows, new.codes, new.readers, new.me)
            self.cells.table = self.table
            self._kept = None

    def set_features(self, features: Mapping[int, NDArray[np.float32]]) -> None:
        """Set the features for `Order.TYPICAL`, one row per cell."""
        self._features = features

    def set_ranks(self, ids: Sequence[int]) -> None:
        """Set the order of the cells for `Order.SIMILAR`. Cells that are not among them come last."""
        self._ranks = {cell_id: rank for rank, cell_id in enumerate(ids)}

    @property
    def smears(self) -> Mapping[int, SmearInfo]:
        return self._smears

    @property
    def classes(self) -> ClassSet | None:
        return self._classes

    @property
    def compares_pixels(self) -> bool:
        """Whether sizes of several smears are compared in pixels because not all smears are calibrated."""
        if self.order is not Order.SIZE:
            return False
        scales = self.scales()
        return len(scales) > 1 and None in scales.values()

    def scales(self) -> dict[int, float | None]:
        """The scale of each smear that has cells here, in micrometres per pixel."""
        shown = distinct(self.table.rows["smear"])[0].tolist()
        return {i: info.um_per_px if (info := self._smears.get(i)) is not None else None for i in shown}

    def bins(self) -> list[Bin]:
        """The groups in order, without empty ones. One that becomes empty stays until the cells are sorted again, so
        that nothing below it moves up under the cursor.
        """
        kept = self._kept
        if kept is None or (kept.group, kept.order) != (self.group, self.order) or self.order is Order.TYPICAL:
            kept = self._kept = _Kept.of(self)
        self._shown |= {key for key, numbers in zip(kept.names, kept.sorted.bins, strict=True) if len(numbers)}
        return [
            Bin(key, title, numbers)
            for (key, title), numbers in zip(kept.names.items(), kept.sorted.bins, strict=True)
            if len(numbers) or (key in self._shown and key not in ASIDES)
        ]

    @property
    def n_red(self) -> int:
        """The number of red cells, cut ones included."""
        return len(self.table) - int(self.aside.is_other(self.table.rows["id"]).sum())

    # many cells at once, without loading them

    def id_at(self, number: int) -> int:
        return int(self.table.rows["id"][number])

    def ids_of(self, bins: Sequence[Bin]) -> list[int]:
        """The cells of these groups in order."""
        rows = [bin_.numbers for bin_ in bins]
        return self.at.ids[np.concatenate(rows)].tolist() if rows else []

    def among(self, ids: Iterable[int]) -> frozenset[int]:
        """The ids that are on the board."""
        if ids is self.at:
            return frozenset(self.at.ids.tolist())
        return frozenset(self.at.of(ids)[0].tolist())

    def not_labelled_as(self, ids: Iterable[int], code: str | None) -> list[int]:
        """The red cells that no person labelled as this class."""
        found, at = self.at.of(ids)
        red = ~self.aside.is_other(found)
        found, at = found[red], at[red]
        place = self.table.codes.index(code) if code in self.table.codes else NONE - 1 if code else NONE
        return found[self.table.taken(at).human != place].tolist()

    def only_predicted(self, rows: Sequence[int]) -> list[int]:
        """The cells of these rows that show a prediction, because no person has labelled them."""
        some = self.table.taken(np.asarray(rows, np.int64))
        return some.ids[(some.human == NONE) & (some.rows["predicted"] != NONE)].tolist()

    def first_awaiting(self, bins: Sequence[Bin], *, after: int) -> int:
        """The first unreviewed cell after the position `after`, wrapping around; 0: none. None stands aside."""
        bins = [bin_ for bin_ in bins if not bin_.aside]  # they are the last ones
        firsts = np.cumsum([0, *(len(bin_.numbers) for bin_ in bins)])
        for start, end in ((after + 1, int(firsts[-1])), (0, min(after, int(firsts[-1])))):
            for place in range(start, end, _LOOKED_AT):
                stop = min(place + _LOOKED_AT, end)
                some = [
                    bin_.numbers[max(place - first, 0) : max(stop - first, 0)]
                    for bin_, first in zip(bins, firsts.tolist(), strict=False)
                    if first < stop and first + len(bin_.numbers) > place
                ]
                rows = np.concatenate(some)
                open_ = rows[self.table.taken(rows).human == NONE]
                if len(open_):
                    return self.id_at(int(open_[0]))
        return 0


@dataclass(slots=True)
class _Kept:
    group: Group
    order: Order
    names: dict[str, str]  # group titles by key
    sorted: SortedBins
    values: Callable[[CellTable], NDArray[np.float64]] | None  # None if values depend on other cells

    @classmethod
    def of(cls, board: Board) -> _Kept:
        keys, of_row = _keys(board, board.table)
        names = _names(board, keys)
        place = {key: i for i, key in enumerate(names)}
        group = np.array([place[key] for key in keys], np.int32)[of_row] if len(of_row) else np.zeros(0, np.int32)
        values = _values(board)
        value = values(board.table) if values is not None else _distances(board, group)
        return cls(board.group, board.order, names, SortedBins(group, value, n_bins=len(names)), values)

    def moved(self, board: Board, at: Numbers) -> bool:
        """Move the changed rows to their new positions; False if everything must be sorted again."""
        if self.values is None:
            return False
        some = board.table.taken(at)
        keys, of_row = _keys(board, some)
        place = {key: i for i, key in enumerate(self.names)}
        if any(key not in place for key in keys):
            return False
        before = np.unique(self.sorted.group[at]).tolist()
        group = np.array([place[key] for key in keys], np.int32)[of_row]
        self.sorted.move(at, group, self.values(some))
        known = {"", *(c.code for c in board.classes or ()), *ASIDES}
        of_key = list(self.names)
        return all(len(self.sorted.bins[b]) or of_key[b] in known for b in before)


def _keys(board: Board, table: CellTable) -> tuple[list[str], NDArray[np.int64]]:
    """The keys of the groups, those that stand aside last, and for each row the index of its group."""
    aside = board.aside.of(table)
    whole = aside == 0
    keys, of_whole = _group_keys(board, table if whole.all() else table.taken(whole))
    of_row = len(keys) + aside.astype(np.int64) - 1
    of_row[whole] = of_whole
    return [*keys, *ASIDES], of_row


def _group_keys(board: Board, table: CellTable) -> tuple[list[str], NDArray[np.int64]]:
    """The same for cells of which none stands aside."""
    if board.group is Group.ALL:
        return [Group.ALL] if len(table) else [], np.zeros(len(table), np.int64)
    if board.group is Group.CLASS:
        places, of_row = distinct(table.shown)
        return list(table.names(places.tolist())), of_row
    smears, of_row = distinct(table.rows["smear"])
    if board.group is Group.SMEAR:
        return [str(i) for i in smears.tolist()], of_row
    found = (board.smears.get(i) for i in smears.tolist())
    return [info.specimen if info is not None else "" for info in found], of_row


def _names(board: Board, keys: Iterable[str]) -> dict[str, str]:
    """The titles of all groups by key. Those that stand aside are last, and have none."""
    return _group_names(board, set(keys) - set(ASIDES)) | dict.fromkeys(ASIDES, "")


def _group_names(board: Board, present: set[str]) -> dict[str, str]:
    if board.group is Group.CLASS:
        known = {c.code: c.name for c in board.classes or ()}
        named = board.classes.name_of if board.classes is not None else str
        return {"": ""} | known | {key: named(key) for key in sorted(present - known.keys() - {""})}
    if board.group is Group.ALL:
        return dict.fromkeys(present, "")
    if board.group is Group.SPECIMEN:
        return {key: key for key in sorted(present)}
    return {str(i): info.name for i, info in board.smears.items() if str(i) in present} | {
        key: key for key in sorted(present) if not key or int(key) not in board.smears
    }


def _values(board: Board) -> Callable[[CellTable], NDArray[np.float64]] | None:
    """The sort value of each cell within its group, ascending; None if values depend on other cells."""
    if board.order is Order.TYPICAL:
        return None
    if board.order is Order.SIMILAR:
        ranks, last = board._ranks, len(board._ranks)
        return lambda table: np.array([ranks.get(cell_id, last) for cell_id in table.ids.tolist()], np.float64)
    if board.order is Order.SIZE:
        return _sizes(board.scales())
    if board.order is Order.READER:
        names = sorted({"", board.table.me, *board.table.readers})
        rank = {name: float(i) for i, name in enumerate(names)}
        return lambda table: np.array([rank[name] for name in table.givers], np.float64)[table.given_by]
    return _OWN_VALUE[board.order]


def _sizes(scales: Mapping[int, float | None]) -> Callable[[CellTable], NDArray[np.float64]]:
    """Sort values for largest first: in micrometres if every smear here is calibrated, else in pixels."""
    known = {i: scale for i, scale in scales.items() if scale is not None}
    if len(known) < len(scales) or not known:
        return lambda table: -table.rows["r"]
    ids = np.array(sorted(known), np.int64)
    factor = np.array([known[i] for i in sorted(known)])
    return lambda table: -table.rows["r"] * factor[np.searchsorted(ids, table.rows["smear"])]


_OWN_VALUE: dict[Order, Callable[[CellTable], NDArray[np.float64]]] = {
    Order.CONFIDENCE: lambda table: table.certainty,
    Order.TIME: lambda table: -table.labelled_at.astype(np.float64),  # newest first
    Order.PLACE: lambda table: table.rows["smear"] * 1e9 + table.rows["y"] * 1e4 + table.rows["x"],
}


def _distances(board: Board, group: NDArray[np.int32]) -> NDArray[np.float64]:
    """The distance of each cell from the mean of its group."""
    features = board._features
    rows = [features.get(cell_id) for cell_id in board.table.ids.tolist()]
    width = next((len(row) for row in rows if row is not None), 1)
    matrix = np.array([row if row is not None else np.full(width, 1e3, np.float32) for row in rows], np.float64)
    if not len(matrix):
        return np.zeros(0)
    sums = np.zeros((int(group.max()) + 1, width))
    np.add.at(sums, group, matrix)
    counts = np.maximum(np.bincount(group, minlength=len(sums)), 1)
    return np.asarray(np.linalg.norm(matrix - (sums / counts[:, None])[group], axis=1))
