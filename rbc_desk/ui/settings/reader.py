"""Settings of the reader: the name on labels."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from rbc_desk.ui.settings.section import Section
from rbc_desk.ui.state.app_context import AppContext


class ReaderSection(Section):
    """The reader's name."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent=parent)
        self.set_title(self.tr("Reader"))
        self.name = QLineEdit(context.reader, objectName="settingsReaderField", maxLength=80)
        self.add(
            self.tr("Your name"),
            self.name,
            about=self.tr("Saved with every label you give from now on. Earlier labels keep their reader's name."),
        )
        self.column.addStretch(1)
        self.name.editingFinished.connect(self._on_edited)
        context.reader_changed.connect(self._show)

    @Slot()
    def _on_edited(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.name.setText(self.context.settings.reader)
        elif name != self.context.settings.reader:
            self.context.set_reader(name)

    @Slot(object)
    def _show(self, _fields: object) -> None:
        self.name.setText(self.context.settings.reader)
