"""The application's style sheet, derived from the palette."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from rbc_desk.settings.paths import resource
from rbc_desk.ui.kit.theme import accent, border, fill, hover, mix, muted, warning


def style_sheet(palette: QPalette) -> str:
    """The application's style sheet for a palette."""
    text, window = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window)
    filled = fill(palette)
    names = {
        "accent": accent(palette).name(),
        "fill": filled.name(),
        "fill_hover": filled.darker(112).name(),
        "soft": mix(accent(palette), window, share=0.18).name(),
        "warning": warning(palette).name(),
        "warning_soft": mix(warning(palette), window, share=0.2).name(),
        "border": border(palette).name(),
        "hover": hover(palette).name(),
        "muted": muted(palette).name(),
        "faint": mix(text, window, share=0.36).name(),
        "base": palette.color(QPalette.ColorRole.Base).name(),
        "window": window.name(),
        "text": text.name(),
        "checked": resource("icons/checked.svg").as_posix(),
    }
    sheet = _SHEET
    for name, value in names.items():
        sheet = sheet.replace(f"@{name}@", value)
    return sheet


_SHEET = """
QWidget#rail { border-right: 1px solid @border@; }
QWidget#topBar { border-bottom: 1px solid @border@; }
QWidget#sideColumn { border-left: 1px solid @border@; }
QStatusBar { border-top: 1px solid @border@; }
QStatusBar::item { border: none; }
QToolButton[rail="true"] { border: none; border-radius: 8px; padding: 8px 1px; color: @muted@; }
QToolButton[rail="true"][compact="true"] { padding: 0px 1px; }
QToolButton[rail="true"]:hover { background: @hover@; color: @text@; }
QToolButton[rail="true"]:checked { background: @soft@; color: @text@; font-weight: 600; }
QToolButton[rail="true"]:disabled { color: @faint@; background: transparent; }
QToolButton[rail="true"]:focus { border: 1px solid @accent@; }
QToolButton[rail="true"]::menu-indicator { image: none; }
QPushButton { border: 1px solid @border@; border-radius: 6px; padding: 6px 14px; background: @base@; }
QPushButton:hover { background: @hover@; }
QPushButton:pressed { background: @soft@; }
QPushButton:focus { border-color: @accent@; }
QPushButton:disabled { color: @faint@; background: transparent; }
QPushButton:flat { border-color: transparent; background: transparent; }
QLineEdit { border: 1px solid @border@; border-radius: 6px; padding: 5px 8px; background: @base@;
    placeholder-text-color: @muted@; }
QLineEdit:focus { border-color: @accent@; }
QProgressBar { border: none; border-radius: 4px; background: @border@; }
QProgressBar::chunk { border-radius: 4px; background: @accent@; }
QToolButton[bar="true"] { border: 1px solid transparent; border-radius: 6px; padding: 5px 10px; }
QToolButton[bar="true"]:hover { background: @hover@; }
QToolButton[bar="true"]:checked { background: @soft@; border-color: @accent@; }
QToolButton[bar="true"]:focus { border-color: @accent@; }
QToolButton[choice="true"] { border: 1px solid @border@; border-radius: 6px; padding: 4px 8px; background: @base@; }
QToolButton[choice="true"]:hover { background: @hover@; }
QToolButton[choice="true"]:checked { background: @soft@; border-color: @accent@; }
QToolButton[choice="true"]:focus { border-color: @accent@; }
QToolButton[choice="true"]:disabled { color: @faint@; background: transparent; }
QToolButton[bar="true"][popupMode="2"] { padding-right: 22px; }
QToolButton[bar="true"]::menu-indicator { subcontrol-origin: border; subcontrol-position: center right; right: 7px; }
QToolButton#readerChip, QToolButton#blindedChip { padding-right: 10px; }
QTabWidget::pane { border: none; }
QTabBar::tab { border: 1px solid transparent; border-radius: 6px; padding: 5px 10px; margin: 0 2px 6px 0; }
QTabBar::tab:hover { background: @hover@; }
QTabBar::tab:selected { background: @soft@; border-color: @accent@; }
QTabBar::tab:disabled { color: @faint@; }
QToolButton[quiet="true"] { border: 1px solid transparent; border-radius: 6px; padding: 3px 8px; color: @muted@; }
QToolButton[quiet="true"]:hover { background: @hover@; color: @text@; }
QToolButton[quiet="true"]:focus { border-color: @accent@; }
QToolButton[chip="true"] { background: @soft@; border: 1px solid @accent@; border-radius: 6px; padding: 5px 10px;
    font-weight: 600; }
QToolButton[chip="true"]:hover { background: @hover@; }
QToolButton#readerChip::menu-indicator, QToolButton#blindedChip::menu-indicator { image: none; }
QToolButton[primary="true"], QPushButton[primary="true"] {
    background: @fill@; color: white; border: 1px solid @fill@; border-radius: 6px;
    padding: 6px 14px; font-weight: 600; }
QToolButton[primary="true"]:hover, QPushButton[primary="true"]:hover { background: @fill_hover@; }
QToolButton[primary="true"]:disabled, QPushButton[primary="true"]:disabled {
    background: @hover@; color: @muted@; border-color: @border@; }
QLabel[muted="true"] { color: @muted@; }
*[legible="true"]:disabled { color: @muted@; }
QAbstractButton QLabel[muted="true"]:disabled { color: @faint@; }
QFrame[banner="true"] QListWidget { background: transparent; border: none; }
QFrame[banner="true"] { background: @soft@; border: none; border-left: 4px solid @accent@; border-radius: 0; }
QFrame[banner="warning"] { background: @warning_soft@; border: none; border-left: 4px solid @warning@;
    border-radius: 0; }
QFrame[card="true"] { background: @base@; border: 1px solid @border@; border-radius: 8px; }
QFrame[card="tour"] { background: @base@; border: 1px solid @accent@; border-radius: 8px; }
QFrame#calibrationCard { margin: 8px; background: @window@; }
QFrame[card="true"][drop="true"] { border: 2px dashed @accent@; }
QGraphicsView#smearCanvas { border: 2px solid transparent; }
QGraphicsView#smearCanvas:focus { border-color: @accent@; }
QTableCornerButton::section { border: none; background: @window@; }
QListView { show-decoration-selected: 1; }
QListView::item { padding: 4px; }
QComboBox { padding: 5px 8px; }
QCheckBox::indicator:unchecked, QAbstractItemView::indicator:unchecked {
    width: 12px; height: 12px; border: 1px solid @muted@; border-radius: 2px; background: @base@; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    width: 12px; height: 12px; border: 1px solid @fill@; border-radius: 2px; background: @fill@;
    image: url("@checked@"); }
QCheckBox::indicator:checked:disabled, QAbstractItemView::indicator:checked:disabled {
    border-color: @faint@; background: @faint@; }
QCheckBox::indicator:unchecked:disabled { border-color: @faint@; }
QTableView, QListView { border: 1px solid @border@; border-radius: 6px; gridline-color: @border@;
    selection-background-color: @soft@; selection-color: @text@; }
QHeaderView::section { background: @window@; color: @muted@; border: none;
    border-bottom: 1px solid @border@; padding: 6px 8px; }
QTableView::item { padding: 4px 8px; }
QTableView::item:focus:!selected, QListView::item:focus:!selected { border: 1px solid @accent@; }
QTableView[narrow="true"]::item, QTableView[narrow="true"] QHeaderView::section { padding: 4px; }
"""
