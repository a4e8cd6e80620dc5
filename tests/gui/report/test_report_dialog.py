"""The window of a report: it shows the sheets, keeps the comment, writes files and prints."""

from __future__ import annotations

import io
import json

import pytest
import shiboken6
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from rbc_desk.core.errors import LockedSpecimenError
from rbc_desk.services.cells import labelling
from rbc_desk.services.signing import keys, signing
from rbc_desk.services.signing.verification import verify
from rbc_desk.services.specimens import editing
from rbc_desk.store import queries
from rbc_desk.ui.dialogs.sign_report import SignReportDialog
from rbc_desk.ui.report.dialog import ReportDialog
from rbc_desk.ui.report.patient import PatientDialog
from rbc_desk.ui.report.printing import a4_printer
from tests.gui.conftest import add_smear


@pytest.fixture
def dialog(context, qtbot):
    context.set_reader("Ann")
    project = context.project
    add_smear(project, seed=1, label=True)
    (specimen,) = queries.specimens(project.store)
    made = ReportDialog(context, specimen=specimen, parent=None)
    made.show()
    qtbot.waitUntil(lambda: made.report is not None)
    yield made
    if shiboken6.isValid(made):
        made.close()


def _saved_comment(dialog) -> str:
    return editing.specimen(dialog.context.project, specimen_id=dialog.specimen.id).comment


def test_the_sheets_are_shown_and_the_state_is_said(dialog):
    assert dialog.sheets.n_sheets == 2
    assert "All counted cells are confirmed" in dialog.side.state.text()
    assert dialog.side.sign.isEnabled()


def test_a_comment_is_saved_as_it_is_typed_and_stands_on_the_report(dialog, qtbot):
    qtbot.keyClicks(dialog.side.comment, "Recheck in May.")
    qtbot.waitUntil(lambda: _saved_comment(dialog) == "Recheck in May.")
    qtbot.waitUntil(lambda: dialog.report.content.comment == "Recheck in May.")


def test_closing_keeps_what_was_typed_last(dialog, qtbot):
    qtbot.keyClicks(dialog.side.comment, "Last words")
    project, specimen_id = dialog.context.project, dialog.specimen.id
    dialog.close()
    qtbot.waitUntil(lambda: editing.specimen(project, specimen_id=specimen_id).comment == "Last words")


def test_a_sentence_is_offered_for_what_was_found(dialog, qtbot):
    (action,) = dialog.side.insert.menu().actions()
    assert action.data() == "hypochromia"
    action.trigger()
    assert "iron" in dialog.side.comment.toPlainText()


def test_the_language_of_the_report_is_its_own(dialog, qtbot):
    before = dialog.report
    dialog.side.language.setCurrentIndex(dialog.side.language.findData("th"))
    dialog.side.language.activated.emit(dialog.side.language.currentIndex())
    qtbot.waitUntil(lambda: dialog.report is not before)
    assert dialog.report.language.code == "th"
    assert dialog.side.save.text() == "Save as"


@pytest.mark.parametrize("name", ["pdf", "fhir"])
def test_the_report_is_saved_as_shown(dialog, qtbot, tmp_path, name):
    path = tmp_path / f"out.{name}"
    dialog.save_to(path, name)
    qtbot.waitUntil(lambda: "Saved" in dialog.side.state.text())
    if name == "pdf":
        assert "dog 1" in PdfReader(path).pages[0].extract_text()
    else:
        assert json.loads(path.read_text("utf-8"))["resourceType"] == "Bundle"


def test_each_sheet_is_printed(dialog, qtbot, tmp_path):
    printer = a4_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.print_on(printer)
    qtbot.waitUntil(lambda: "printer" in dialog.side.state.text())
    printed = PdfReader(tmp_path / "printed.pdf").pages
    assert len(printed) == dialog.sheets.n_sheets
    assert (round(printed[0].mediabox.width), round(printed[0].mediabox.height)) == (595, 842)


def test_the_keyboard_reaches_everything(dialog, qtbot):
    dialog.side.comment.setFocus()
    reached = set()
    for _ in range(12):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        reached.add(dialog.focusWidget().objectName())
    assert {"reportRulesBox", "reportLanguageBox", "signReportButton", "saveReportButton", "printReportButton"} <= (
        reached
    )


