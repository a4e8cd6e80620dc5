"""The dialog for what nobody foresaw."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from rbc_desk.ui.errors import JobError


def show_error(error: JobError, *, log_path: Path, parent: QWidget) -> QMessageBox:
    """Open (without blocking) what happened, what to do, and where the log is."""
    box = QMessageBox(parent)
    box.setObjectName("errorDialog")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(error.title)
    box.setText(error.message)
    box.setInformativeText(f"{error.hint}\n\nLog file: {log_path}".strip())
    if error.traceback:
        box.setDetailedText(error.traceback)
    box.open()
    return box
