"""The bar that shows the progress of a project upgrade."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button, time_left


class UpgradeBar(QFrame):
    """Shown while a project of an earlier version is upgraded. Stopping leaves the project unchanged."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("upgradeBar")
        self.setProperty("banner", True)
        self.setAccessibleName(self.tr("A project is being upgraded"))
        self._upgrade = context.upgrade
        self.text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.left = QLabel(objectName="upgradeLeft")
        self.progress = QProgressBar(objectName="upgradeProgress", textVisible=False)
        self.progress.setFixedSize(16 * GRID, GRID)
        self.stop = button(self.tr("Stop"), name="stopUpgradeButton")
        self.stop.setToolTip(self.tr("Stop the upgrade. The project stays as it is."))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.setSpacing(2 * GRID)
        for widget in (self.text, self.left, self.progress, self.stop):
            layout.addWidget(widget)
        self.stop.clicked.connect(self._upgrade.stop)
        self._upgrade.changed.connect(self._on_changed)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        folder, job = self._upgrade.folder, self._upgrade.job
        self.setVisible(job is not None)
        if folder is None or job is None:
            return
        message = self.tr("The project {name} was created by an earlier version. It is backed up and upgraded.")
        self.text.setText(self.tr("Stopping…") if job.ended else message.format(name=folder.name))
        self.left.setText("" if job.seconds_left is None else time_left(job.seconds_left))
        self.progress.setRange(0, job.total)  # 0..0: busy, duration unknown
        self.progress.setValue(job.done)
        self.stop.setEnabled(not job.ended)
