"""The gallery while its cells are being read: changes meanwhile, and a reading that is stopped."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, contextmanager

import pytest
from PySide6.QtTest import QTest

from rbc_desk.core.task import Task
from rbc_desk.services.cells import labelling
from rbc_desk.services.models.review import QueueSource
from rbc_desk.services.smears import library
from rbc_desk.ui.gallery import reading
from rbc_desk.ui.gallery.board import Group, Order
from rbc_desk.ui.gallery.queries import FirstCells, GalleryQuery, gather
from rbc_desk.ui.kit.jobs import Lane
from tests.gui.gallery_helpers import KEY, in_bin, open_gallery, press, settle

A_MINUTE = 60_000


@pytest.fixture
def page(context, qtbot):
    """The gallery in front: twelve labelled cells on the current, first smear, twelve proposed on the second."""
    return open_gallery(context, qtbot)


@pytest.fixture
def held_back(monkeypatch):
    """Readings show what they have read, and end when `let_go` is set; `begun` counts them."""

    class HeldBack:
        begun, let_go = 0, threading.Event()

        def gather(self, project, wanted, task):
            self.begun += 1
            task.report(FirstCells(gather(project, wanted, task)))
            board = gather(project, wanted, task)
            while not self.let_go.wait(0.01):
                task.raise_if_stopped()
            return board

    held = HeldBack()
    monkeypatch.setattr(reading, "gather", held.gather)
    yield held
    held.let_go.set()


def read_whole_project(page, qtbot):
    page.gallery.bar.scope.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(page.gallery.board.cells) == 24, timeout=A_MINUTE)
    assert page.gallery.reading


def label(page, cell_id):
    page.gallery.area.select({cell_id})
    press(page, KEY.Key_1)


def test_labels_given_while_the_cells_are_read_stay_and_the_reading_goes_on(page, qtbot, held_back):
    read_whole_project(page, qtbot)
    one, other, rejected = in_bin(page, "normal")[:3]
    for cell_id in (one, other):
        label(page, cell_id)
        assert cell_id in in_bin(page, "codocyte")
        assert page.gallery.reading
        assert page.gallery.bar.count.text() == "24 cells so far, loading more"
    page.gallery.area.select({rejected})
    press(page, KEY.Key_Delete)
    held_back.let_go.set()
    settle(page, qtbot)
    assert held_back.begun == 1
    assert {one, other} <= set(in_bin(page, "codocyte"))
    assert rejected not in page.gallery.board.at
    assert page.gallery.bar.count.text() == "23 cells"
    stored = labelling.some_cells(page.context.project, cell_ids=[one, other])
    assert {cell.label for cell in stored} == {"codocyte"}


def test_a_reading_superseded_by_another_leaves_the_other_under_way(page, qtbot, held_back):
    read_whole_project(page, qtbot)
    page.gallery.bar.group.setCurrentIndex(1)
    qtbot.waitUntil(lambda: held_back.begun == 2, timeout=A_MINUTE)
    assert page.gallery.reading
    held_back.let_go.set()
    settle(page, qtbot)
    assert len(page.gallery.area.bins) == 2


def test_a_reading_that_is_stopped_says_so_and_begins_anew_when_the_gallery_is_shown_again(page, qtbot, held_back):
    read_whole_project(page, qtbot)
    for job in page.context.jobs.active:
        job.cancel()
    assert not page.gallery.reading
    assert page.gallery.bar.count.text() == "24 cells so far, loading was stopped"
    held_back.let_go.set()
    page.views.show_view(page.picture.name)
    page.views.show_view(page.gallery.name)
    settle(page, qtbot)
    assert held_back.begun == 2
    assert page.gallery.bar.count.text() == "24 cells"


def read_again(page):
    """The order of the gallery as it would be read from the project."""
    gallery = page.gallery
    group, order = Group(gallery.bar.group.currentData()), Order(gallery.bar.order.currentData())
    project = page.context.project
    board = gather(project, GalleryQuery(None, None, group, order, project.class_set()), Task())
    return [(bin_.key, board.ids_of([bin_])) for bin_ in board.bins()]


def stands(page):
    return [(bin_.key, page.gallery.board.ids_of([bin_])) for bin_ in page.gallery.area.bins]


def test_another_order_or_group_sorts_the_cells_at_hand_without_reading_them_again(page, qtbot, monkeypatch):
    page.gallery.bar.scope.setCurrentIndex(1)
    settle(page, qtbot)
    gathered = []
    monkeypatch.setattr(reading, "gather", lambda *args: gathered.append(args) or gather(*args))
    titles = []
    page.context.jobs.started.connect(titles.append)
    for box in (page.gallery.bar.order, page.gallery.bar.group):
        for i in range(box.count()):
            if box.itemData(i) == Order.TYPICAL or i == box.currentIndex():
                continue
            titles.clear()
            box.setCurrentIndex(i)
            settle(page, qtbot)
            assert "sorting cells" in titles, box.itemText(i)
            assert not gathered, box.itemText(i)
            assert stands(page) == read_again(page), box.itemText(i)


def test_a_label_given_while_the_cells_are_sorted_stands_where_it_belongs(page, qtbot):
    page.gallery.bar.scope.setCurrentIndex(1)
    settle(page, qtbot)
    go_on = threading.Event()
    for _ in range(2):
        page.context.jobs.start(lambda task: go_on.wait(60), title="busy", lane=Lane.READ, listed=False)
    try:
        page.gallery.bar.order.setCurrentIndex(page.gallery.bar.order.findData(Order.TIME))
        cell_id = in_bin(page, "normal")[0]
        label(page, cell_id)
        assert page.gallery.reading
    finally:
        go_on.set()
    settle(page, qtbot)
    assert in_bin(page, "codocyte") == [cell_id]
    assert page.gallery.board.order is Order.TIME
    assert stands(page) == read_again(page)


def test_cells_that_cannot_be_read_while_tiles_are_painted_are_told_once(page, qtbot):
    settle(page, qtbot)
    board, viewport, problems = page.gallery.board, page.gallery.area.viewport(), []
    page.context.failed.connect(problems.append)
    first = board.id_at(0)
    qtbot.waitUntil(
        lambda: board.cells.known(first) is not None and not page.context.jobs.unsettled, timeout=A_MINUTE
    )
    label_before = board.cells[0].label
    with unreadable(page.context.project):
        board.cells.drop(board.at)  # as if they had not been looked at for long
        for n in range(3):
            read_and_ended(page, qtbot, viewport.repaint)
            assert len(problems) == 1, n
    assert board.cells.known(first) is None
    assert board.cells[0].label == label_before  # as its row tells
    viewport.repaint()
    qtbot.waitUntil(lambda: board.cells.known(first) is not None, timeout=A_MINUTE)
    assert board.cells.known(first).label == label_before
    with unreadable(page.context.project):
        board.cells.drop(board.at)
        viewport.repaint()
        qtbot.waitUntil(lambda: len(problems) == 2, timeout=A_MINUTE)


def test_cells_of_the_review_that_cannot_be_read_are_told(page, qtbot):
    page.context.set_smear(library.smears(page.context.project)[1].id)
    page.views.show_view(page.review.name)
    source = page.review.bar.source
    source.setCurrentIndex(source.findData(QueueSource.UNLABELLED))
    qtbot.waitUntil(lambda: not page.review.reading and len(page.review.queue) == 12, timeout=A_MINUTE)
    settle(page, qtbot)
    queue, problems = page.review.queue, []
    page.context.failed.connect(problems.append)
    queue.cells._held.clear()
    with unreadable(page.context.project):
        for n, key in enumerate((KEY.Key_Right, KEY.Key_Left)):
            read_and_ended(page, qtbot, lambda key=key: QTest.keyClick(page.review.stage, key))
            assert page.review.current is None, n
            assert len(problems) == 1, n
    QTest.keyClick(page.review.stage, KEY.Key_Right)
    qtbot.waitUntil(lambda: page.review.current is not None, timeout=A_MINUTE)
    assert page.review.current.id == queue.ids[1]


def read_and_ended(page, qtbot, act):
    """Do it and wait until the cells that it needs have been asked for, in vain or not."""
    begun = []
    page.context.jobs.started.connect(begun.append)
    act()
    qtbot.waitUntil(lambda: "loading cells" in begun and not page.context.jobs.unsettled, timeout=A_MINUTE)
    page.context.jobs.started.disconnect(begun.append)


@contextmanager
def unreadable(project):
    """The project's cells cannot be read meanwhile."""
    rename(project, "cell", "cell_away")
    yield
    rename(project, "cell_away", "cell")


def rename(project, table, name):
    with closing(sqlite3.connect(project.folder / "project.sqlite")) as connection:
        connection.execute("PRAGMA legacy_alter_table = ON")
        connection.execute(f"ALTER TABLE {table} RENAME TO {name}")
        connection.commit()
