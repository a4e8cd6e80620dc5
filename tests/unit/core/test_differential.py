"""The differential count: every cell once, percentages of the counted cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.cells import Cell, CellState, Prediction
from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.core.differential import count_cells
from rbc_desk.core.geometry import Circle

CLASSES = ClassSet(
    "two", (CellClass("normal", "Normal", "#0072b2", "N"), CellClass("codocyte", "Codocyte", "#d55e00", "C"))
)
WIDTH, HEIGHT = 100, 80

codes = st.sampled_from(CLASSES.codes)
predictions = st.one_of(st.none(), codes.map(lambda code: Prediction(code, 0.9, (0.9, 0.1), 1)))
circles = st.builds(Circle, st.floats(-5, 105), st.floats(-5, 85), st.floats(1, 20))
cells = st.lists(
    st.builds(
        Cell,
        st.just(1),
        st.just(1),
        circles,
        st.sampled_from(CellState),
        st.just(1),
        label=st.none() | codes,
        prediction=predictions,
    ),
    max_size=30,
)


@given(cells)
def test_every_cell_is_counted_in_one_place_and_percentages_are_of_the_counted_ones(cells):
    found = count_cells(cells, classes=CLASSES, width=WIDTH, height=HEIGHT)
    assert found.n_counted + found.n_without_class + found.n_cut + found.n_rejected == len(cells)
    if found.n_counted:
        assert sum(row.percent for row in found.rows) == pytest.approx(100)
    assert all(row.n_confirmed <= row.count for row in found.rows)


def test_a_predicted_half_cell_at_the_border_is_not_counted_unless_a_person_gave_it_a_class():
    half = Circle(3, 40, 10)
    model = Prediction("codocyte", 0.9, (0.1, 0.9), 1)
    predicted = Cell(1, 1, half, CellState.PROPOSED, 1, prediction=model)
    labelled = Cell(2, 1, half, CellState.CONFIRMED, 1, label="normal", prediction=model)
    found = count_cells([predicted, labelled], classes=CLASSES, width=WIDTH, height=HEIGHT)
    assert (found.n_cut, found.count("codocyte"), found.count("normal")) == (1, 0, 1)
