"""The dialog that imports a data set: its place, and its format where that is not recognised."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.services.datasets.exporting import import_choices
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.format_list import FormatList
from rbc_desk.ui.widgets.texts import quiet


class ImportDialog(QDialog):
    """`chosen` carries the path and the name of the format (None: to be recognised)."""

    chosen = Signal(object, object)  # Path, str | None

    def __init__(self, context: AppContext, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.setWindowTitle(self.tr("Import data set"))
        with_text(self, lambda scale: self.resize(round(82 * GRID * scale), round(62 * GRID * scale)))
        self._context = context
        self.path = QLineEdit(objectName="importPathField")
        self.path.setAccessibleName(self.tr("File or folder"))
        self.path.setPlaceholderText(self.tr("A folder, a file or a ZIP file; drop it here"))
        folder = QPushButton(self.tr("Folder…"), objectName="importFolderButton", autoDefault=False)
        file = QPushButton(self.tr("File…"), objectName="importFileButton", autoDefault=False)
        recognise = self.tr("The format is detected from the files of the data set.")
        rows = [("", self.tr("Detect automatically"), recognise)]
        rows += [(c.name, translated(c.title), translated(c.summary)) for c in import_choices()]
        self.formats = FormatList(rows, name="importFormats")
        self.formats.setAccessibleName(self.tr("Format"))
        self.formats.choose(context.settings.exchange.import_format)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.import_button = buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.import_button.setObjectName("importDataSetButton")
        self.import_button.setProperty("primary", True)
        self.import_button.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.path, 1)
        row.addWidget(folder)
        row.addWidget(file)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID + GRID // 2)
        layout.addLayout(row)
        layout.addWidget(self.formats, 1)
        layout.addWidget(
            quiet(
                self.tr("If the project lacks classes of the data set, you are asked before anything is imported."),
                wrap=True,
            )
        )
        layout.addWidget(buttons)
        folder.clicked.connect(lambda: self._browse(QFileDialog.FileMode.Directory))
        file.clicked.connect(lambda: self._browse(QFileDialog.FileMode.ExistingFile))
        self.path.textChanged.connect(self._update)
        self.formats.itemActivated.connect(self._on_accepted)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        self._update()

    @Slot()
    def _update(self) -> None:
        self.import_button.setEnabled(bool(self.path.text().strip()))

    def _browse(self, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self, self.tr("Choose a data set"), self.path.text().strip())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.fileSelected.connect(self.path.setText)
        dialog.open()

    @Slot()
    def _on_accepted(self) -> None:
        written = self.path.text().strip()
        if not written:
            return
        name = self.formats.chosen
        last = self._context.settings.exchange.model_dump()
        if name != last["import_format"]:
            self._context.change_settings(exchange=last | {"import_format": name})
        self.chosen.emit(Path(written), name or None)
        self.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.path.setText(url.toLocalFile())
                event.acceptProposedAction()
                return
