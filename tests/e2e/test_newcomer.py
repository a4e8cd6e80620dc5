"""A newcomer's first day by mouse alone: first start, the tour to its end, the first own smear, its report."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QTableWidget, QWidget

from rbc_desk.core.cells.cell import CellState
from rbc_desk.services.cells import labelling
from rbc_desk.services.smears import library
from rbc_desk.settings.paths import demo_folder
from rbc_desk.ui.app import open_window
from rbc_desk.ui.canvas import SmearCanvas
from rbc_desk.ui.report.dialog import ReportDialog
from rbc_desk.ui.shell.tour.steps import CLASSIFY, FIND, LABEL, REPORT, STEPS, TRAIN
from tests.gui.gestures import click_image
from tests.gui.smears_helpers import render_five

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Hand:
    """The mouse."""

    def __init__(self, qtbot, window) -> None:
        self.qtbot, self.window, self.context = qtbot, window, window.context

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.context.jobs.unsettled, timeout=300_000)

    def seen(self, name, kind=QWidget, root=None):
        def visible():
            return [widget for widget in (root or self.window).findChildren(kind, name) if widget.isVisible()]

        self.qtbot.waitUntil(lambda: bool(visible()))
        return visible()[0]

    def press(self, name, root=None) -> None:
        button = self.seen(name, QAbstractButton, root)
        self.qtbot.waitUntil(button.isEnabled)
        self.qtbot.mouseClick(button, LEFT)

    def go(self, page) -> None:
        self.press(f"{page}Nav")
        self.settle()

    def at_step(self, step) -> None:
        self.qtbot.waitUntil(lambda: self.window.tour.step == step, timeout=300_000)
        self.settle()

    def report(self) -> ReportDialog:
        self.press("specimenReportButton")
        self.qtbot.waitUntil(lambda: bool(reports()))
        (report,) = reports()
        self.qtbot.waitUntil(lambda: report.sheets.n_sheets > 0)
        self.settle()
        return report

    def drop(self, paths: list[Path]) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        how = (QPoint(400, 400), Qt.DropAction.CopyAction, data, LEFT, NONE)
        QApplication.sendEvent(self.window, QDragEnterEvent(*how))
        QApplication.sendEvent(self.window, QDropEvent(*how))


def reports() -> list[ReportDialog]:
    return [top for top in QApplication.topLevelWidgets() if isinstance(top, ReportDialog) and top.isVisible()]


@pytest.fixture
def hand(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(getpass, "getuser", lambda: "malee")
    monkeypatch.setattr("os.getuid", lambda: 1001)
    window = open_window(QApplication.instance())
    qtbot.addWidget(window)
    window.resize(1280, 860)
    window.guidance.welcome()
    yield Hand(qtbot, window)
    window.context.shut_down()
    window.close()


@pytest.mark.nightly
def test_from_the_first_start_through_the_tour_to_the_report_on_an_own_smear(hand, qtbot, tmp_path):
    window, context, tour = hand.window, hand.context, hand.window.tour
    hand.press("welcomeTourButton", window.findChild(QDialog, "welcomeDialog"))
    hand.at_step(FIND)
    assert context.reader == "malee"
    assert context.project.folder == demo_folder()
    hand.go("smears")
    hand.press("detectButton")

    hand.at_step(LABEL)
    assert all(info.n_cells > 25 for info in library.smears(context.project))
    hand.go("label")
    page = window.page("label")
    cell = next(cell for cell in page.cells if cell.state is not CellState.REJECTED)
    click_image(hand.seen("smearCanvas", SmearCanvas), cell.circle.x, cell.circle.y)
    table = hand.seen("classTable", QTableWidget)
    qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualItemRect(table.item(1, 0)).center())

    hand.at_step(TRAIN)
    hand.go("train")
    hand.press("quickCard")
    hand.press("trainButton")

    hand.at_step(CLASSIFY)
    hand.go("classify")
    hand.press("classifyButton")

    hand.at_step(REPORT)
    hand.go("specimens")
    hand.report().close()
    hand.at_step(len(STEPS))

    hand.press("tourNewProjectButton")
    dialog = window.findChild(QDialog, "newProjectDialog")
    dialog.findChild(QLineEdit, "folderField").setText(str(tmp_path / "Own"))
    hand.press("createButton", dialog)
    qtbot.waitUntil(lambda: context.project is not None and context.project.folder == tmp_path / "Own")
    assert tour.step is None
    hand.drop(sorted(render_five(tmp_path / "smears").iterdir())[:1])
    qtbot.waitUntil(lambda: len(library.smears(context.project)) == 1)
    hand.settle()
    hand.press("detectButton")
    hand.settle()
    (smear,) = library.smears(context.project)
    qtbot.waitUntil(lambda: len(labelling.cells(context.project, smear_id=smear.id)) > 8)
    hand.go("specimens")
    report = hand.report()
    assert report.report.content is not None
    report.close()
