"""Asked when the window is closed while a training runs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask_to_stop(*, on_stop: Callable[[], None], on_later: Callable[[], None] | None, parent: QWidget) -> None:
    """Ask whether to stop the training and quit: with a model made (`on_stop`), or to go on later (`on_later`).

    `on_later` None: this one cannot.
    """
    tr = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setObjectName("stopTrainingDialog")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(tr("StopTraining", "Stop training and quit?"))
    box.setInformativeText(
        tr(
            "StopTraining",
            "Stopped, it makes a model of the best epoch so far. Interrupted, it can go on another day.",
        )
        if on_later is not None
        else tr("StopTraining", "Stopped, it makes a model of the best epoch so far.")
    )
    stop = box.addButton(tr("StopTraining", "Stop and quit"), QMessageBox.ButtonRole.AcceptRole)
    stop.setObjectName("stopAndQuitButton")
    if on_later is not None:
        later = box.addButton(tr("StopTraining", "Quit and resume later"), QMessageBox.ButtonRole.AcceptRole)
        later.setObjectName("resumeLaterButton")
        later.clicked.connect(on_later)
    box.setDefaultButton(box.addButton(tr("StopTraining", "Go on training"), QMessageBox.ButtonRole.RejectRole))
    stop.clicked.connect(on_stop)
    box.open()
