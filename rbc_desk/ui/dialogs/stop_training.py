"""Asks before the window closes, or the project is restored, during a training."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget


def ask_to_stop(*, on_stop: Callable[[], None], on_later: Callable[[], None] | None, parent: QWidget) -> None:
    """Ask whether to stop the training and quit: with a model made (`on_stop`), or to resume later (`on_later`).

    `on_later` None: this training cannot be resumed.
    """
    tr = QCoreApplication.translate
    box = _question(tr("StopTraining", "Stop training and quit?"), parent=parent)
    box.setInformativeText(
        tr(
            "StopTraining",
            "If you stop the training, a model is made from the best epoch so far. If you quit, you can "
            "resume it later.",
        )
        if on_later is not None
        else tr("StopTraining", "A model is made from the best epoch so far.")
    )
    stop = box.addButton(tr("StopTraining", "Stop and quit"), QMessageBox.ButtonRole.AcceptRole)
    stop.setObjectName("stopAndQuitButton")
    if on_later is not None:
        later = box.addButton(tr("StopTraining", "Quit and resume later"), QMessageBox.ButtonRole.AcceptRole)
        later.setObjectName("resumeLaterButton")
        later.clicked.connect(on_later)
    _open(box, stop=stop, on_stop=on_stop)


def ask_to_stop_and_restore(*, on_stop: Callable[[], None], parent: QWidget) -> None:
    """Ask whether to stop the training and restore a backup of its project (`on_stop`)."""
    tr = QCoreApplication.translate
    box = _question(tr("StopTraining", "Stop training and restore the backup?"), parent=parent)
    box.setInformativeText(
        tr(
            "StopTraining",
            "A model is made from the best epoch so far. It is kept with the current state of the "
            "project, not in the restored one.",
        )
    )
    stop = box.addButton(tr("StopTraining", "Stop and restore"), QMessageBox.ButtonRole.AcceptRole)
    stop.setObjectName("stopAndRestoreButton")
    _open(box, stop=stop, on_stop=on_stop)


def _question(text: str, *, parent: QWidget) -> QMessageBox:
    box = QMessageBox(parent)
    box.setObjectName("stopTrainingDialog")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(text)
    return box


def _open(box: QMessageBox, *, stop: QPushButton, on_stop: Callable[[], None]) -> None:
    go_on = QCoreApplication.translate("StopTraining", "Continue training")
    box.setDefaultButton(box.addButton(go_on, QMessageBox.ButtonRole.RejectRole))
    stop.clicked.connect(on_stop)
    box.open()
