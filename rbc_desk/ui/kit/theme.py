"""The theme. All interface colours derive from the system's palette, light or dark."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from rbc_desk.core.classes import CellClass
from rbc_desk.ui.kit.icons import icon

__all__ = ["GRID", "accent", "border", "class_icon", "heading_font", "icon", "muted", "readable_on"]

GRID = 8
"""The unit of all spacing, in device-independent pixels."""

DISPLAY, TITLE, HEADING, SUBHEADING, BODY, SMALL = 2.2, 1.4, 1.25, 1.1, 1.0, 0.9
"""The type scale: text sizes as multiples of the interface's text size."""

TEXT_CONTRAST = 4.5
"""The minimum contrast of text with its background (WCAG 2, level AA)."""

_USUAL_LINE_PX = 14.0  # the text line height that sizes in GRID assume


def mix(one: QColor, other: QColor, *, share: float) -> QColor:
    """A mix of `share` of `one` and the rest of `other`."""
    return QColor.fromRgbF(
        *(share * a + (1 - share) * b for a, b in zip(_channels(one), _channels(other), strict=True))
    )


def accent(palette: QPalette) -> QColor:
    """The only accent colour: the system's."""
    return palette.color(QPalette.ColorRole.Accent)


def muted(palette: QPalette) -> QColor:
    """The colour of secondary text: readable, but less prominent than text."""
    return mix(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), share=0.66)


def warning(palette: QPalette) -> QColor:
    """The colour of warnings: an amber with enough contrast to the window, light or dark."""
    return QColor("#e0a526" if palette.color(QPalette.ColorRole.Window).lightnessF() < 0.5 else "#b26a00")


def border(palette: QPalette) -> QColor:
    """The colour of hairlines between the parts of the window."""
    return mix(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), share=0.16)


def hover(palette: QPalette) -> QColor:
    return mix(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), share=0.07)


def fill(palette: QPalette) -> QColor:
    """The accent as a background of white text."""
    return darkened(accent(palette))


def darkened(colour: QColor) -> QColor:
    """The colour, darkened until white text on it, or it as text on white, is readable."""
    white = QColor(Qt.GlobalColor.white)
    while contrast(colour, white) < TEXT_CONTRAST:
        colour = mix(colour, QColor(Qt.GlobalColor.black), share=0.95)
    return colour


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours, 1 (none) to 21 (WCAG 2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(colour: QColor) -> QColor:
    """Black or white, whichever has more contrast with `colour` (relative luminance as in WCAG 2)."""
    return QColor(Qt.GlobalColor.black if _luminance(colour) > 0.179 else Qt.GlobalColor.white)


def _channels(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def _luminance(colour: QColor) -> float:
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


def class_icon(cell_class: CellClass, *, size: int = 20) -> QIcon:
    """A dot in the class's colour with its letters, so that colour is never the only sign."""
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
    dot = QIcon(pixmap)
    dot.addPixmap(pixmap, QIcon.Mode.Selected)  # without this Qt would tint it, and a class must keep its colour
    return dot


def heading_font(*, scale: float = TITLE) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def tabular_font() -> QFont:
    """The interface font with digits of equal width, for columns of numbers."""
    font = QFont(QGuiApplication.font())
    if hasattr(QFont, "Tag"):
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def text_scale() -> float:
    """The text line height relative to what sizes in `GRID` assume; at least 1."""
    return max(1.0, QFontMetricsF(QGuiApplication.font()).height() / _USUAL_LINE_PX)


def with_text(widget: QWidget, fit: Callable[[float], object]) -> None:
    """Call `fit(text_scale())` now and whenever the text size changes, for sizes that depend on the text."""
    _TextWatch(widget, fit)


class _TextWatch(QObject):
    def __init__(self, widget: QWidget, fit: Callable[[float], object]) -> None:
        super().__init__(widget)
        self._fit, self._scale = fit, text_scale()
        widget.installEventFilter(self)
        fit(self._scale)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.FontChange):
            scale = text_scale()
            if scale != self._scale:
                self._scale = scale
                self._fit(scale)
        return False


def restyle(widget: QWidget) -> None:
    """Update the widget's style after a dynamic property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
