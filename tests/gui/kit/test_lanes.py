"""Reads for the screen are answered while writes and long work are running."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from rbc_desk.services.cells import labelling
from rbc_desk.services.models.review import QueueSource
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.state.saving import Saving
from tests.gui.gallery_helpers import in_bin, middle, pictures

A_MINUTE = 60_000


def test_count_gallery_and_review_are_read_while_writes_and_long_jobs_run(qtbot, context, label_window, monkeypatch):
    monkeypatch.setattr(Saving, "PATIENCE_MS", 1.0)
    page = label_window.page("label")
    go_on = threading.Event()
    for lane in (Lane.WRITE, Lane.LONG, Lane.LONG, Lane.LONG):
        context.jobs.start(lambda task: go_on.wait(60), title="busy", lane=lane, listed=False)
    try:
        last = max(cell.id for cell in page.cells)
        context.announce(labelling.set_label(context.project, cell_ids=[last], code="normal"))
        count = label_window.findChild(QLabel, "reviewedLabel")
        qtbot.waitUntil(lambda: count.text() == "1 of 12 reviewed", timeout=A_MINUTE)
        QTest.keyClick(page.canvas, Qt.Key.Key_G)
        qtbot.waitUntil(lambda: len(pictures(page)) == 12, timeout=A_MINUTE)
        QTest.mouseClick(
            page.gallery.area.viewport(), Qt.MouseButton.LeftButton, pos=middle(page, in_bin(page, "")[0])
        )
        QTest.keyClick(page.gallery.area, Qt.Key.Key_1)
        assert context.saving.busy  # behind the write that is under way, for which the window does not wait
        QTest.keyClick(page.gallery.area, Qt.Key.Key_V)
        source = page.review.bar.source
        source.setCurrentIndex(source.findData(QueueSource.UNLABELLED))
        qtbot.waitUntil(
            lambda: page.review.current is not None and page.review.pictures.of(page.review.current) is not None,
            timeout=A_MINUTE,
        )
        assert not go_on.is_set()
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: count.text() == "2 of 12 reviewed", timeout=A_MINUTE)
