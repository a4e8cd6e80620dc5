"""The bar that says that the project is read-only, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button


class ReadOnlyBar(QFrame):
    """Shown while a read-only project is open. It offers a retry, for example after space was freed on the disk."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readOnlyBar")
        self.setProperty("banner", True)
        self.setAccessibleName(self.tr("The project is read-only"))
        self._context = context
        self.text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.again = button(self.tr("Try again"), name="openAgainButton")
        self.again.setToolTip(self.tr("Open the project again and check whether it can be changed now"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.addWidget(self.text)
        layout.addWidget(self.again)
        self.again.clicked.connect(self._on_again)
        context.project_changed.connect(self._on_project_changed)
        self._on_project_changed(context.project)

    @Slot(object)
    def _on_project_changed(self, _project: object) -> None:
        project = self._context.project
        why = project.why_read_only if project is not None else ""
        message = self.tr("This project is read-only: you can view and export it, but not change it. {cause}")
        self.text.setText(message.format(cause=translated(why)))
        self.setVisible(bool(why))

    @Slot()
    def _on_again(self) -> None:
        if self._context.project is not None:
            self._context.open_project(self._context.project.folder)
