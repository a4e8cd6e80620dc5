from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.cells.cell import Cell, CellState, Prediction, ReaderLabel, SmearInfo
from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.ui.gallery.board import Board, Group, Order

CLASSES = ClassSet("two", (CellClass("n", "Normal", "#1b7837", "N"), CellClass("c", "Codocyte", "#d55e00", "C")))
SMEARS = [SmearInfo(i, f"smear {i}", "", "", 10_000, 10_000, f"dog {i % 2}", 40.0) for i in (1, 2, 3)]


def cell(id_, *, smear=1, r=10.0, label=None, predicted=None, sure=0.5, state=CellState.PROPOSED, by=None, at=None):
    word = Prediction(predicted, sure, (sure, 1 - sure), 1) if predicted else None
    made = Cell(id_, smear, Circle(500 + id_, 500, r), state, 1, run_id=1, label=label, prediction=word)
    return replace(made, labelled_by=by, labelled_at=at)


def said_by(id_, *words):
    """A cell of which others said something: (reader, when), the newest first."""
    return replace(cell(id_), others=tuple(ReaderLabel("n", reader, at) for reader, at in words))


def board(cells, *, group=Group.CLASS, order=Order.CONFIDENCE):
    made = Board(SMEARS, CLASSES)
    made.group, made.order = group, order
    made.set_cells(cells)
    return made


def ids(made):
    return {bin_.key: [made.cells[i].id for i in bin_.numbers] for bin_ in made.bins()}


def test_cells_stand_under_the_class_shown_the_least_certain_first_and_what_a_person_said_last() -> None:
    made = board(
        [
            cell(1, label="n"),
            cell(2, predicted="n", sure=0.9),
            cell(3, predicted="n", sure=0.6),
            cell(4),
            cell(5, predicted="n", label="c"),
        ]
    )
    assert ids(made) == {"": [4], "n": [3, 2, 1], "c": [5]}


def test_what_has_no_cells_has_no_bin_and_one_that_loses_its_last_cell_keeps_it() -> None:
    of_classes = board([cell(1), cell(2, label="n")])
    assert ids(of_classes) == {"": [1], "n": [2]}
    of_classes.update([cell(1, label="c")])
    assert ids(of_classes) == {"": [], "n": [2], "c": [1]}
    assert ids(board([cell(1, smear=2)], group=Group.SMEAR)) == {"2": [1]}
    made = board([cell(1, smear=1), cell(2, smear=2), cell(3, smear=3)], group=Group.SPECIMEN)
    assert ids(made) == {"dog 0": [2], "dog 1": [1, 3]}


def test_a_changed_cell_moves_a_rejected_one_leaves_a_new_one_comes() -> None:
    made = board([cell(1), cell(2), cell(3)])
    made.update([cell(1, label="c"), cell(2, state=CellState.REJECTED), cell(9, label="n")], gone=[3])
    assert ids(made) == {"n": [9], "c": [1]}
    assert made.at == {c.id: i for i, c in enumerate(made.cells)}


def test_by_reader_the_cells_stand_by_the_name_on_the_label_shown_unlabelled_ones_first() -> None:
    made = board(
        [
            cell(1, label="n", by="Ann"),
            said_by(2, ("Zoe", "2026-01-03"), ("Ann", "2026-01-01")),
            said_by(3, ("Ben", "2026-01-02")),
            cell(4, predicted="n"),
            cell(5, label="n", by="Ann"),
        ],
        order=Order.READER,
    )
    assert ids(made)["n"] == [4, 1, 5, 3, 2]


def test_by_time_the_latest_word_comes_first_and_what_nobody_labelled_last() -> None:
    made = board(
        [
            cell(1, predicted="n"),
            cell(2, label="n", at="2026-01-02T08:00:00+00:00"),
            said_by(3, ("Ben", "2026-01-03T08:00:00+00:00"), ("Zoe", "2025-12-31T08:00:00+00:00")),
            cell(4, label="n", at="2026-01-02T09:00:00+00:00"),
        ],
        order=Order.TIME,
    )
    assert ids(made)["n"] == [3, 4, 2, 1]
    made.update([cell(1, label="n", at="2026-01-04T08:00:00+00:00")])
    assert ids(made)["n"] == [1, 3, 4, 2]


def sized(*scales):
    """A cell each on smears of these scales, all in one bin, the radii 10, 12, 14 ... pixels."""
    made = board(
        [cell(i, smear=i, r=8.0 + 2 * i) for i in range(1, len(scales) + 1)], group=Group.CLASS, order=Order.SIZE
    )
    made.set_smears([replace(info, um_per_px=scale) for info, scale in zip(SMEARS, scales, strict=False)], CLASSES)
    return made


def test_the_largest_in_micrometres_comes_first_where_every_smear_is_calibrated() -> None:
    made = sized(0.2, 0.1, 0.1)
    assert ids(made)[""] == [1, 3, 2]
    assert not made.compares_pixels
    made.update([cell(2, smear=2, r=30.0)])
    assert ids(made)[""] == [2, 1, 3]


def test_the_largest_in_pixels_comes_first_and_it_is_told_where_a_smear_is_not_calibrated() -> None:
    made = sized(0.2, 0.1, None)
    assert ids(made)[""] == [3, 2, 1]
    assert made.compares_pixels
    assert not sized(None).compares_pixels  # one smear: its pixels are of one size
    made.order = Order.CONFIDENCE
    assert not made.compares_pixels


def test_the_most_typical_come_first_and_similar_cells_as_they_are_ranked() -> None:
    made = board([cell(1), cell(2), cell(3), cell(4)], order=Order.TYPICAL)
    rows = {1: 0.0, 2: 1.0, 3: 1.2, 4: 9.0}
    features = {i: np.array([x, 0.0], np.float32) for i, x in rows.items()}
    made.set_features(features)
    assert ids(made)[""][-1] == 4
    made.order = Order.SIMILAR
    made.set_ranks([4, 2, 3])
    assert ids(made)[""] == [4, 2, 3, 1]


@given(st.lists(st.tuples(st.floats(1, 99), st.sampled_from(["n", "c", None])), max_size=40))
def test_every_cell_stands_in_one_bin_and_the_largest_first(sizes) -> None:
    cells = [cell(i + 1, r=r, label=label) for i, (r, label) in enumerate(sizes)]
    made = board(cells, order=Order.SIZE)
    found = ids(made)
    assert sorted(i for bin_ in found.values() for i in bin_) == [c.id for c in cells]
    radius = {c.id: c.circle.r for c in cells}
    assert all(
        [radius[i] for i in bin_] == sorted((radius[i] for i in bin_), reverse=True) for bin_ in found.values()
    )
