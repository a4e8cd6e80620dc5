"""From a smear in the window to a signed report that verifies."""

from __future__ import annotations

from pypdf import PdfReader
from PySide6.QtCore import Qt

from rbc_desk.services.signing import keys, signing
from rbc_desk.services.signing.verification import verify
from rbc_desk.ui.dialogs.sign_report import SignReportDialog
from rbc_desk.ui.report.dialog import ReportDialog
from rbc_desk.ui.report.sheet_dialog import CountingSheetDialog
from tests.gui.conftest import add_smear


def test_the_report_of_the_current_smear_is_opened_once_and_signed(context, show_window, qtbot):
    context.set_reader("Ann")
    project = context.project
    smear_id = add_smear(project, seed=1, label=True)
    keys.set_secret(project, secret="long enough")
    window = show_window()
    context.project_changed.emit(project)
    qtbot.waitExposed(window)
    window.activateWindow()
    context.set_smear(smear_id)
    window.go("smears")
    window.actions_table["report"].trigger()
    dialog = window.findChild(ReportDialog)
    qtbot.waitUntil(lambda: dialog.report is not None)
    window.actions_table["report"].trigger()
    assert len(window.findChildren(ReportDialog)) == 1
    dialog.side.sign.click()
    asked = dialog.findChild(SignReportDialog)
    qtbot.keyClicks(asked.secret, "long enough")
    qtbot.keyClick(asked.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.report.content.signature is not None)
    report = signing.locking_report(project, specimen_id=dialog.specimen.id)
    pdf = signing.report_path(project, report)
    assert verify(project, pdf=pdf).holds
    assert "Version 1" in PdfReader(pdf).pages[0].extract_text()
    dialog.close()


def test_without_a_smear_it_is_said(context, show_window, qtbot):
    window = show_window()
    window.reports.report_current()
    qtbot.waitUntil(window.banner.isVisible)
    assert window.findChild(ReportDialog) is None


def test_the_counting_sheet_opens_from_the_specimen_and_leads_back_to_label(context, show_window, qtbot):
    context.set_reader("Ann")
    project = context.project
    add_smear(project, seed=1, label=False)
    window = show_window()
    context.project_changed.emit(project)
    qtbot.waitExposed(window)
    window.go("specimens")
    details = window.page("specimens").details
    qtbot.waitUntil(details.sheet_button.isEnabled)
    qtbot.mouseClick(details.sheet_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(CountingSheetDialog)
    qtbot.waitUntil(lambda: dialog.sheet is not None)
    window.actions_table["counting_sheet"].trigger()
    assert len(window.findChildren(CountingSheetDialog)) == 1
    qtbot.mouseClick(dialog.read_on, Qt.MouseButton.LeftButton)
    assert window.current == "label"
    dialog.close()
