"""What stands aside in the gallery: cells cut by the border, platelets, white cells and artefacts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rbc_desk.core.cells.cell import Cell, CellKind, CellState, SmearInfo
from rbc_desk.core.cells.table import CellTable
from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.ui.gallery.aside import ASIDES, Aside
from rbc_desk.ui.gallery.board import Board, Group, Order

CLASSES = ClassSet("one", (CellClass("n", "Normal", "#1b7837", "N"),))
SMEARS = [SmearInfo(1, "one", "", "", 100, 60, "dog", 20.0), SmearInfo(2, "two", "", "", 200, 60, "dog", 20.0)]


def cell(id_, *, x=50.0, y=30.0, smear=1, label=None):
    return Cell(id_, smear, Circle(x, y, 10.0), CellState.PROPOSED, 1, label=label)


def made(cells, *, others=(), group=Group.CLASS):
    board = Board(SMEARS, CLASSES)
    board.group, board.order = group, Order.PLACE
    kinds = {other.id: other.kind for other in others}
    board.set_table(CellTable.of(cells), others=CellTable.of(others), kinds=kinds)
    return board


def ids(board):
    return {bin_.key: sorted(board.id_at(row) for row in bin_.numbers) for bin_ in board.bins()}


@pytest.mark.parametrize("group", list(Group))
def test_whatever_the_grouping_they_are_in_groups_of_their_own_at_the_end(group):
    others = [replace(cell(7), kind=CellKind.WHITE), replace(cell(8), kind=CellKind.PLATELET)]
    board = made([cell(1), cell(2, x=95), cell(3, x=95, smear=2), cell(4, y=55)], others=others, group=group)
    keys = [bin_.key for bin_ in board.bins()]
    assert keys[-3:] == [Aside.CUT, Aside.PLATELETS, Aside.WHITE]
    found = ids(board)
    assert (found[Aside.CUT], found[Aside.PLATELETS], found[Aside.WHITE]) == ([2, 4], [8], [7])
    assert sorted(i for key, own in found.items() if key not in ASIDES for i in own) == [1, 3]
    assert board.n_red == 4


def test_a_half_cell_that_a_person_labelled_stands_with_its_class():
    board = made([cell(1, x=95)])
    assert ids(board)[Aside.CUT] == [1]
    board.update([cell(1, x=95, label="n")])
    assert ids(board) == {"n": [1]}


def test_an_object_that_becomes_a_red_cell_changes_places_and_back():
    board = made([cell(1)], others=[replace(cell(7), kind=CellKind.ARTEFACT)])
    board.update([cell(7)])
    assert ids(board) == {"": [1, 7]}
    board.update([replace(cell(7), kind=CellKind.WHITE)])
    assert ids(board) == {"": [1], Aside.WHITE: [7]}


def test_no_key_leads_to_what_stands_aside_and_no_class_is_given_to_other_objects():
    board = made([cell(1), cell(2, x=95)], others=[replace(cell(7), kind=CellKind.PLATELET)])
    bins = board.bins()
    assert [board.first_awaiting(bins, after=place) for place in (1, 2)] == [1, 1]
    assert board.not_labelled_as([1, 2, 7], "n") == [1, 2]
