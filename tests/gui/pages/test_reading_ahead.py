"""Painting and scrolling read nothing on the interface thread: cells are read in jobs, ahead of the scrolling."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.history.changes import Entity
from rbc_desk.services.cells import labelling
from rbc_desk.services.models.review import MOST_COMPARED, QueueSource
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.pages.cell_reader import CellReader
from rbc_desk.ui.shell.main_window import MainWindow
from tests.gui.conftest import RADIUS, add_smear
from tests.gui.gallery_helpers import in_bin, pictures
from tests.gui.pages.test_in_sight import predict, watched

KEY = Qt.Key
A_MINUTE = 60_000
N = MOST_COMPARED + 400


@pytest.fixture
def window(context, qtbot):
    """The whole window, maximal work for the eye: some thousand predicted cells on three smears."""
    smears = [add_smear(context.project, seed=seed, label=False) for seed in (1, 2, 3)]
    places = np.random.default_rng(0).uniform((15, 15), (225, 165), (N, 2)).round(1).tolist()
    with context.project.store.transact("Add", reader="Ann") as tx:
        tx.insert_many(
            Entity.CELL,
            [
                {
                    "smear_id": smears[i % 3], "x": x, "y": y, "r": RADIUS, "state": CellState.PROPOSED,
                    "at_border": False,
                }
                for i, (x, y) in enumerate(places)
            ],
        )  # fmt: skip
    predict(context.project, smears)
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(1000, 760)
    window.show()
    window.go("label")
    yield window
    context.shut_down()
    window.close()


def settle(window, qtbot):
    qtbot.waitUntil(lambda: not window.context.jobs.unsettled, timeout=A_MINUTE)


@pytest.fixture
def gallery(window, qtbot):
    """All of them in the gallery."""
    page = window.page("label")
    page.gallery.bar.scope.setCurrentIndex(1)
    page.views.show_view(page.gallery.name)
    qtbot.waitUntil(lambda: len(page.gallery.board.cells) == N + 36 and not page.gallery.reading, timeout=A_MINUTE)
    settle(window, qtbot)
    return page.gallery


def wheel(widget):
    middle = QPointF(widget.rect().center())
    turned = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, -360), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, turned)


def all_is_read(gallery):
    area = gallery.area
    known = gallery.board.cells.known
    return all(known(gallery.board.id_at(row)) is not None for row in area.visible_rows())


def test_the_gallery_is_painted_and_scrolled_without_a_statement_on_the_interface_thread(window, gallery, qtbot):
    area = gallery.area
    acts = (
        area.viewport().repaint,
        lambda: wheel(area.viewport()),
        lambda: QTest.keyClick(area, KEY.Key_End),
        lambda: QTest.keyClick(area, KEY.Key_PageUp),
        lambda: area.verticalScrollBar().setValue(area.verticalScrollBar().maximum() // 2),
        lambda: QTest.keyClick(area, KEY.Key_Home),
    )
    for n, act in enumerate(acts):
        with watched(window.context) as (statements, _):
            act()
            area.viewport().repaint()
            qtbot.waitUntil(lambda: all_is_read(gallery), timeout=A_MINUTE)
            page, n_visible = window.page("label"), len(area.visible_rows())
            qtbot.waitUntil(lambda page=page, n=n_visible: len(pictures(page)) == n, timeout=A_MINUTE)
        assert not statements, n


def test_tiles_that_were_not_read_yet_show_their_class_and_the_reading_runs_ahead_of_the_scrolling(
    window, gallery, qtbot
):
    area, board = gallery.area, gallery.board
    settle(window, qtbot)
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    qtbot.waitUntil(lambda: all_is_read(gallery), timeout=A_MINUTE)
    settle(window, qtbot)
    top, room = bar.value(), area.viewport().height()

    def known(y):
        rows = [area._row(i) for i in area.layout_.within(0, y, x1=area.layout_.width, y1=y + 10)]
        return [board.cells.known(board.id_at(row)) is not None for row in rows]

    assert all(known(top + 2 * room - 20))
    assert not any(known(top - room))
    bar.setValue(top - area.tile)  # upward
    qtbot.waitUntil(lambda: all(known(top - room)), timeout=A_MINUTE)
    settle(window, qtbot)
    qtbot.waitUntil(lambda: all(area.pictures.of(cell) for cell in area.visible_cells()), timeout=A_MINUTE)
    board.cells.drop(board.at)
    seen = area.viewport().grab().toImage()  # painted before anything can be read
    assert not all_is_read(gallery)
    qtbot.waitUntil(lambda: all_is_read(gallery), timeout=A_MINUTE)
    assert area.viewport().grab().toImage() == seen


def test_what_changes_while_it_is_read_is_not_shown_as_it_was(window, gallery, qtbot):
    context = window.context
    reader, told = CellReader(context, gallery), []
    reader.arrived.connect(lambda found, gone: told.append((found, gone)))
    ids = in_bin(window.page("label"), "codocyte")[:5]
    reader.request(ids)
    context.jobs._pools[Lane.READ].waitForDone()  # read, and not delivered yet
    context.edit(labelling.set_label(context.project, cell_ids=ids[:2], code="normal"))
    qtbot.waitUntil(lambda: bool(told), timeout=A_MINUTE)
    assert [[cell.id for cell in found] for found, _ in told] == [ids[2:]]
    assert told[0][1] == frozenset()


@pytest.fixture
def review(window, qtbot):
    """All of them in the review."""
    page = window.page("label")
    page.review.bar.source.setCurrentIndex(page.review.bar.source.findData(QueueSource.UNLABELLED))
    page.views.show_view(page.review.name)
    qtbot.waitUntil(lambda: not page.review.reading and len(page.review.queue) == N + 36, timeout=A_MINUTE)
    settle(window, qtbot)
    return page.review


def test_the_review_is_gone_through_without_a_statement_on_the_interface_thread(window, review, qtbot):
    stage, queue = review.stage, review.queue
    places = [(KEY.Key_Right, 1), (KEY.Key_End, N + 35), *[(KEY.Key_Left, N + 35 - i) for i in range(1, 60)]]
    with watched(window.context) as (statements, _):
        for key, at in places:
            QTest.keyClick(stage, key)
            stage.repaint()
            qtbot.waitUntil(lambda: review.current is not None, timeout=A_MINUTE)
            assert review.current.id == queue.ids[at]
        settle(window, qtbot)
    assert not statements
    far = queue.ids[N + 35 - 59 - 40 : N + 35 - 59]
    assert not queue.cells.unread(far)  # those before it, in the direction of the steps


def test_a_key_for_a_cell_that_is_still_being_read_does_nothing_and_one_that_is_gone_leaves(window, review, qtbot):
    project, queue = window.context.project, review.queue
    last = queue.ids[-1]
    with closing(sqlite3.connect(project.folder / "project.sqlite")) as other:  # another program
        other.execute("UPDATE cell SET removed = 1 WHERE id = ?", (last,))
        other.commit()
    QTest.keyClick(review.stage, KEY.Key_End)
    assert review.current is None
    assert review.stage.isVisible()
    assert review.stage.accessibleName() == "Loading the cell…"
    QTest.keyClick(review.stage, KEY.Key_1)
    assert labelling.counts(project) == {}
    qtbot.waitUntil(lambda: review.current is not None, timeout=A_MINUTE)
    assert review.current.id == queue.ids[-1] != last
    QTest.keyClick(review.stage, KEY.Key_1)
    assert labelling.counts(project) == {"codocyte": 1}
