"""The bar above the page that reports problems without interrupting."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID


class Banner(QFrame):
    """Shows the latest problem until it is dismissed or retried. `details_requested` requests the dialog.

    `restore_requested` carries the folder of a damaged project, `reopen_requested` the specimen of a signed report.
    """

    details_requested = Signal(object)  # JobError
    restore_requested = Signal(object)  # Path
    reopen_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("banner", True)
        self.setAccessibleName(self.tr("Message"))
        self.error: JobError | None = None
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._text.setObjectName("bannerText")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._details = QPushButton(self.tr("Details…"), objectName="bannerDetails", flat=True)
        self.restore = QPushButton(self.tr("Restore…"), objectName="bannerRestore")
        self.reopen = QPushButton(self.tr("Reopen…"), objectName="bannerReopen")
        self._close = QToolButton(objectName="bannerClose", toolTip=self.tr("Dismiss"), autoRaise=True)
        self._close.setAccessibleName(self.tr("Dismiss"))
        cross = icon("close")
        self._close.setIcon(cross)
        if cross.isNull():
            self._close.setText("×")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.addWidget(self._text)
        layout.addWidget(self.restore)
        layout.addWidget(self.reopen)
        layout.addWidget(self._details)
        layout.addWidget(self._close)
        self._details.clicked.connect(lambda: self.details_requested.emit(self.error))
        self.restore.clicked.connect(self._on_restore)
        self.reopen.clicked.connect(self._on_reopen)
        self._close.clicked.connect(self.dismiss)
        self.hide()

    def show_error(self, error: JobError) -> None:
        self.error = error
        self._text.setText(" ".join(translated(part) for part in (error.message, error.hint) if part))
        self._details.setVisible(bool(error.traceback))
        self.restore.setVisible(error.damaged is not None)
        self.reopen.setVisible(error.locked is not None)
        self.show()

    @Slot()
    def _on_restore(self) -> None:
        if self.error is not None:
            self.restore_requested.emit(self.error.damaged)

    @Slot()
    def _on_reopen(self) -> None:
        if self.error is not None and self.error.locked is not None:
            self.reopen_requested.emit(self.error.locked)

    @Slot(str)
    def on_started(self, title: str) -> None:
        """Hide the message about a job when that job is started again."""
        if self.error is not None and self.error.title == title:
            self.dismiss()

    @Slot()
    def dismiss(self) -> None:
        self.error = None
        self.hide()
