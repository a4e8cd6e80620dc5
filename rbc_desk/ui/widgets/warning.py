"""A coloured warning bar with a sign, because colour must not be the only sign."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rbc_desk.ui.kit.theme import GRID, icon, warning

_SIGN_PX = 20


class WarningBanner(QFrame):
    """A sign, a text, and layouts for actions below the text (`box`) or beside it (`row`). Hidden without a text."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("banner", "warning")
        self.sign = QLabel()
        self.sign.setFixedSize(_SIGN_PX, _SIGN_PX)
        self.words = QLabel("", objectName=f"{name}Text", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.box = QVBoxLayout()
        self.box.setSpacing(GRID)
        self.box.addWidget(self.words)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        self.row.setSpacing(GRID)
        self.row.addWidget(self.sign, alignment=Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(self.box, 1)
        self._apply_theme()
        self.hide()

    def show_text(self, text: str) -> None:
        """Show this text; "" hides the banner."""
        self.words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        return self.words.text()

    def _apply_theme(self) -> None:
        self.sign.setPixmap(icon("warning", colour=warning(self.palette())).pixmap(_SIGN_PX, _SIGN_PX))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "sign"):
            self._apply_theme()
        super().changeEvent(event)
