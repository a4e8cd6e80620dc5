"""Which tile stands where: the cells of the gallery in bins and in order. A changed cell costs what it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells import Cell, CellState, SmearInfo
from rbc_desk.core.classes import ClassSet


class Group(StrEnum):
    CLASS = "class"
    SMEAR = "smear"
    SPECIMEN = "specimen"


class Order(StrEnum):
    CONFIDENCE = "confidence"
    SIZE = "size"
    LIKENESS = "likeness"
    READER = "reader"
    TIME = "time"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Bin:
    """`key` is a class's code ("": none), a smear's id or a specimen's name."""

    key: str
    title: str
    numbers: NDArray[np.int64]  # of its cells in `Board.cells`, in order


class Board:
    """Holds the cells; `bins` gives them in order. No Qt, any thread."""

    def __init__(self, smears: Iterable[SmearInfo] = (), classes: ClassSet | None = None) -> None:
        self._smears = {info.id: info for info in smears}
        self._classes = classes
        self.group, self.order = Group.CLASS, Order.CONFIDENCE
        self.cells: list[Cell] = []
        self.at: dict[int, int] = {}
        self._features: dict[int, NDArray[np.float32]] = {}
        self._like = 0
        self._kept: _Kept | None = None  # what `bins` worked out, as far as it still holds

    def set_smears(self, smears: Iterable[SmearInfo], classes: ClassSet | None) -> None:
        """Which smears and classes there are."""
        self._smears, self._classes = {info.id: info for info in smears}, classes

    def set_cells(self, cells: Sequence[Cell]) -> None:
        self._kept = None
        self.cells = list(cells)
        self.at = {cell.id: i for i, cell in enumerate(self.cells)}

    def update(self, cells: Iterable[Cell], *, gone: Iterable[int] = ()) -> None:
        """Put in the cells as they are now; those rejected and those `gone` leave."""
        new = {cell.id: cell for cell in cells}
        leaving = {i for i, cell in new.items() if cell.state is CellState.REJECTED} | set(gone)
        if leaving & self.at.keys() or new.keys() - self.at.keys() - leaving:
            kept = [new.get(cell.id, cell) for cell in self.cells if cell.id not in leaving]
            came = [new[i] for i in new.keys() - self.at.keys() - leaving]
            self.set_cells([*kept, *came])
            return
        for cell_id, cell in new.items():
            if cell_id in self.at:
                at = self.at[cell_id]
                self.cells[at] = cell
                if self._kept is not None:
                    self._kept.keys[at] = self._key(cell)
                    if self._kept.values is not None and self._kept.own is not None:
                        self._kept.values[at] = self._kept.own(cell)

    def set_features(self, features: Mapping[int, NDArray[np.float32]], *, like: int = 0) -> None:
        """What `Order.LIKENESS` goes by: a row a cell. `like`: whose likes come first; 0: typical ones."""
        self._features, self._like = dict(features), like

    @property
    def smears(self) -> Mapping[int, SmearInfo]:
        return self._smears

    @property
    def compares_pixels(self) -> bool:
        """Whether sizes of several smears are compared in pixels, as not all of these are calibrated."""
        if self.order is not Order.SIZE:
            return False
        scales = self._scales()
        return len(scales) > 1 and None in scales.values()

    def _scales(self) -> dict[int, float | None]:
        """The scale of each smear that has cells here, in micrometres a pixel."""
        shown = {cell.smear_id for cell in self.cells}
        return {i: info.um_per_px if (info := self._smears.get(i)) is not None else None for i in shown}

    def _size_of(self) -> Callable[[Cell], float]:
        """The largest first: in micrometres where every smear here is calibrated, else in pixels."""
        scales = self._scales()
        known = {i: scale for i, scale in scales.items() if scale is not None}
        if len(known) < len(scales):
            return lambda cell: -cell.circle.r
        return lambda cell: -cell.circle.r * known[cell.smear_id]

    def bins(self) -> list[Bin]:
        """In order; a bin of a class is there also while it is empty, so that cells can be dropped on it."""
        kept = self._kept
        if kept is None or (kept.group, kept.order) != (self.group, self.order):
            keys = [self._key(cell) for cell in self.cells]
            own = self._size_of() if self.order is Order.SIZE else _OWN_VALUE.get(self.order)
            values = np.array([own(cell) for cell in self.cells], float) if own is not None else None
            kept = self._kept = _Kept(self.group, self.order, keys, values, own)
        names = self._names(kept.keys)
        place = {key: i for i, key in enumerate(names)}
        group = np.array([place[key] for key in kept.keys], np.int64)
        value = kept.values if kept.values is not None else self._values(group)
        order = np.lexsort((np.arange(len(group)), value, group))
        ends = np.searchsorted(group[order], np.arange(len(names) + 1))
        return [Bin(key, title, order[ends[i] : ends[i + 1]]) for i, (key, title) in enumerate(names.items())]

    def _key(self, cell: Cell) -> str:
        if self.group is Group.CLASS:
            return cell.shown_code or ""
        info = self._smears.get(cell.smear_id)
        if self.group is Group.SPECIMEN:
            return info.specimen if info is not None else ""
        return str(cell.smear_id)

    def _names(self, keys: Sequence[str]) -> dict[str, str]:
        """The bins that there are, by key, with their titles."""
        if self.group is Group.CLASS:
            known = {c.code: c.name for c in self._classes or ()}
            there = set(keys)
            named = self._classes.name_of if self._classes is not None else str
            return {"": ""} | known | {key: named(key) for key in sorted(there - known.keys() - {""})}
        if self.group is Group.SPECIMEN:
            return {key: key for key in sorted(set(keys))}
        there = set(keys)
        return {str(i): info.name for i, info in self._smears.items() if str(i) in there} | {
            key: key for key in sorted(there) if not key or int(key) not in self._smears
        }

    def _values(self, group: NDArray[np.int64]) -> NDArray[np.float64]:
        """By what each cell is sorted within its bin, smallest first, where that depends on the others."""
        if self.order is Order.READER:
            return _ranks([c.labelled_by or (c.others[0].reader if c.others else "") for c in self.cells])
        if self.order is Order.TIME:  # the latest first
            return -_ranks([c.labelled_at or (c.others[0].at if c.others else "") for c in self.cells])
        return self._unlikeness(group)

    def _unlikeness(self, group: NDArray[np.int64]) -> NDArray[np.float64]:
        rows = [self._features.get(cell.id) for cell in self.cells]
        width = next((len(row) for row in rows if row is not None), 1)
        matrix = np.array([row if row is not None else np.full(width, 1e3, np.float32) for row in rows], np.float64)
        if not len(matrix):
            return np.zeros(0)
        if (like := self._features.get(self._like)) is not None:
            return np.asarray(np.linalg.norm(matrix - like, axis=1))
        sums = np.zeros((int(group.max()) + 1, width))
        np.add.at(sums, group, matrix)
        counts = np.maximum(np.bincount(group, minlength=len(sums)), 1)
        return np.asarray(np.linalg.norm(matrix - (sums / counts[:, None])[group], axis=1))


@dataclass(slots=True)
class _Kept:
    group: Group
    order: Order
    keys: list[str]  # of each cell's bin
    values: NDArray[np.float64] | None  # by what it is sorted; None where that depends on the others
    own: Callable[[Cell], float] | None  # what `values` are from


def _certainty(cell: Cell) -> float:
    """The least certain first; what a person said is certain."""
    if cell.human_code is not None:
        return 2.0
    return cell.prediction.confidence if cell.prediction is not None else (cell.score or 0.0)


def _place(cell: Cell) -> float:
    return cell.smear_id * 1e9 + cell.circle.y * 1e4 + cell.circle.x


_OWN_VALUE: dict[Order, Callable[[Cell], float]] = {
    Order.CONFIDENCE: _certainty,
    Order.PLACE: _place,
}
"""What is known of a cell from itself alone; sizes need the smears' scales beside it."""


def _ranks(words: Sequence[str]) -> NDArray[np.float64]:
    place = {word: i for i, word in enumerate(sorted(set(words)))}
    return np.fromiter((place[word] for word in words), float, len(words))
