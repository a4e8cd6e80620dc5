"""The gallery's rows are sorted after every change, whether cells are loaded or not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rbc_desk.core.cells.cell import Cell, CellState, Prediction, ReaderLabel, SmearInfo
from rbc_desk.core.cells.table import CellTable, joined
from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.ui.canvas.marks import mark_of
from rbc_desk.ui.gallery.board import Board, Group, Order
from rbc_desk.ui.gallery.sorting import SortedBins, distinct

CLASSES = ClassSet("two", (CellClass("n", "Normal", "#1b7837", "N"), CellClass("c", "Codocyte", "#d55e00", "C")))
SMEARS = [
    SmearInfo(i, f"smear {i}", "", "", 10_000, 10_000, f"dog {i % 2}", 40.0, um_per_px=0.1 * i) for i in (1, 2, 3)
]
ORDERS = [order for order in Order if order not in (Order.TYPICAL, Order.SIMILAR)]
CODES = st.sampled_from([None, "n", "c", "unlisted"])
TIMES = st.sampled_from(["2026-01-01T00:00:00.000+00:00", "2026-01-02T00:00:00.000+00:00"])


@st.composite
def drawn(draw, number):
    sure, predicted = draw(st.sampled_from([0.5, 0.7, 0.9])), draw(CODES)
    word = Prediction(predicted, sure, (sure, 1 - sure), 1) if predicted else None
    label, other = draw(CODES), draw(CODES)
    others = (ReaderLabel(other, draw(st.sampled_from("AB")), draw(TIMES)),) if other else ()
    circle = Circle(100 + draw(st.integers(0, 9)), 100 + draw(st.integers(0, 9)), draw(st.sampled_from([1.0, 2.0])))
    state = draw(st.sampled_from(list(CellState)))
    made = Cell(number, 1 + number % 3, circle, state, 1, run_id=1, label=label, prediction=word, others=others)
    return replace(made, labelled_by="Me" if label else None, labelled_at=draw(TIMES) if label else None)


@st.composite
def many(draw):
    return [draw(drawn(i)) for i in range(1, 1 + draw(st.integers(0, 9)))]


def sorted_the_plain_way(cells, group, order):
    """By comparing cells one with another: bins by key, in each the ids in order."""
    infos = {info.id: info for info in SMEARS}
    key = {
        Group.ALL: lambda _c: Group.ALL,
        Group.CLASS: lambda c: c.shown_code or "",
        Group.SMEAR: lambda c: str(c.smear_id),
        Group.SPECIMEN: lambda c: infos[c.smear_id].specimen,
    }[group]
    at = lambda c: c.labelled_at or (c.others[0].at if c.others else "")  # noqa: E731
    value = {
        Order.CONFIDENCE: lambda c: (
            2.0 if c.human_code else c.prediction.confidence if c.prediction else c.score or 0.0
        ),
        Order.SIZE: lambda c: -c.circle.r * infos[c.smear_id].um_per_px,
        Order.READER: lambda c: c.labelled_by or (c.others[0].reader if c.others else ""),
        Order.TIME: lambda c: [-ord(letter) for letter in at(c)] or [1],
        Order.PLACE: lambda c: (c.smear_id, c.circle.y, c.circle.x),
    }[order]
    shown = [c for c in cells if c.state is not CellState.REJECTED]
    bins: dict[str, list[int]] = {}
    for cell in sorted(shown, key=value):
        bins.setdefault(key(cell), []).append(cell.id)
    return bins


def stands(board):
    return {bin_.key: board.ids_of([bin_]) for bin_ in board.bins() if len(bin_.numbers)}


@settings(deadline=None)
@given(many(), st.sampled_from(list(Group)), st.sampled_from(ORDERS), st.data())
def test_every_order_is_that_of_the_cells_themselves_before_and_after_changes(cells, group, order, data) -> None:
    board = Board(SMEARS, CLASSES)
    board.group, board.order = group, order
    board.set_table(CellTable.of(cells, me="Me"))
    assert stands(board) == sorted_the_plain_way(cells, group, order)
    there = [c for c in cells if c.state is not CellState.REJECTED]
    assert [looks(board.cells[i]) for i in range(len(board.cells))] == [looks(c) for c in there]
    board.cells.put(there)
    assert [board.cells[i] for i in range(len(board.cells))] == there
    for _ in range(data.draw(st.integers(0, 3))):
        ids = data.draw(st.sets(st.integers(1, 12), max_size=4))
        gone = {i for i in ids if data.draw(st.booleans())}
        new = [data.draw(drawn(i)) for i in sorted(ids - gone)]
        board.update(new, gone=gone)
        # a cell that comes back stands behind the others, where these are not told apart
        leaves = gone | {c.id for c in new if c.state is CellState.REJECTED}
        came = [c for c in new if c.id not in board_ids(there) and c.id not in leaves]
        there = [{c.id: c for c in new}.get(c.id, c) for c in there if c.id not in leaves] + came
        assert stands(board) == sorted_the_plain_way(there, group, order)
        assert {board.cells[i].id for i in range(len(board.cells))} == {c.id for c in there}


def looks(cell):
    """What a tile shows of a cell, and what its picture is cut by."""
    return cell.id, cell.smear_id, cell.circle, cell.state, cell.label, cell.human_code, cell.shown_code, mark(cell)


def mark(cell):
    return mark_of(cell, {c.code: c for c in CLASSES})


def board_ids(cells):
    return {c.id for c in cells}


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0.0, 1.0, 1.5])), min_size=1, max_size=80), st.data())
def test_rows_that_move_stand_where_sorting_anew_would_put_them(rows, data) -> None:
    group, value = (np.array(column) for column in zip(*rows, strict=True))
    bins = SortedBins(group.astype(np.int32), value.astype(float), n_bins=4)
    for _ in range(3):
        some = np.array(sorted(data.draw(st.sets(st.integers(0, len(rows) - 1), min_size=1))))
        to = data.draw(st.lists(st.integers(0, 3), min_size=len(some), max_size=len(some)))
        by = data.draw(st.lists(st.sampled_from([0.0, 1.0, 1.5]), min_size=len(some), max_size=len(some)))
        bins.move(some, np.array(to, np.int32), np.array(by))
        again = SortedBins(bins.group.copy(), bins.value.copy(), n_bins=4)
        assert [b.tolist() for b in bins.bins] == [b.tolist() for b in again.bins]


@settings(deadline=None)
@given(many(), st.sampled_from(list(Group)))
def test_the_next_cell_that_awaits_a_word_is_found_from_every_place(cells, group) -> None:
    board = Board(SMEARS, CLASSES)
    board.group = group
    board.set_cells(cells)
    bins = board.bins()
    order = board.ids_of(bins)
    open_ = {c.id for c in cells if c.human_code is None}
    for place in range(len(order)):
        following = [i for i in (*order[place + 1 :], *order[:place]) if i in open_]
        assert board.first_awaiting(bins, after=place) == (following[0] if following else 0)


def test_of_a_thousand_cells_those_that_were_not_read_are_known_by_their_rows() -> None:
    cells = [Cell(i, 1, Circle(500 + i, 500, 4), CellState.PROPOSED, 1, score=i / 1000) for i in range(1, 1001)]
    board = Board(SMEARS, CLASSES)
    board.set_table(CellTable.of(cells))
    (bin_,) = (b for b in board.bins() if len(b.numbers))
    some = bin_.numbers[500:520].tolist()
    board.cells.put(cells[500:510])
    assert [board.cells[i].id for i in some] == list(range(501, 521))
    assert board.cells.unread(some) == list(range(511, 521))
    newer = replace(cells[500], label="a")
    board.cells.put([newer])
    board.cells.put_new(cells[500:520])
    assert board.cells.unread(some) == []
    assert board.cells.known(501) == newer


@given(st.lists(st.sampled_from([-1, 0, 3, 4, 10**12, 10**12 + 1]), max_size=30))
def test_values_are_told_apart_as_numpy_does(values) -> None:
    found, of_entry = distinct(np.array(values, np.int64))
    assert found.tolist() == sorted(set(values))
    assert [found[i] for i in of_entry] == values


@settings(deadline=None)
@given(st.lists(many(), max_size=4))
def test_joined_tables_tell_the_same_of_each_cell(lists) -> None:
    tables = [CellTable.of(cells, me="Me") for cells in lists]
    whole = joined(tables)
    told = [looks(table.cell(i)) for table in tables for i in range(len(table))]
    assert [looks(whole.cell(i)) for i in range(len(whole))] == told
    assert whole.labelled_by == [name for table in tables for name in table.labelled_by]
    whole.rows["x"] = -1  # its rows are its own
    assert all((table.rows["x"] >= 0).all() for table in tables)
