"""The table of smears: what a change of one row costs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage

from rbc_desk.core.events import Progress
from rbc_desk.services.detection import cell_width
from rbc_desk.ui.smears.smear_table import THUMBNAIL, SmearTable
from tests.gui.smears_helpers import settle

N = 400


@pytest.fixture
def page(smears_window, qtbot):
    """The page Smears of a window, whose table holds many rows; nothing else of them exists."""
    page = smears_window.page("smears")
    settle(qtbot, smears_window)
    info = page.model.smears[0]
    page.model.set_smears(tuple(replace(info, id=info.id + k, sha256=f"{k:064d}") for k in range(N)))
    qtbot.wait(0)
    return page


@pytest.fixture
def rows_read(monkeypatch):
    """The rows whose data a view asked for."""
    rows: list[int] = []
    original = SmearTable.data

    def data(self, index, *role):
        rows.append(index.row())
        return original(self, index, *role)

    monkeypatch.setattr(SmearTable, "data", data)
    return rows


def announce(page, qtbot):
    image = QImage(THUMBNAIL, QImage.Format.Format_RGB32)
    with qtbot.waitSignals([page.model.dataChanged]):
        for k in range(N):
            page.model.set_thumbnail(f"{k:064d}", image)
    qtbot.wait(50)


def test_many_images_make_a_visible_table_look_at_its_visible_rows_few_times(page, qtbot, rows_read):
    announced = []
    page.model.dataChanged.connect(lambda *_: announced.append(1))
    announce(page, qtbot)
    assert len(announced) < N / 40
    assert max(rows_read, default=0) < N / 4


def test_a_hidden_table_looks_at_none(page, smears_window, qtbot, rows_read):
    smears_window.go("label")
    qtbot.wait(0)
    rows_read.clear()
    announce(page, qtbot)
    assert rows_read == []


def test_the_progress_of_a_job_reads_nothing_of_the_cell_size(smears_window, qtbot, monkeypatch):
    settle(qtbot, smears_window)
    asked = []
    original = cell_width.of_smear
    monkeypatch.setattr(cell_width, "of_smear", lambda *a, **k: asked.append(1) or original(*a, **k))
    jobs, reports = smears_window.context.jobs, []

    def work(task):
        for done in range(1, 6):
            task.report(Progress(done, done))

    with qtbot.waitSignal(jobs.ended):
        jobs.start(work, title="counting to five", on_progress=reports.append)
    assert len(reports) == 5
    assert len(asked) <= 1
