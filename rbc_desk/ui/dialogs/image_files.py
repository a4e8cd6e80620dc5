"""Asks for image files or a folder. The dialog does not stop the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from rbc_desk.core.files.images import dialog_filter


def ask_for_images(
    parent: QWidget,
    title: str,
    *,
    then: Callable[[list[Path]], Any],
    mode: QFileDialog.FileMode = QFileDialog.FileMode.ExistingFiles,
) -> None:
    """Show the dialog; `then` gets what was chosen, and is not called if it is cancelled."""
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(mode)
    if mode == QFileDialog.FileMode.ExistingFiles:
        images = QCoreApplication.translate("ImageFiles", "Images")
        every = QCoreApplication.translate("ImageFiles", "All files (*)")
        dialog.setNameFilters([f"{images} ({dialog_filter()})", every])
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()
