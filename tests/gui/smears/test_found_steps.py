"""Cells found on several smears are one step, as long as the project exists."""

from __future__ import annotations

from PySide6.QtCore import Qt

from rbc_desk.services.cells import labelling
from rbc_desk.services.smears import library
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.state.app_context import AppContext
from tests.gui.smears_helpers import click_row, press, settle


def names(context):
    return [context.undo_stack.command(i).text() for i in range(context.undo_stack.count())]


def test_what_one_press_found_is_undone_as_one_step_after_a_restart_too(qtbot, smears_window):
    window, context = smears_window, smears_window.context
    page = window.page("smears")
    click_row(qtbot, page, 0)
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    here = names(context)
    assert here[-1] == "Find cells on 5 smears"
    folder = context.project.folder
    context.close_project()

    later = AppContext(settings=context.settings)
    assert later.open_project(folder) is not None
    again = MainWindow(later)
    qtbot.addWidget(again)
    again.show()
    again.go("smears")
    settle(qtbot, again)
    assert names(later)[-1] == here[-1]
    qtbot.keyClick(again.page("smears").table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, again)
    smears = library.smears(later.project)
    assert [info.n_cells for info in smears] == [0] * 5
    later.shut_down()
    again.close()

    last = AppContext(settings=context.settings)
    assert last.open_project(folder) is not None
    assert "Find cells on 5 smears" not in names(last)
    last.shut_down()


def test_steps_between_the_parts_of_one_stay_their_own(qtbot, smears_window):
    window, context = smears_window, smears_window.context
    click_row(qtbot, window.page("smears"), 0)
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    cell = labelling.cells(context.project, smear_id=window.page("smears").model.smears[0].id)[0]
    context.edit(labelling.set_label(context.project, cell_ids=[cell.id], code="normal"))
    here = names(context)
    folder = context.project.folder
    context.close_project()
    later = AppContext(settings=context.settings)
    assert later.open_project(folder) is not None
    assert names(later)[-2:] == here[-2:]
    later.shut_down()
