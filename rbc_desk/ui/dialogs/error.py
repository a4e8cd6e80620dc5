"""The dialog for unexpected errors."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.language import translated


def show_error(error: JobError, *, log_path: Path, parent: QWidget) -> QMessageBox:
    """Show, without blocking, what happened, what to do, and where the log is."""
    box = QMessageBox(parent)
    box.setObjectName("errorDialog")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(translated(error.title))
    box.setText(translated(error.message))
    log_line = QCoreApplication.translate("ErrorDialog", "Log file: {path}").format(path=log_path)
    box.setInformativeText(f"{translated(error.hint)}\n\n{log_line}".strip())
    if error.traceback:
        box.setDetailedText(error.traceback)
    box.open()
    return box
