"""Signing in the window: the secret, the signature, what a locked specimen refuses, and reopening it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbc_desk.core.specimens import SpecimenState
from rbc_desk.services.cells import labelling
from rbc_desk.services.signing import keys, signing, verification
from rbc_desk.services.specimens import worklist
from rbc_desk.ui.dialogs.reopen_report import ReopenReportDialog
from rbc_desk.ui.dialogs.sign_report import SignReportDialog
from rbc_desk.ui.dialogs.signing_secret import SigningSecretDialog

SECRET = "seven black cats"


def press(qtbot, button):
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def dialog_of(qtbot, kind):
    def shown():
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def make(signer, _task):
    pdf = b"%PDF " + f"{signer.reader} {signer.signed_at} version {signer.version}".encode()
    return signing.ReportToSign(pdf, {"a": 1})


@pytest.fixture
def window(label_window):
    label_window.context.set_reader("Ann")
    project = label_window.context.project
    labelling.set_label(project, cell_ids=[1, 2], code="normal")
    return label_window


def test_a_reader_sets_a_secret_and_signs_with_it(window, qtbot):
    context = window.context
    dialog = SignReportDialog(context, specimen_id=1, make=make, lines=["12 cells"], parent=window)
    dialog.open()
    assert dialog.summary.text() == "Report of specimen dog 1, version 1\n12 cells"
    assert not dialog.sign_button.isEnabled()
    press(qtbot, dialog.set_secret)
    secret = dialog_of(qtbot, SigningSecretDialog)
    qtbot.keyClicks(secret.secret, SECRET)
    qtbot.keyClicks(secret.again, SECRET + "x")
    press(qtbot, secret.set_button)
    assert "differ" in secret._gate.problem.text()
    qtbot.keyClick(secret.again, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(secret.accepted):
        press(qtbot, secret.set_button)
    qtbot.waitUntil(dialog.secret.isVisible)
    qtbot.keyClicks(dialog.secret, "wrong one")
    press(qtbot, dialog.sign_button)
    qtbot.waitUntil(dialog._gate.problem.isVisible)
    assert "not the signing secret of" in dialog._gate.problem.text()
    assert not dialog.sign_button.isEnabled()  # for a second
    dialog.secret.selectAll()
    qtbot.keyClicks(dialog.secret, SECRET)
    with qtbot.waitSignal(dialog.signed) as signed:
        press(qtbot, dialog.sign_button)
    (report,) = signed.args
    assert verification.verify(context.project, pdf=signing.report_path(context.project, report)).holds
    assert "version 1" in signing.report_path(context.project, report).read_text()
    assert worklist.worklist(context.project).rows[0].state is SpecimenState.SIGNED


def test_an_edit_of_a_signed_specimen_offers_to_reopen_it(window, qtbot):
    context, page = window.context, window.page("label")
    keys.set_secret(context.project, secret=SECRET)
    signing.sign(context.project, specimen_id=1, secret=SECRET, pdf=b"%PDF", content={})
    page.canvas.select({5})
    page.panel.class_chosen.emit("normal")
    qtbot.waitUntil(window.banner.isVisible)
    assert "Specimen dog 1 was signed by" in window.banner._text.text()
    assert labelling.counts(context.project) == {"normal": 2}
    press(qtbot, window.banner.reopen)
    dialog = dialog_of(qtbot, ReopenReportDialog)
    assert not dialog.reopen_button.isEnabled()
    qtbot.keyClicks(dialog.why, "one was mistaken")
    with qtbot.waitSignal(dialog.accepted):
        press(qtbot, dialog.reopen_button)
    assert not window.banner.isVisible()
    page.panel.class_chosen.emit("normal")
    qtbot.waitUntil(lambda: labelling.counts(context.project) == {"normal": 3})
    window.signing.reopen_current()
    assert "no signed report" in window.banner._text.text()


def test_an_undo_that_the_lock_refuses_can_be_made_after_reopening(window, qtbot):
    context, page = window.context, window.page("label")
    page.canvas.select({5})
    page.panel.class_chosen.emit("normal")
    qtbot.waitUntil(lambda: labelling.counts(context.project) == {"normal": 3} and not context.saving.busy)
    keys.set_secret(context.project, secret=SECRET)
    signing.sign(context.project, specimen_id=1, secret=SECRET, pdf=b"%PDF", content={})
    window.undo()
    qtbot.waitUntil(window.banner.isVisible)
    assert "Reopen as an amended version" in window.banner._text.text()
    context.announce(signing.reopen(context.project, specimen_id=1, why="typing error"))
    window.undo()
    qtbot.waitUntil(lambda: labelling.counts(context.project) == {"normal": 2})


def test_the_wait_after_wrong_secrets_grows(context):
    delay, waits = context.secret_delay, []
    for _ in range(7):
        delay.wrong()
        waits.append(delay.seconds)
    assert waits == [1, 2, 4, 8, 16, 30, 30]
    delay.right()
    assert not delay.waiting
