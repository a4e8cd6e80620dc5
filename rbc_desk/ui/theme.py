"""The look: everything of the chrome derives from the system's palette, so that light and dark both fit."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from rbc_desk.core.classes import CellClass
from rbc_desk.ui.icons import icon

__all__ = ["GRID", "accent", "apply", "border", "class_icon", "heading_font", "icon", "muted", "readable_on"]

GRID = 8
"""The unit of all spacing, in device-independent pixels."""


def mix(one: QColor, other: QColor, *, share: float) -> QColor:
    """`share` of `one`, the rest `other`."""
    return QColor.fromRgbF(
        *(share * a + (1 - share) * b for a, b in zip(one.getRgbF()[:3], other.getRgbF()[:3], strict=True))
    )


def accent(palette: QPalette) -> QColor:
    """The one accent colour: the system's."""
    return palette.color(QPalette.ColorRole.Accent)


def muted(palette: QPalette) -> QColor:
    """For secondary text: readable, but quieter than text."""
    return mix(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), share=0.66)


def border(palette: QPalette) -> QColor:
    """For hairlines between the parts of the window."""
    return mix(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), share=0.16)


def hover(palette: QPalette) -> QColor:
    return mix(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), share=0.07)


def readable_on(colour: QColor) -> QColor:
    """Black or white, whichever stands out more from `colour` (relative luminance as in WCAG 2)."""
    return QColor(Qt.GlobalColor.black if _luminance(colour) > 0.179 else Qt.GlobalColor.white)


def _on_accent(colour: QColor) -> QColor:
    """White where it has a contrast of 3 to 1 (bold text), as buttons look everywhere; black otherwise."""
    return QColor(Qt.GlobalColor.white if _luminance(colour) <= 0.3 else Qt.GlobalColor.black)


def _luminance(colour: QColor) -> float:
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


def class_icon(cell_class: CellClass, *, size: int = 20) -> QIcon:
    """A dot of the class's colour with its letters, so that colour never stands alone."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio() if QGuiApplication.primaryScreen() else 1.0
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    colour = QColor(cell_class.colour)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(0, 0, size, size), size / 4, size / 4)
    font = QFont(QGuiApplication.font())
    font.setPixelSize(round(size * (0.62 if len(cell_class.letters) == 1 else 0.5)))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(readable_on(colour))
    painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, cell_class.letters)
    painter.end()
    return QIcon(pixmap)


def heading_font(*, scale: float = 1.4) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def tabular_font() -> QFont:
    """The interface font with figures of one width, for columns of numbers."""
    font = QFont(QGuiApplication.font())
    if hasattr(QFont, "Tag"):
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def fixed_font() -> QFont:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)


def apply(app: QApplication, *, theme: str = "system") -> None:
    """Dress the application: Fusion, the asked colour scheme and our style sheet, kept in step with the system."""
    app.setStyle("Fusion")
    hints = app.styleHints()
    scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(theme, Qt.ColorScheme.Unknown)
    if hasattr(hints, "setColorScheme"):  # Qt 6.8
        hints.setColorScheme(scheme)
    if theme == "dark" and hints.colorScheme() != scheme:
        app.setPalette(dark_palette())  # some platforms (bare X11, offscreen) know no scheme
    app.setStyleSheet(style_sheet(app.palette()))
    hints.colorSchemeChanged.connect(lambda _scheme: app.setStyleSheet(style_sheet(app.palette())))


def dark_palette() -> QPalette:
    """Fusion's own dark colours, for where the platform gives none."""
    window, text = QColor("#323232"), QColor("#f0f0f0")
    palette = QPalette(window)
    for role, colour in (
        (QPalette.ColorRole.Window, window),
        (QPalette.ColorRole.Base, QColor("#242424")),
        (QPalette.ColorRole.AlternateBase, QColor("#2b2b2b")),
        (QPalette.ColorRole.ToolTipBase, QColor("#3c3c3c")),
        (QPalette.ColorRole.Button, window),
        (QPalette.ColorRole.Highlight, QColor("#308cc6")),
        (QPalette.ColorRole.Accent, QColor("#308cc6")),
        (QPalette.ColorRole.Link, QColor("#308cc6")),
        (QPalette.ColorRole.WindowText, text),
        (QPalette.ColorRole.Text, text),
        (QPalette.ColorRole.ButtonText, text),
        (QPalette.ColorRole.ToolTipText, text),
        (QPalette.ColorRole.BrightText, text),
        (QPalette.ColorRole.HighlightedText, text),
        (QPalette.ColorRole.PlaceholderText, QColor("#a0a0a0")),
    ):
        palette.setColor(role, colour)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#828282"))
    return palette


