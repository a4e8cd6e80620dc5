"""Applies language, theme, text size and focus ring to the application.

The style sheet belongs to the windows, not to the application: Qt styles a widget anew, with all that it contains,
whenever it is placed into another one while the application has a sheet. Pages would take three times as long to
build. Dialogs, menus and tool tips have the sheet of the window that they belong to.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from rbc_desk.ui.kit import language
from rbc_desk.ui.kit.focus_ring import FocusRings
from rbc_desk.ui.kit.style_sheet import style_sheet
from rbc_desk.ui.kit.theme import fill
from rbc_desk.ui.state.app_context import AppContext

_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_BASE_SIZE = "rbcDeskTextSize"  # follow the system text size in points, stored on the application
_SHEET = "rbcDeskStyleSheet"  # the style sheet of all windows, stored on the application


class Appearance(QObject):
    """Follows the settings, and the system if the settings say so."""

    def __init__(self, app: QApplication, context: AppContext) -> None:
        super().__init__(context)
        self._app, self._context = app, context
        self._rings = FocusRings(app, is_mine=self._is_mine, parent=self)
        language.apply(app, choice=context.settings.language)
        apply_theme(app, theme=context.settings.theme)
        set_text_size(app, percent=context.settings.text_size)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        context.settings_changed.connect(self._on_settings_changed)

    @Slot(object)
    def _on_settings_changed(self, fields: frozenset[str]) -> None:
        if "language" in fields:
            language.apply(self._app, choice=self._context.settings.language)
        if "theme" in fields:
            apply_theme(self._app, theme=self._context.settings.theme)
        if "text_size" in fields:
            set_text_size(self._app, percent=self._context.settings.text_size)

    @Slot(Qt.ColorScheme)
    def _on_system_changed(self, scheme: Qt.ColorScheme) -> None:
        """The system changed its colour scheme. If a theme was chosen, this is only the echo of that choice."""
        window = self._context.parent()
        closed = isinstance(window, QWidget) and not window.isVisible()
        if self._context.settings.theme == "system" and not closed:
            _apply_theme(self._app, dark=scheme == Qt.ColorScheme.Dark)

    def _is_mine(self, window: QWidget) -> bool:
        """Whether the window is the context's, or a dialog of it."""
        above: QWidget | None = window
        while above is not None and above is not self._context.parent():
            above = above.parentWidget()
        return above is not None


def apply_theme(app: QApplication, *, theme: str = "system") -> None:
    """Apply the style Fusion, the requested colour scheme, and the style sheet."""
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")
    scheme = _SCHEMES.get(theme, Qt.ColorScheme.Unknown)
    hints = app.styleHints()
    if hasattr(hints, "setColorScheme"):  # Qt 6.8
        hints.setColorScheme(scheme)
    wanted = hints.colorScheme() if theme == "system" else scheme
    _apply_theme(app, dark=wanted == Qt.ColorScheme.Dark)


def _apply_theme(app: QApplication, *, dark: bool) -> None:
    before = app.palette()
    app.setPalette(QPalette())  # follow the system
    is_dark = app.palette().color(QPalette.ColorRole.Window).lightnessF() < 0.5
    palette = dark_palette() if dark and not is_dark else QPalette()  # plain X11 has no colour scheme
    ground = palette if palette.resolveMask() else app.palette()
    # white text on selected menu items: the system's accent is often too light
    palette.setColor(QPalette.ColorRole.Highlight, fill(ground))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor(Qt.GlobalColor.white))
    app.setPalette(palette)
    sheet = style_sheet(app.palette())
    if sheet != app.property(_SHEET) or app.palette() != before:  # a new sheet styles every widget again
        app.setProperty(_SHEET, sheet)
        for window in _windows():
            dress(window)


def dress(window: QWidget) -> None:
    """Give the style sheet of the theme to a window without a parent."""
    app = QApplication.instance()
    window.setStyleSheet(str((app and app.property(_SHEET)) or ""))


def _windows() -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if widget.parentWidget() is None]


def set_text_size(app: QApplication, *, percent: int) -> None:
    """Set the text to this percentage of the system's size, immediately, in every widget."""
    base = app.property(_BASE_SIZE)
    if base is None:
        base = app.font().pointSizeF()
        app.setProperty(_BASE_SIZE, base)
    before, after = app.font().pointSizeF(), float(base) * percent / 100
    if abs(before - after) < 0.01:
        return
    # widgets with their own size (headings, figures) do not follow the application's font
    sizes = [(widget, widget.font().pointSizeF()) for widget in app.allWidgets() if _has_own_size(widget)]
    font = QFont(app.font())
    font.setPointSizeF(after)
    windows = _windows()
    for window in windows:
        window.setStyleSheet("")  # styled widgets do not follow the application's font
    app.setFont(font)
    for window in windows:
        window.setFont(QFont())  # now, not when the application's next event is handled: the sheet is back by then
        dress(window)
    for widget, size in sizes:
        if abs(widget.font().pointSizeF() - size) < 0.01:
            scaled = QFont(widget.font())
            scaled.setPointSizeF(size * after / before)
            widget.setFont(scaled)


def _has_own_size(widget: QWidget) -> bool:
    return widget.testAttribute(Qt.WidgetAttribute.WA_SetFont) and widget.font().pointSizeF() > 0


def dark_palette() -> QPalette:
    """Fusion's own dark colours, for platforms that provide none."""
    window, text = QColor("#323232"), QColor("#f0f0f0")
    palette = QPalette(window)
    for role, colour in (
        (QPalette.ColorRole.Window, window),
        (QPalette.ColorRole.Base, QColor("#242424")),
        (QPalette.ColorRole.AlternateBase, QColor("#2b2b2b")),
        (QPalette.ColorRole.ToolTipBase, QColor("#3c3c3c")),
        (QPalette.ColorRole.Button, window),
        (QPalette.ColorRole.Accent, QColor("#3f9bd6")),
        (QPalette.ColorRole.Link, QColor("#6cb8e6")),
        (QPalette.ColorRole.WindowText, text),
        (QPalette.ColorRole.Text, text),
        (QPalette.ColorRole.ButtonText, text),
        (QPalette.ColorRole.ToolTipText, text),
        (QPalette.ColorRole.BrightText, text),
        (QPalette.ColorRole.PlaceholderText, QColor("#a8a8a8")),
    ):
        palette.setColor(role, colour)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#828282"))
    return palette
