"""Headings, secondary text and empty states."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rbc_desk.ui.kit.theme import GRID, TITLE, heading_font, with_text

_FEWEST_LETTERS = 9  # minimum width of an elided line


def tight(box: QBoxLayout) -> None:
    """Remove margins and spacing."""
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)


def scrolled(inside: QWidget) -> QScrollArea:
    """The widget in a frameless scroll area, for use where space may be short."""
    area = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(_AsLowAsCanBe(inside))
    return area


class _AsLowAsCanBe(QWidget):
    """A scroll area that requests the minimum height of its content; Qt would use the maximum for wrapped text."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        inside.setParent(self)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        least, layout = self._inside.minimumSizeHint(), self._inside.layout()
        if layout is None or not layout.hasHeightForWidth():
            return least
        return QSize(least.width(), layout.minimumHeightForWidth(max(self.width(), least.width())))

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.LayoutRequest
        ):  # the content's size hint changed, which the area is not notified of
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inside.resize(self.size())
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()


def heading(text: str, *, scale: float = TITLE) -> QLabel:
    label = QLabel(text)
    label.setFont(heading_font(scale=scale))
    return label


def quiet(text: str, *, wrap: bool = False) -> QLabel:
    """Secondary text in the muted colour."""
    label = QLabel(text)
    label.setProperty("muted", True)
    label.setWordWrap(wrap)
    return label


def button(text: str, *, name: str, primary: bool = False) -> QPushButton:
    """A push button with its object name; `primary` fills it with the accent."""
    push_button = QPushButton(text, objectName=name)
    push_button.setProperty("primary", primary)
    return push_button


class Elided(QLabel):
    """A line that ends in "…" if it does not fit; the full text is its tooltip."""

    def __init__(
        self,
        text: str = "",
        *,
        muted: bool = False,
        object_name: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
    ) -> None:
        super().__init__(text)
        self.setObjectName(object_name)
        self._mode = mode
        self.setToolTip(text)
        self.setProperty("muted", muted)
        self.setProperty("givesWay", True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        few = self.fontMetrics().horizontalAdvance("x" * _FEWEST_LETTERS)
        return QSize(min(few, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        inside = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), self._mode, inside.width())
        painter.drawText(inside, int(self.alignment()) | int(Qt.TextFlag.TextSingleLine), shown)


class Notice(QLabel):
    """A prominent message on the page; hidden while it is empty."""

    def __init__(self, object_name: str) -> None:
        super().__init__(wordWrap=True)
        self.setObjectName(object_name)
        self.hide()
        self.setProperty("banner", True)
        self.setMargin(GRID)

    def show_text(self, text: str) -> None:
        """Show the text; "" hides the notice."""
        self.setText(text)
        self.setVisible(bool(text))


def place(folder: Path) -> str:
    """A folder as displayed: the home folder is abbreviated to a tilde, except on Windows."""
    home = Path.home()
    if os.name == "nt" or not folder.is_relative_to(home) or folder == home:
        return str(folder)
    return f"~/{folder.relative_to(home).as_posix()}"


class EmptyState(QWidget):
    """The content of an empty page: what it is for, and what to do."""

    def __init__(self, title: str, *, advice: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = heading(title)
        self._advice = quiet(advice, wrap=True)
        with_text(self._advice, lambda scale: self._advice.setFixedWidth(round(48 * GRID * scale)))
        self._advice.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.box = QVBoxLayout(self)
        self.box.setSpacing(2 * GRID)
        self.box.addStretch(2)
        self.box.addWidget(self._title, alignment=Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()  # with an alignment it would get the height for the page's full width
        middle.addStretch(1)
        middle.addWidget(self._advice)
        middle.addStretch(1)
        self.box.addLayout(middle)
        self.box.addStretch(3)

    def add(self, widget: QWidget) -> None:
        """Add a button (or another widget) below the advice."""
        self.box.insertWidget(self.box.count() - 1, widget, alignment=Qt.AlignmentFlag.AlignHCenter)

    def show_text(self, title: str, *, advice: str) -> None:
        self._title.setText(title)
        self._advice.setText(advice)


def time_left(seconds: float) -> str:
    """A duration as text: `40 s left`, `3 min left`."""
    tr = QCoreApplication.translate
    if seconds < 60:
        return tr("Status", "{n} s left").format(n=max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 90:
        return tr("Status", "{n} min left").format(n=minutes)
    return tr("Status", "{n:.1f} h left").format(n=minutes / 60)
