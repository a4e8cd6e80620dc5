"""Headings, quiet text and what stands where there is nothing yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rbc_desk.ui.theme import GRID, heading_font, with_text


def tight(box: QBoxLayout) -> None:
    """No margins and no spacing."""
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)


def heading(text: str, *, scale: float = 1.4) -> QLabel:
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
    made = QPushButton(text, objectName=name)
    made.setProperty("primary", primary)
    return made


class EmptyState(QWidget):
    """What a page shows while it has nothing: what this is, and what to do."""

    def __init__(self, title: str, *, advice: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = heading(title)
        self._advice = quiet(advice, wrap=True)
        # a fixed width: within a range the height is that of another width, and lines are cut off
        with_text(self._advice, lambda scale: self._advice.setFixedWidth(round(48 * GRID * scale)))
        self._advice.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.box = QVBoxLayout(self)
        self.box.setSpacing(2 * GRID)
        self.box.addStretch(2)
        self.box.addWidget(self._title, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.box.addWidget(self._advice, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.box.addStretch(3)

    def add(self, widget: QWidget) -> None:
        """Put a button (or another way on) below the advice."""
        self.box.insertWidget(self.box.count() - 1, widget, alignment=Qt.AlignmentFlag.AlignHCenter)

    def say(self, title: str, *, advice: str) -> None:
        self._title.setText(title)
        self._advice.setText(advice)