def test_a_report_is_signed_verified_and_reopened_as_an_amended_version(dialog, qtbot, tmp_path):
    project = dialog.context.project
    keys.set_secret(project, secret="long enough")
    qtbot.mouseClick(dialog.side.sign, Qt.MouseButton.LeftButton)
    asked = dialog.findChild(SignReportDialog)
    qtbot.keyClicks(asked.secret, "long enough")
    qtbot.mouseClick(asked.sign_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.report.content.signature is not None)
    report = signing.locking_report(project, specimen_id=dialog.specimen.id)
    pdf = signing.report_path(project, report)
    text = PdfReader(pdf).pages[0].extract_text()
    assert "Version 1" in text
    assert report.state_hash[:16] in text
    assert verify(project, pdf=pdf).holds
    assert not dialog.side.comment.isEnabled()
    assert dialog.side.sign.isHidden()
    dialog.save_to(tmp_path / "letter.pdf", "pdf")
    qtbot.waitUntil((tmp_path / "letter.pdf").exists)
    assert verify(project, pdf=tmp_path / "letter.pdf").holds
    signed = signing.signed_content(project, report)
    anchors = {"html_sha256", "log_head"}  # of the signature, not of the report
    assert json.loads(dialog.report.json()) == {name: signed[name] for name in signed if name not in anchors}

    cell = labelling.cells(project, smear_id=1)[0]
    with pytest.raises(LockedSpecimenError):
        labelling.set_label(project, cell_ids=[cell.id], code="hypochromia")
    signing.reopen(project, specimen_id=dialog.specimen.id, why="a cell was mistaken")
    labelling.set_label(project, cell_ids=[cell.id], code="hypochromia")
    assert not verify(project, pdf=pdf).holds
    dialog.refresh()
    qtbot.waitUntil(lambda: dialog.report.content.signature is None)
    assert dialog.side.sign.isVisible()


def test_the_patient_s_facts_are_entered_and_stand_on_the_report(dialog, qtbot):
    qtbot.mouseClick(dialog.side.patient, Qt.MouseButton.LeftButton)
    asked = dialog.findChild(PatientDialog)
    asked.fields["species"].setCurrentIndex(asked.fields["species"].findData("cat"))
    qtbot.keyClicks(asked.fields["breed"], "Siamese")
    asked.fields["code"].clear()
    asked.save()
    assert "code" in asked.problem.text()
    qtbot.keyClicks(asked.fields["code"], "K-7")
    asked.save()
    qtbot.waitUntil(lambda: dialog.report.content.patient.breed == "Siamese")
    assert dialog.report.content.patient.species == "cat"
    assert dialog.windowTitle() == "Report on K-7"
    assert dialog.side.rules.findData("weiss_dog_1984") < 0 < dialog.side.rules.findData("weiss_cat_1984")
    dialog.context.undo()
    qtbot.waitUntil(lambda: _specimen(dialog).breed == "")


def _specimen(dialog):
    return editing.specimen(dialog.context.project, specimen_id=dialog.specimen.id)


def test_a_click_says_what_was_seen_and_a_second_one_takes_it_back(dialog, qtbot):
    panel = dialog.side.presence
    yes, no = (panel.button("rouleaux", present=present) for present in (True, False))
    project, specimen_id = dialog.context.project, dialog.specimen.id

    def stored():
        return editing.specimen(project, specimen_id=specimen_id).presence

    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored() == {"rouleaux": True})
    qtbot.waitUntil(lambda: [line.word for line in dialog.report.content.presence] == ["present"])
    qtbot.mouseClick(no, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored() == {"rouleaux": False})
    assert not yes.isChecked()
    dialog.context.undo()
    qtbot.waitUntil(lambda: yes.isChecked() and not no.isChecked())
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored() == {})
    qtbot.waitUntil(lambda: dialog.report.content.presence == ())
    assert not yes.isChecked()


def _sign(dialog, qtbot):
    qtbot.mouseClick(dialog.side.sign, Qt.MouseButton.LeftButton)
    asked = dialog.findChild(SignReportDialog)
    qtbot.keyClicks(asked.secret, "long enough")
    qtbot.mouseClick(asked.sign_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.report.content.signature is not None)


def test_a_signed_report_is_shown_as_it_was_signed_whatever_is_asked_for_later(dialog, qtbot):
    project = dialog.context.project
    keys.set_secret(project, secret="long enough")
    dialog.side.language.setCurrentIndex(dialog.side.language.findData("th"))
    dialog.side.language.activated.emit(dialog.side.language.currentIndex())
    qtbot.waitUntil(lambda: dialog.report.language.code == "th")
    _sign(dialog, qtbot)
    assert not dialog.side.language.isEnabled()
    for file in (project.folder / "smears").iterdir():
        file.unlink()  # nothing is drawn again
    again = ReportDialog(dialog.context, specimen=dialog.specimen, parent=None)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: again.report is not None and again.side.save.isEnabled())
    assert again.side.language_code == "th"
    assert again.report.pdf() == dialog.report.pdf()
    assert "ติดสีจาง" in again.report.html().decode()
    assert again.sheets.n_sheets == len(PdfReader(io.BytesIO(again.report.pdf())).pages)
    assert sheet_ink(again) > 0.004
    (html,) = (project.folder / "reports").glob("*.html")
    html.write_text("altered")
    qtbot.waitUntil(lambda: not dialog.context.jobs.active)
    assert signing.signed_html(project, signing.reports(project)[0]) is None


def sheet_ink(dialog) -> float:
    """The share of dark pixels of the first sheet."""
    (sheet,) = [one for one in dialog.sheets.scene().items() if one.data(0) == 0]
    image = sheet.pixmap().toImage().convertToFormat(QImage.Format.Format_Grayscale8).scaled(200, 280)
    return sum(image.pixelColor(x, y).lightness() < 160 for x in range(200) for y in range(280)) / (200 * 280)
