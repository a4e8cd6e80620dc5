"""From a new smear to a signed report, in the real window by mouse and keys."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from rbc_desk.core.cells.cell import Cell, CellState
from rbc_desk.core.specimens import SpecimenState
from rbc_desk.services.cells import labelling
from rbc_desk.services.models.review import QueueSource
from rbc_desk.services.signing import signing
from rbc_desk.settings.model import Settings
from rbc_desk.ui.dialogs.reopen_report import ReopenReportDialog
from rbc_desk.ui.dialogs.sign_report import SignReportDialog
from rbc_desk.ui.dialogs.signing_secret import SigningSecretDialog
from rbc_desk.ui.kit.gc_on_ui_thread import UiThreadGc
from rbc_desk.ui.report.dialog import ReportDialog
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.state.app_context import AppContext
from tests.commands import run_command
from tests.gui.smears_helpers import render_five

ROOT = Path(__file__).resolve().parents[2]
LEFT, KEY, NONE = Qt.MouseButton.LeftButton, Qt.Key, Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SECRET = "seven black cats"


class User:
    """Two hands at the window."""

    def __init__(self, qtbot, window: MainWindow) -> None:
        self.qtbot, self.window, self.context = qtbot, window, window.context

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.context.jobs.unsettled, timeout=120_000)

    def in_front(self, widget: QWidget) -> QWidget:
        """Only shortcuts of the active window work."""
        widget.activateWindow()
        self.qtbot.waitUntil(widget.isActiveWindow)
        return widget

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def click(self, name: str, root: QWidget | None = None) -> None:
        buttons = (root or self.window).findChildren(QAbstractButton, name)
        button = next(one for one in buttons if one.isVisible())
        self.qtbot.waitUntil(button.isEnabled)
        self.qtbot.mouseClick(button, LEFT)

    def dialog(self, kind: type) -> QWidget:
        def shown() -> list[QWidget]:
            return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]

        self.qtbot.waitUntil(lambda: bool(shown()))
        return self.in_front(shown()[0])

    def drop(self, widget: QWidget, paths: list[Path]) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        how = (QPoint(40, 40), Qt.DropAction.CopyAction, data, LEFT, NONE)
        QApplication.sendEvent(widget, QDragEnterEvent(*how))
        QApplication.sendEvent(widget, QDropEvent(*how))

    def report(self) -> ReportDialog:
        """The window of the report, by Ctrl+R, with its sheets on it."""
        self.in_front(self.window)
        self.press(KEY.Key_R, CTRL)
        report = self.dialog(ReportDialog)
        self.qtbot.waitUntil(lambda: report.sheets.n_sheets > 0 and not self.context.jobs.unsettled)
        return report

    def sign(self, report: ReportDialog, *, secret_is_new: bool) -> Path:
        """Sign the report; return the PDF in the project."""
        self.click("signReportButton", report)
        asked = self.dialog(SignReportDialog)
        if secret_is_new:
            self.click("setSigningSecretButton", asked)
            new = self.dialog(SigningSecretDialog)
            for line in (new.secret, new.again):
                self.qtbot.keyClicks(line, SECRET)
            with self.qtbot.waitSignal(new.accepted):
                self.qtbot.mouseClick(new.set_button, LEFT)
            self.in_front(asked)
        self.qtbot.waitUntil(asked.secret.isVisible)
        self.qtbot.keyClicks(asked.secret, SECRET)
        with self.qtbot.waitSignal(asked.signed):
            self.click("signButton", asked)
        self.qtbot.waitUntil(lambda: report.report.content.signature is not None)
        self.settle()
        project = self.context.project
        return signing.report_path(project, signing.reports(project)[0])

    def cells(self) -> list[Cell]:
        project = self.context.project
        (row,) = self.window.page("specimens").list.rows
        every = [cell for smear in row.smears for cell in labelling.cells(project, smear_id=smear.id)]
        return [cell for cell in every if cell.state is not CellState.REJECTED]


@pytest.fixture
def user(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("RBC_DESK_LIVE_LEARNING", "false")
    collector = UiThreadGc()
    context = AppContext(settings=Settings(reader="Dr Test"))
    context.create_project(tmp_path / "project")
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(1280, 860)
    window.show()
    user = User(qtbot, window)
    user.in_front(window)
    yield user
    context.shut_down()
    window.close()
    collector.stop()


def verified(pdf: Path, project: Path) -> subprocess.CompletedProcess[str]:
    return run_command("report", "verify", pdf, "--project", project, cwd=ROOT)


def test_dropped_smears_become_a_signed_report_that_holds_until_it_is_amended(user, qtbot, tmp_path):
    window, context = user.window, user.context
    smears = sorted(render_five(tmp_path / "smears").iterdir())[:2]

    user.press(KEY.Key_1, CTRL)
    user.settle()
    assert window.current == "specimens"
    page = window.page("specimens")
    user.click("newSpecimenAction")
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit) and page.details.isVisible())
    QTest.keyClicks(QApplication.focusWidget(), "K-7")
    user.press(KEY.Key_Return)
    user.settle()
    (row,) = page.list.rows
    assert (row.specimen.code, row.state) == ("K-7", SpecimenState.NEW)

    user.drop(page.details, smears)
    qtbot.waitUntil(lambda: page.list.rows[0].state is SpecimenState.SORTED and not context.jobs.unsettled)
    found = user.cells()
    assert len(found) > 20
    assert all(cell.prediction is not None and cell.human_code is None for cell in found)

    page.table.setFocus()
    user.press(KEY.Key_Return)
    assert window.current == "label"
    user.settle()
    confirm_all(user)
    assert all(cell.human_code is not None for cell in user.cells())

    user.press(KEY.Key_1, CTRL)
    user.settle()
    assert window.current == "specimens"
    user.click("reviewedButton")
    user.settle()
    assert page.list.rows[0].state is SpecimenState.REVIEWED

    report = user.report()
    pdf = user.sign(report, secret_is_new=True)
    assert page.list.rows[0].state is SpecimenState.SIGNED
    text = PdfReader(pdf).pages[0].extract_text()
    assert "K-7" in text
    assert "Dr Test" in text
    done = verified(pdf, context.project.folder)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "The report is valid."), done.stdout
    report.close()

    before = {cell.id: cell.human_code for cell in user.cells()}
    relabel_first(user)
    qtbot.waitUntil(window.banner.isVisible)
    assert {cell.id: cell.human_code for cell in user.cells()} == before

    user.press(KEY.Key_1, CTRL)
    user.settle()
    user.click("reopenSpecimenButton")
    asked = user.dialog(ReopenReportDialog)
    qtbot.keyClicks(asked.why, "one cell was mistaken")
    with qtbot.waitSignal(asked.accepted):
        qtbot.mouseClick(asked.reopen_button, LEFT)
    user.settle()
    relabel_first(user)
    user.settle()
    changed = {cell.id: cell.human_code for cell in user.cells()}
    assert sum(changed[cell_id] != code for cell_id, code in before.items()) == 1
    assert verified(pdf, context.project.folder).returncode == 1
    amended = user.sign(user.report(), secret_is_new=False)
    assert amended != pdf
    assert "replaces version 1" in PdfReader(amended).pages[0].extract_text()
    assert verified(amended, context.project.folder).returncode == 0


def confirm_all(user: User) -> None:
    """Confirm every cell of the project in the review by keys, also those cut by the border."""
    review = user.window.page("label").review
    user.window.page("label").canvas.setFocus()
    user.press(KEY.Key_V)
    review.bar.source.setCurrentIndex(review.bar.source.findData(QueueSource.UNLABELLED))
    user.click("reviewCutButton")
    user.settle()
    n_cells = len(user.cells())
    user.qtbot.waitUntil(lambda: not review.reading and len(review.queue) == n_cells)
    review.activated()
    for _ in range(n_cells):
        user.press(KEY.Key_Return)
    user.qtbot.waitUntil(lambda: review.current is None)
    user.settle()


def relabel_first(user: User) -> None:
    """Give the first cell of the current smear on the image another class by its key."""
    window = user.window
    window.go("label")
    user.settle()
    user.in_front(window)
    page = window.page("label")
    page.setFocus()
    user.press(KEY.Key_S)
    user.settle()
    first = page.cells[0]
    page.canvas.setFocus()
    user.context.set_selection([first.id])
    user.press(KEY.Key_2 if first.human_code == user.context.project.class_set().codes[0] else KEY.Key_1)
