"""The sample project, as a new user opens it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from rbc_desk.services.cells import labelling
from rbc_desk.services.smears import library
from rbc_desk.settings.model import Settings
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.state.app_context import AppContext


def test_labels_of_the_sample_are_not_the_new_user_s_own(qtbot):
    context = AppContext(settings=Settings(reader="Dr Test"))
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    button = next(b for b in window.findChildren(QPushButton, "openSampleButton") if b.isVisible())
    with qtbot.waitSignal(context.project_changed, timeout=60_000):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    project = context.project
    cells = [cell for info in library.smears(project) for cell in labelling.cells(project, smear_id=info.id)]
    shown = [cell for cell in cells if cell.human_code is not None]
    assert len(shown) > 100
    assert {other.reader for cell in shown for other in cell.others} == {"Sample reader"}
    assert not any(cell.label for cell in cells)
    assert not context.undo_stack.canUndo()
    assert window.windowTitle() == "Sample project – RBC Desk"
    context.close_project()
    go_on = window.findChild(QPushButton, "goOnButton")
    qtbot.waitUntil(go_on.isVisible)
    assert go_on.text() == "Continue with Sample project"
    context.shut_down()
    window.close()
