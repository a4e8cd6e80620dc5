"""Live predictions over stored ones."""

from __future__ import annotations

import numpy as np
import pytest

from rbc_desk.core.cells.cell import Cell, CellState, Prediction
from rbc_desk.core.cells.table import CellTable
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.models.live_predictions import LIVE_MODEL, LivePredictions

CELLS = tuple(
    Cell(i, 1, Circle(10.0 * i, 20, 8), CellState.PROPOSED, 0, prediction=Prediction("normal", 0.6, (0.6, 0.4), 3))
    for i in (1, 2, 3)
)
LIVE = LivePredictions(
    np.array([1, 2, 9]),
    np.array([[10.0, 20, 8], [20.0, 20, 7], [90, 20, 8]]),
    ("normal", "codocyte"),
    np.array([[0.1, 0.7], [0.1, 0.9], [0.5, 0.5]], np.float32),
    np.array([4, 2]),
    np.array([False, False, True]),
    np.zeros((3, 2), np.float16),
)


def test_a_cell_shows_its_live_prediction() -> None:
    cell = LIVE.of_cells(CELLS)[0]
    assert cell.shown_code == "codocyte"
    assert cell.prediction is not None
    assert cell.prediction.model_id == LIVE_MODEL
    assert cell.prediction.probabilities == pytest.approx((0.1, 0.7))


def test_a_cell_whose_circle_has_changed_and_an_unknown_one_keep_the_stored_prediction() -> None:
    assert LIVE.of_cells(CELLS)[1:] == CELLS[1:]


def test_the_rows_of_a_table_are_those_of_its_cells() -> None:
    table = LIVE.put_in(CellTable.of(CELLS))
    expected = CellTable.of(LIVE.of_cells(CELLS)).of_codes(table.codes, readers=())
    assert [table.codes[place] for place in table.shown] == ["codocyte", "normal", "normal"]
    assert table.rows["confidence"] == pytest.approx(expected.rows["confidence"])
    assert table.rows["margin"] == pytest.approx([0.5, 0.2, 0.2])  # 0.2: that the first is no cell


def test_without_cells_nothing_changes() -> None:
    empty = CellTable.of(())
    assert len(LIVE.put_in(empty)) == 0
    assert LIVE.of_cells(()) == ()
