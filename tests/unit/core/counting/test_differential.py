"""The tally of a field: every object in one place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.cells.cell import Cell, CellKind, CellState, Prediction
from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.core.counting.differential import Apart, classes_of, tally
from rbc_desk.core.geometry.circles import Circle

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
        kind=st.sampled_from(CellKind),
    ),
    max_size=30,
)


@given(cells)
def test_every_object_is_counted_in_one_place(cells):
    found = tally(cells, width=WIDTH, height=HEIGHT)
    assert sum(found.confirmed.values()) + len(found.predicted) + found.apart.n_objects == len(cells)
    assert found.n_red == sum(found.confirmed.values()) + len(found.predicted) + found.apart.n_unclassified


def test_a_predicted_half_cell_at_the_border_is_not_counted_unless_a_person_gave_it_a_class():
    half = Circle(3, 40, 10)
    model = Prediction("codocyte", 0.9, (0.1, 0.9), 1)
    predicted = Cell(1, 1, half, CellState.PROPOSED, 1, prediction=model)
    labelled = Cell(2, 1, half, CellState.CONFIRMED, 1, label="normal", prediction=model)
    found = tally([predicted, labelled], width=WIDTH, height=HEIGHT)
    assert found.apart == Apart(n_cut=1)
    assert (found.confirmed, found.predicted) == ({"normal": 1}, ())


def test_other_objects_are_counted_by_their_kind_even_if_they_were_labelled_as_red_cells():
    circle = Circle(40, 40, 10)
    others = [
        Cell(i, 1, circle, CellState.CONFIRMED, 1, label="normal", kind=kind) for i, kind in enumerate(CellKind)
    ]
    found = tally(others[:1], others=others[1:], width=WIDTH, height=HEIGHT)
    assert found.apart == Apart(n_white=1, n_platelets=1, n_artefacts=1)
    assert found.confirmed == {"normal": 1}


def test_classes_that_only_a_model_knows_come_after_those_of_the_project():
    cell = Cell(1, 1, Circle(40, 40, 10), CellState.PROPOSED, 1, prediction=Prediction("ovalocyte", 0.8, (0.8,), 1))
    found = tally([cell], width=WIDTH, height=HEIGHT)
    assert [one.code for one in classes_of([found], classes=CLASSES)] == ["normal", "codocyte", "ovalocyte"]
