"""All pages share one current smear, also after the project is opened again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from rbc_desk.services.smears import library
from tests.gui.conftest import add_smear

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
A_MINUTE = 60_000


@pytest.fixture
def window(context, show_window):
    for seed in (1, 2, 3):
        add_smear(context.project, seed=seed, label=False)
    return show_window()


def names(window):
    return [smear.name for smear in library.smears(window.context.project)]


def seen(window, qtbot, page_name):
    """The name of the smear that a page shows."""
    window.go(page_name)
    qtbot.waitUntil(lambda: not window.context.jobs.unsettled, timeout=A_MINUTE)
    page = window.page(page_name)
    if page_name == "smears":
        row = page.table.currentIndex().row()
        marked = [
            r for r in range(page.model.rowCount())
            if page.model.index(r, 0).data(Qt.ItemDataRole.BackgroundRole) is not None
        ]  # fmt: skip
        assert marked == [row]
        assert page.preview.name.text() == page.model.smears[row].name
        return page.preview.name.text()
    if page_name == "label":
        qtbot.waitUntil(lambda: page.picture.shown_id != 0, timeout=A_MINUTE)
        return next(s.name for s in library.smears(window.context.project) if s.id == page.picture.shown_id)
    if page_name == "specimens":
        name = page.details.pictures.currentItem().text()
        (row,) = [page.model.rows[index.row()] for index in page.table.selectionModel().selectedRows()]
        assert row.specimen.code == page.details.title.text()
        assert name in [smear.name for smear in row.smears]
        return name
    return page.bar.smears.currentText()


def click_row(window, row):
    table = window.page("smears").table
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.model().index(row, 0)).center())


def everywhere(window, qtbot):
    return {name: seen(window, qtbot, name) for name in ("label", "smears", "classify", "specimens")}


def test_the_smear_looked_at_on_smears_is_shown_on_all_pages_and_the_other_way_round(window, qtbot):
    first, second, third = names(window)
    assert set(everywhere(window, qtbot).values()) == {first}
    seen(window, qtbot, "smears")
    click_row(window, 2)
    assert set(everywhere(window, qtbot).values()) == {third}
    window.go("label")
    QTest.keyClick(window.page("label").canvas, KEY.Key_A)
    assert set(everywhere(window, qtbot).values()) == {second}
    window.go("smears")
    assert window.page("smears").selected_ids() == [window.context.smear_id]  # the one selected row went along


def test_a_field_that_is_chosen_on_specimens_is_shown_on_all_pages(window, qtbot):
    third = names(window)[2]
    seen(window, qtbot, "specimens")
    table = window.page("specimens").table
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.model().index(2, 0)).center())
    assert set(everywhere(window, qtbot).values()) == {third}


def test_it_is_the_same_after_the_project_was_opened_again(window, qtbot):
    seen(window, qtbot, "smears")
    click_row(window, 1)
    folder, wanted = window.context.project.folder, names(window)[1]
    window.context.close_project()
    window.context.open_project(folder)
    assert set(everywhere(window, qtbot).values()) == {wanted}


def test_no_row_is_selected_where_nobody_selected_one_so_that_cells_are_found_on_all(window, qtbot):
    seen(window, qtbot, "smears")
    page = window.page("smears")
    assert page.selected_ids() == []
    assert page.detect_action.text() == "Find cells"
    window.context.set_smear(page.model.smears[1].id)
    assert page.selected_ids() == []
    flags = QItemSelectionModel.SelectionFlag
    for row in (0, 1):
        page.table.selectionModel().select(page.model.index(row, 0), flags.Select | flags.Rows)
    window.context.set_smear(page.model.smears[2].id)
    assert len(page.selected_ids()) == 2


def test_where_the_current_smear_is_removed_another_takes_its_place_everywhere(window, qtbot):
    seen(window, qtbot, "smears")
    click_row(window, 0)
    QTest.keyClick(window.page("smears").table, KEY.Key_Delete)
    assert window.context.smear_id == library.smears(window.context.project)[0].id
    assert set(everywhere(window, qtbot).values()) == {names(window)[0]}
