"""Light and dark theme, text sizes, sharp icons, contrast."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListWidget, QListWidgetItem, QTableWidget, QWidget

from rbc_desk.settings.files import load
from rbc_desk.settings.paths import settings_file
from rbc_desk.ui.app import open_window
from rbc_desk.ui.kit import theme
from rbc_desk.ui.kit.focus_ring import FocusRing
from rbc_desk.ui.kit.theme import contrast
from rbc_desk.ui.plots.style import is_dark
from rbc_desk.ui.shell import appearance

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def window(qtbot, qapp):
    window = open_window(QApplication.instance())
    qtbot.addWidget(window)
    yield window
    window.context.shut_down()
    appearance.set_text_size(qapp, percent=100)
    appearance.apply_theme(qapp)


def choose(window, box_name: str, value: object) -> None:
    """In the settings, by the box of that name, as with the arrows and Enter."""
    window.overlays.show_settings("appearance")
    box = window.stack.currentWidget().findChild(QComboBox, box_name)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_choosing_dark_turns_the_open_window_dark_and_is_kept(window, qapp):
    choose(window, "themeBox", "dark")
    assert is_dark(qapp.palette())
    assert is_dark(window.rail.palette())
    assert load(settings_file())[0].theme == "dark"
    choose(window, "themeBox", "light")
    assert not is_dark(qapp.palette())


def test_the_window_follows_the_system_while_it_is_open(window, qapp):
    hints = qapp.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    dark = is_dark(window.palette())
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert (dark, is_dark(window.palette())) == (True, False)


def test_a_chosen_theme_stays_whatever_the_system_does(window, qapp):
    choose(window, "themeBox", "light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not is_dark(window.palette())


def test_icons_are_drawn_in_the_text_colour_of_the_theme_in_force(window):
    def darkest(icon) -> int:
        image = icon.pixmap(24, 24).toImage()
        pixels = (image.pixelColor(x, y) for x in range(24) for y in range(24))
        return min((c.lightness() for c in pixels if c.alpha() > 200), default=255)

    undo = window.actions_table["undo"].icon()
    light = darkest(undo)
    choose(window, "themeBox", "dark")
    assert light < 80 < 180 < darkest(undo)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_colour_of_text_stands_out_from_what_it_stands_on(qapp, name):
    try:
        appearance.apply_theme(qapp, theme=name)
        palette = qapp.palette()
        role = QPalette.ColorRole
        window, base = palette.color(role.Window), palette.color(role.Base)
        soft = theme.mix(theme.accent(palette), window, share=0.18)
        on = {
            "text on the window": (palette.color(role.WindowText), window),
            "text in fields and lists": (palette.color(role.Text), base),
            "quiet text on the window": (theme.muted(palette), window),
            "quiet text in fields and lists": (theme.muted(palette), base),
            "text of what is chosen": (palette.color(role.WindowText), soft),
            "text under the mouse": (palette.color(role.WindowText), theme.hover(palette)),
            "text on a filled button": (QColor("white"), theme.fill(palette)),
            "text of what is chosen in a menu": (
                palette.color(role.HighlightedText),
                palette.color(role.Highlight),
            ),
            "text of a tip": (palette.color(role.ToolTipText), palette.color(role.ToolTipBase)),
        }
        low = {what: round(contrast(*pair), 2) for what, pair in on.items() if contrast(*pair) < theme.TEXT_CONTRAST}
        assert low == {}
        assert contrast(theme.accent(palette), window) >= 3  # the ring around the focus
    finally:
        appearance.apply_theme(qapp)


def test_text_of_another_size_is_in_force_at_once_headings_and_tables_too(window, qtbot, tmp_path):
    window.context.create_project(tmp_path / "project")
    window.go("train")
    before = {w: w.font().pointSizeF() for w in [*window.findChildren(QLabel), window.page("train").runs]}
    choose(window, "textSizeBox", 150)
    wrong = {w.objectName() or w.text(): w.font().pointSizeF() / was for w, was in before.items()
             if abs(w.font().pointSizeF() / was - 1.5) > 0.02}  # fmt: skip
    assert wrong == {}
    choose(window, "textSizeBox", 100)
    assert all(abs(w.font().pointSizeF() - was) < 0.05 for w, was in before.items())


def test_words_on_the_rail_have_room_at_one_and_a_half_times_the_size(window):
    choose(window, "textSizeBox", 150)
    for button in window.rail.findChildren(QWidget):
        if hasattr(button, "text") and button.text():
            assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width(), button.text()


def test_the_ring_goes_to_what_the_tab_key_leads_to(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.start_page.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    rings = [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]
    assert [ring.widget() for ring in rings] == [QApplication.focusWidget()]


def test_on_a_screen_of_twice_the_density_the_window_is_drawn_twice_as_fine(tmp_path):
    code = (
        "from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from rbc_desk.ui.app import open_window; window = open_window(app);"
        f"window.resize(1000, 700); window.rail.grab().save(r'{tmp_path / 'rail.png'}');"
        "print(window.rail.width(), window.rail.height()); window.context.shut_down()"
    )
    environment = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )
    width, height = map(int, done.stdout.split())
    image = QImage(str(tmp_path / "rail.png"))
    assert (image.width(), image.height()) == (2 * width, 2 * height)
    # lines one device pixel apart differ: nothing was drawn small and then blown up
    rows = [[image.pixel(x, y) for x in range(image.width())] for y in range(160)]
    doubled = sum(rows[y] == rows[y + 1] for y in range(20, 60))
    assert doubled < 38


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_box_in_a_list_that_is_not_ticked_can_be_seen(qtbot, qapp, name):
    try:
        appearance.apply_theme(qapp, theme=name)
        chooser = QListWidget()
        qtbot.addWidget(chooser)
        appearance.dress(chooser)
        item = QListWidgetItem("RBC Small")
        item.setCheckState(Qt.CheckState.Unchecked)
        chooser.addItem(item)
        chooser.show()
        picture = chooser.viewport().grab().toImage()
        base = chooser.palette().color(QPalette.ColorRole.Base)
        middle = chooser.visualItemRect(item).center().y()
        assert max(contrast(picture.pixelColor(x, middle), base) for x in range(20)) >= 3
    finally:
        appearance.apply_theme(qapp)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_row_of_a_table_that_has_the_keys_shows_though_none_is_selected(qtbot, qapp, name):
    try:
        appearance.apply_theme(qapp, theme=name)
        table = QTableWidget(3, 2)
        qtbot.addWidget(table)
        appearance.dress(table)
        table.show()
        table.activateWindow()
        qtbot.waitUntil(table.isActiveWindow)
        table.setFocus(Qt.FocusReason.TabFocusReason)
        assert not table.selectedItems()
        rect = table.visualRect(table.currentIndex())
        picture = table.viewport().grab().toImage()
        assert picture.pixelColor(rect.left(), rect.center().y()) == theme.accent(table.palette())
    finally:
        appearance.apply_theme(qapp)