def restyle(widget: QWidget) -> None:
    """Have a changed dynamic property shown."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def style_sheet(palette: QPalette) -> str:
    """The application's style sheet for a palette."""
    names = {
        "accent": accent(palette).name(),
        "on_accent": _on_accent(accent(palette)).name(),
        "accent_hover": mix(accent(palette), palette.color(QPalette.ColorRole.WindowText), share=0.88).name(),
        "soft": mix(accent(palette), palette.color(QPalette.ColorRole.Window), share=0.18).name(),
        "border": border(palette).name(),
        "hover": hover(palette).name(),
        "muted": muted(palette).name(),
        "faint": mix(
            palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), share=0.36
        ).name(),
        "base": palette.color(QPalette.ColorRole.Base).name(),
        "window": palette.color(QPalette.ColorRole.Window).name(),
        "text": palette.color(QPalette.ColorRole.WindowText).name(),
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
QToolButton[rail="true"] { border: none; border-radius: 8px; padding: 8px 4px; color: @muted@; }
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
QLineEdit { border: 1px solid @border@; border-radius: 6px; padding: 5px 8px; background: @base@; }
QLineEdit:focus { border-color: @accent@; }
QProgressBar { border: none; border-radius: 4px; background: @border@; }
QProgressBar::chunk { border-radius: 4px; background: @accent@; }
QToolButton[bar="true"] { border: 1px solid transparent; border-radius: 6px; padding: 5px 10px; }
QToolButton[bar="true"]:hover { background: @hover@; }
QToolButton[bar="true"]:checked { background: @soft@; border-color: @accent@; }
QToolButton[bar="true"]:focus { border-color: @accent@; }
QToolButton[quiet="true"] { border: 1px solid transparent; border-radius: 6px; padding: 3px 8px; color: @muted@; }
QToolButton[quiet="true"]:hover { background: @hover@; color: @text@; }
QToolButton[quiet="true"]:focus { border-color: @accent@; }
QToolButton[chip="true"] { background: @soft@; border: 1px solid @accent@; border-radius: 6px; padding: 5px 10px;
    font-weight: 600; }
QToolButton[chip="true"]:hover { background: @hover@; }
QToolButton#readerChip::menu-indicator, QToolButton#blindedChip::menu-indicator { image: none; }
QToolButton[primary="true"], QPushButton[primary="true"] {
    background: @accent@; color: @on_accent@; border: 1px solid @accent@; border-radius: 6px;
    padding: 6px 14px; font-weight: 600; }
QToolButton[primary="true"]:hover, QPushButton[primary="true"]:hover { background: @accent_hover@; }
QToolButton[primary="true"]:disabled, QPushButton[primary="true"]:disabled {
    background: @hover@; color: @muted@; border-color: @border@; }
QLabel[muted="true"] { color: @muted@; }
QFrame[banner="true"] QListWidget { background: transparent; border: none; }
QFrame[banner="true"] { background: @soft@; border: none; border-left: 4px solid @accent@; border-radius: 0; }
QFrame[card="true"] { background: @base@; border: 1px solid @border@; border-radius: 8px; }
QFrame[card="true"][drop="true"] { border: 2px dashed @accent@; }
QListView { show-decoration-selected: 1; }
QListView::item { padding: 4px; }
QComboBox { padding: 5px 8px; }
QCheckBox::indicator:unchecked { width: 12px; height: 12px; border: 1px solid @muted@; border-radius: 2px;
    background: @base@; }
QTableView, QListView { border: 1px solid @border@; border-radius: 6px; gridline-color: @border@;
    selection-background-color: @soft@; selection-color: @text@; }
QHeaderView::section { background: @window@; color: @muted@; border: none;
    border-bottom: 1px solid @border@; padding: 6px 8px; }
QTableView::item { padding: 4px 8px; }
"""
