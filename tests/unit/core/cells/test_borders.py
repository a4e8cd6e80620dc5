"""Cells that the border cuts, of a table, are those that each circle says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.cells.borders import SmearSizes
from rbc_desk.core.cells.cell import Cell, CellState, SmearInfo
from rbc_desk.core.cells.table import CellTable
from rbc_desk.core.geometry.circles import Circle

SIZES = {1: (100, 60), 3: (50, 80)}
SMEARS = [SmearInfo(i, f"smear {i}", "", "", *size, "dog", 20.0) for i, size in SIZES.items()]
places = st.tuples(st.sampled_from([1, 2, 3]), st.integers(0, 100), st.integers(0, 80), st.integers(1, 30))


@given(st.lists(places, max_size=20))
def test_a_table_agrees_with_its_circles(placed: list[tuple[int, int, int, int]]) -> None:
    cells = [Cell(n, smear, Circle(x, y, r), CellState.PROPOSED, 1) for n, (smear, x, y, r) in enumerate(placed)]
    told = SmearSizes(SMEARS).cut(CellTable.of(cells).rows).tolist()
    sizes = [SIZES.get(cell.smear_id) for cell in cells]
    assert told == [
        size is not None and cell.circle.cut_by_border(width=size[0], height=size[1])
        for cell, size in zip(cells, sizes, strict=True)
    ]
    assert not SmearSizes().cut(CellTable.of(cells).rows).any()
