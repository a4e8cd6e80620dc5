"""The differential count of one smear. Every cell is counted exactly once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rbc_desk.core.cells import Cell, CellState
from rbc_desk.core.classes import OTHER_COLOUR, CellClass, ClassSet


@dataclass(frozen=True, slots=True)
class DifferentialRow:
    """A class on a smear: `count` cells, `percent` of all counted cells, `n_confirmed` labelled by a person."""

    code: str
    name: str
    colour: str
    letters: str
    count: int
    percent: float
    n_confirmed: int


@dataclass(frozen=True, slots=True)
class Differential:
    """The count of each class, and separately the cells that are not counted.

    `n_cut`: cells cut by the image border that no person labelled, with or without a prediction. `n_without_class`:
    whole cells with neither a label nor a prediction.
    """

    rows: tuple[DifferentialRow, ...]
    n_without_class: int = 0
    n_cut: int = 0
    n_rejected: int = 0

    @property
    def n_counted(self) -> int:
        """The number of cells that percentages refer to."""
        return sum(row.count for row in self.rows)

    def count(self, code: str) -> int:
        """The number of cells of a class; 0 for a class that is not in the rows."""
        return sum(row.count for row in self.rows if row.code == code)


def count_cells(cells: Iterable[Cell], *, classes: ClassSet, width: int, height: int) -> Differential:
    """The differential count of the cells of a smear of this size (pixels).

    A person's label takes precedence over a prediction: this reader's first, then those of other readers if shown.
    Classes that only models know have a row if cells are predicted as such.
    """
    counted: dict[str, list[Cell]] = {one.code: [] for one in classes}
    n_without_class = n_cut = n_rejected = 0
    for cell in cells:
        if cell.state is CellState.REJECTED:
            n_rejected += 1
        elif cell.human_code is None and cell.circle.cut_by_border(width=width, height=height):
            n_cut += 1
        elif cell.shown_code is None:
            n_without_class += 1
        else:
            counted.setdefault(cell.shown_code, []).append(cell)
    total = sum(map(len, counted.values()))
    others = [
        classes.find(code) or CellClass(code, code, OTHER_COLOUR, "?") for code in counted if code not in classes
    ]
    rows = tuple(
        DifferentialRow(
            code=one.code,
            name=one.name,
            colour=one.colour,
            letters=one.letters,
            count=len(counted[one.code]),
            percent=100 * len(counted[one.code]) / total if total else 0.0,
            n_confirmed=sum(cell.human_code is not None for cell in counted[one.code]),
        )
        for one in (*classes, *others)
    )
    return Differential(rows, n_without_class=n_without_class, n_cut=n_cut, n_rejected=n_rejected)
