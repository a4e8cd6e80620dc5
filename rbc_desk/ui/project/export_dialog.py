"""The dialog that exports the labels: a format, what goes out with it, and a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.services.datasets.exported_cells import ExportOptions
from rbc_desk.services.datasets.exporting import export_choices
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.format_list import FormatList


class ExportDialog(QDialog):
    """`chosen` carries the name of the format, the folder, what is wanted and whether images are copied."""

    chosen = Signal(str, object, object, bool)  # format, Path, ExportOptions, images

    def __init__(self, context: AppContext, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export labels"))
        with_text(self, lambda scale: self.resize(round(82 * GRID * scale), round(66 * GRID * scale)))
        self._context = context
        self._choices = {choice.name: choice for choice in export_choices()}
        rows = [(c.name, translated(c.title), translated(c.summary)) for c in self._choices.values()]
        self.formats = FormatList(rows, name="exportFormats")
        self.formats.setAccessibleName(self.tr("Format"))
        self.images = QCheckBox(self.tr("Copies of the images, without their metadata"), objectName="withImagesBox")
        self.all_kinds = QCheckBox(self.tr("White cells, platelets and artefacts"), objectName="allKindsBox")
        self.unlabelled = QCheckBox(self.tr("Confirmed cells without a class"), objectName="unlabelledBox")
        self.predictions = QCheckBox(
            self.tr("Predictions of the model for cells without a label, with their score"),
            objectName="predictionsBox",
        )
        self.folder = QLineEdit(objectName="exportFolderField")
        self.folder.setAccessibleName(self.tr("Folder"))
        self.folder.setPlaceholderText(self.tr("Folder to write to"))
        browse = QPushButton(self.tr("Choose…"), objectName="chooseExportFolderButton", autoDefault=False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export_button = buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.export_button.setObjectName("exportDataSetButton")
        self.export_button.setProperty("primary", True)
        self.export_button.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID + GRID // 2)
        layout.addWidget(self.formats, 1)
        for box in (self.images, self.all_kinds, self.unlabelled, self.predictions):
            layout.addWidget(box)
        layout.addLayout(row)
        layout.addWidget(buttons)
        last = context.settings.exchange
        self.images.setChecked(last.images)
        self.all_kinds.setChecked(last.all_kinds)
        self.unlabelled.setChecked(last.unlabelled)
        self.predictions.setChecked(last.predictions)
        browse.clicked.connect(self._on_browse)
        self.formats.currentRowChanged.connect(self._update)
        self.folder.textChanged.connect(self._update)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        self.formats.choose(last.export_format)
        self._update()

    @Slot()
    def _update(self) -> None:
        """Enable what the format can hold."""
        choice = self._choices[self.formats.chosen]
        why_not = self.tr("The format {name} cannot store them.").format(name=translated(choice.title))
        for box, can in (
            (self.images, choice.images),
            (self.all_kinds, choice.kinds),
            (self.unlabelled, choice.unlabelled),
            (self.predictions, choice.predictions),
        ):
            permit(box, can=can, why_not="" if can else why_not)
            box.setToolTip("" if can else why_not)
        self.export_button.setEnabled(bool(self.folder.text().strip()))

    @Slot()
    def _on_browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Export to folder"), self.folder.text().strip())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    @Slot()
    def _on_accepted(self) -> None:
        ticked = {
            "images": self.images, "all_kinds": self.all_kinds,
            "unlabelled": self.unlabelled, "predictions": self.predictions,
        }  # fmt: skip
        values = {key: box.isChecked() for key, box in ticked.items()}
        last = self._context.settings.exchange.model_dump()
        changed = last | {"export_format": self.formats.chosen, **values}
        if changed != last:
            self._context.change_settings(exchange=changed)
        on = {key: value and ticked[key].isEnabled() for key, value in values.items()}
        images = on.pop("images")
        self.chosen.emit(self.formats.chosen, Path(self.folder.text().strip()), ExportOptions(**on), images)
        self.accept()
