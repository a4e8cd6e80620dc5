"""Asked when the window is closed while a training runs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask_to_stop(*, on_stop: Callable[[], None], parent: QWidget) -> None:
    """Ask whether to stop the training and quit; `on_stop` is called where the answer is yes."""
    tr = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setObjectName("stopTrainingDialog")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(tr("StopTraining", "Stop training and quit?"))
    box.setInformativeText(tr("StopTraining", "The best model so far is kept."))
    stop = box.addButton(tr("StopTraining", "Stop and quit"), QMessageBox.ButtonRole.AcceptRole)
    stop.setObjectName("stopAndQuitButton")
    box.setDefaultButton(box.addButton(tr("StopTraining", "Go on training"), QMessageBox.ButtonRole.RejectRole))
    stop.clicked.connect(on_stop)
    box.open()
