"""The window around the pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QToolButton

from rbc_desk.ui.app import open_window
from rbc_desk.ui.dialogs.new_project import NewProjectDialog
from rbc_desk.ui.kit import language, theme
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.theme import contrast
from rbc_desk.ui.plots.style import is_dark
from rbc_desk.ui.shell import appearance
from rbc_desk.ui.shell.help.command_palette import CommandPalette
from rbc_desk.ui.shell.help.key_sheet import KeySheet, balanced_columns, sheet_of_label
from tests.gui.conftest import draw_smear


@pytest.fixture
def window(qtbot):
    window = open_window(QApplication.instance())
    qtbot.addWidget(window)
    yield window
    window.context.shut_down()


def test_the_start_imports_nothing_heavy():
    code = (
        "import sys, rbc_desk.ui.app, rbc_desk.ui.shell.main_window;"
        "print([m for m in ('torch', 'cv2', 'sklearn', 'sqlalchemy') if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


def test_without_a_project_the_start_page_stands_there_and_pages_are_greyed(window):
    assert window.stack.currentWidget() is window.start_page
    assert not window.findChild(QToolButton, "smearsNav").isEnabled()
    assert window.start_page.steps.isVisible()


def test_what_is_tried_again_takes_the_previous_error_from_the_banner(window, qtbot, tmp_path):
    window.context.create_project(tmp_path / "again")
    window.go("smears")
    add = window.page("smears").add_paths
    add([tmp_path / "nowhere.png"])
    qtbot.waitUntil(window.banner.isVisible)
    window.context.jobs.start(lambda *_: None, title="another kind")
    assert window.banner.isVisible()
    draw_smear(tmp_path / "there.png", seed=1)
    add([tmp_path / "there.png"])
    assert not window.banner.isVisible()
    qtbot.waitUntil(lambda: not window.context.jobs.active)
    assert not window.banner.isVisible()


def test_an_error_is_shown_in_the_banner_until_it_is_dismissed(window, qtbot):
    window.context.failed.emit(JobError("Saving", "The disk is full.", "Make room."))
    shown = window.banner.isVisible()
    qtbot.mouseClick(window.banner.findChild(QToolButton, "bannerClose"), Qt.MouseButton.LeftButton)
    assert (shown, window.banner.isVisible()) == (True, False)


def test_the_search_finds_an_action_by_a_word_and_enter_runs_it(window, qtbot):
    window.overlays.show_palette()
    palette = window.findChild(CommandPalette)
    palette.field.setText("keyboard")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.findChild(KeySheet) is not None


def test_the_sheet_of_keys_has_every_key_of_the_label_page_and_every_gesture(window, tmp_path):
    window.context.create_project(tmp_path / "project")
    acts = window.page("label").acts
    window.overlays.show_keys()
    told = [label.text() for label in window.findChild(KeySheet).findChildren(QLabel)]
    keys = {key for text in told for key in text.split(", ")}
    for action in acts.findChildren(QAction):
        if action not in acts.classes:
            assert {key.toString() for key in action.shortcuts()} <= keys, action.text()
    assert {"Esc", "Drag a selected cell", "Drag the edge of a selected cell"} <= keys
    assert {"Drag to another group", "Double-click", "Ctrl+Enter", "Ctrl+wheel", "Home", "F5"} <= keys
    assert {"Gallery", "Previous or next cell, first or last", "Show more or less around the cell"} <= set(told)


def test_the_sheet_of_keys_opens_before_the_pages_are_built_and_then_has_their_keys(window, qtbot, tmp_path):
    window.context.create_project(tmp_path / "project")
    before = set(window.built)
    window.overlays.show_keys()
    sheet = window.findChild(KeySheet)
    assert (sheet.isVisible(), set(window.built)) == (True, before)
    keys = window.context.keys
    assert keys.binding("train.pause") is None
    qtbot.waitUntil(lambda: keys.binding("train.pause") is not None)
    words = keys.binding("train.pause").text.rstrip("…")
    qtbot.waitUntil(lambda: words in {label.text() for label in sheet.findChildren(QLabel)})
    assert set(window.built) > before
    sheet.close()


@pytest.mark.parametrize("tongue", ["en", "th"])
def test_the_sheet_of_keys_stands_in_a_window_of_1280_by_800_without_scrolling(window, qtbot, tmp_path, qapp, tongue):
    window.resize(1280, 800)
    window.context.create_project(tmp_path / "project", class_set="chula")
    previous = window.body
    language.apply(qapp, choice=tongue)
    qtbot.waitUntil(lambda: tongue == "en" or window.body is not previous)
    window.overlays.show_keys()
    sheet = window.findChild(KeySheet)
    qtbot.waitUntil(sheet.isVisible)
    area = sheet.findChild(QScrollArea)
    assert (area.verticalScrollBar().maximum(), area.horizontalScrollBar().maximum()) == (0, 0)
    assert sheet.width() <= 1280 and sheet.height() <= 800
    keys = {key for label in sheet.findChildren(QLabel) for key in label.text().split(", ")}
    assert {"S", "G", "V", "F5", "F6", "F11"} <= keys  # Views and View have one name in Thai
    sheet.close()


def test_the_sheet_of_keys_has_the_kinds_of_objects_among_the_cells(window, tmp_path):
    window.context.create_project(tmp_path / "project")
    rows = sheet_of_label(window.context.keys)
    of_kinds = {"Shift+W", "Shift+P", "Shift+A", "Shift+R"}
    assert of_kinds <= {keys for keys, _ in rows["Cells"]}
    assert not of_kinds & {keys for keys, _ in rows["Views"]}


def test_tables_that_do_not_fit_in_their_order_are_spread_over_the_columns():
    sizes = [QSize(100, height) for height in (90, 80, 40, 30)]
    assert balanced_columns(sizes, room=QSize(300, 200)) == ((0,), (1, 2, 3))
    assert balanced_columns(sizes, room=QSize(300, 140)) == ((0, 3), (1, 2))
    assert balanced_columns(sizes, room=QSize(300, 100)) == ((0,), (1, 2, 3))  # fits in no way
    assert balanced_columns(sizes, room=QSize(99, 400)) is None


def test_a_bar_button_that_is_on_looks_different(window, qtbot):
    tool = QToolButton(window, checkable=True)
    tool.setProperty("bar", True)
    tool.resize(40, 40)
    off = tool.grab().toImage()
    tool.setChecked(True)
    assert tool.grab().toImage() != off


def test_the_dark_theme_is_dark_where_the_platform_knows_none_and_its_text_stands_out(qapp):
    before = qapp.palette()
    try:
        appearance.apply_theme(qapp, theme="dark")
        palette = qapp.palette()
        ground = palette.color(QPalette.ColorRole.Window)
        assert is_dark(palette)
        assert contrast(palette.color(QPalette.ColorRole.WindowText), ground) > 7
        assert contrast(theme.muted(palette), ground) > 4.5
        assert (
            contrast(palette.color(QPalette.ColorRole.PlaceholderText), palette.color(QPalette.ColorRole.Base)) > 4.5
        )
    finally:
        qapp.setPalette(before)
        appearance.apply_theme(qapp)


def test_a_missing_recent_project_is_listed_but_greyed(window, tmp_path):
    window.context.recent.add(tmp_path / "gone")
    window.start_page.refresh()
    item = window.start_page.recent.item(0)
    assert not item.flags() & Qt.ItemFlag.ItemIsEnabled


def test_a_new_project_is_made_from_the_start_page_and_its_smears_page_opens(window, qtbot, tmp_path):
    qtbot.mouseClick(window.findChild(QPushButton, "newProjectButton"), Qt.MouseButton.LeftButton)
    dialog = window.findChild(NewProjectDialog)
    dialog.name.setText("Hündin 7")
    dialog.folder.setText(str(tmp_path / "Hündin 7"))
    with qtbot.waitSignal(window.context.project_changed):
        qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    assert (window.context.project.name, window.current) == ("Hündin 7", "smears")


def test_dropped_images_become_smears_and_a_bad_one_is_listed(window, qtbot, tmp_path):
    window.context.create_project(tmp_path / "project")
    Image.new("RGB", (200, 150), "pink").save(tmp_path / "good.png")
    (tmp_path / "bad.png").write_bytes(b"no image")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("no image")
    with qtbot.waitSignal(window.context.bus.changed, timeout=30_000):
        window.opening.add_paths([tmp_path / "good.png", tmp_path / "bad.png", tmp_path / "texts"])
    page = window.page("smears")
    qtbot.waitUntil(lambda: page.problems.count == 2)
    assert page.model.rowCount() == 1


def test_a_folder_that_is_no_project_is_told_and_the_start_page_stays(window, tmp_path):
    window.opening.open_project(tmp_path)
    assert window.banner.isVisible()
    assert window.context.project is None
