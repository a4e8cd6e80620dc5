"""The dialog that asks how new specimens are to be processed: the model, the folder of the reports, their formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.ui.kit import language
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.widgets.fields import choice_box
from rbc_desk.ui.widgets.texts import quiet
from rbc_desk.ui.widgets.warning import WarningBanner

_FORMATS = {"pdf": "PDF", "html": "HTML", "csv": "CSV", "json": "JSON"}


class ProcessDialog(QDialog):
    """`accepted_with` carries the values as JSON: model, reports (the folder), formats, language.

    `models` are (value, title, warnings); without any, nothing can be processed. `kept`: the values of the last time.
    """

    accepted_with = Signal(object)  # dict[str, Any]

    def __init__(
        self,
        *,
        n_specimens: int,
        n_smears: int,
        models: Sequence[tuple[str, str, str]],
        folder: Path,
        kept: Mapping[str, Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("processDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Process all new specimens"))
        with_text(self, lambda scale: self.setMinimumWidth(round(64 * GRID * scale)))
        self.about = QLabel(
            self.tr(
                "The cells of %n image(s) are found and classified, and a report on each specimen is written. The "
                "cells remain proposals until a person reviews them.",
                "",
                n_smears,
            ),
            wordWrap=True,
        )
        self.model = choice_box("processModelBox", [(value, title) for value, title, _ in models])
        self._warnings = {value: warnings for value, _, warnings in models}
        self.model_warning = WarningBanner(name="processModelWarning")
        self.model.currentIndexChanged.connect(self._update)
        self.folder = QLineEdit(str(kept.get("reports") or folder), objectName="reportsFolderField")
        self.folder.setAccessibleName(self.tr("Folder of the reports"))
        self.language = choice_box("processLanguageBox", list(language.LANGUAGES.items()))
        chosen = self.language.findData(kept.get("language") or language.current())
        self.language.setCurrentIndex(max(0, chosen))
        wanted = kept.get("formats") or ["pdf"]
        self.formats = {key: QCheckBox(title, objectName=f"{key}FormatBox") for key, title in _FORMATS.items()}
        for key, box in self.formats.items():
            box.setChecked(key in wanted)
            box.toggled.connect(self._update)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start_button = buttons.addButton(
            self.tr("Process %n specimen(s)", "", n_specimens), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.start_button.setObjectName("startProcessingButton")
        self.start_button.setProperty("primary", True)
        self._lay_out(buttons)
        self.folder.textChanged.connect(self._update)
        buttons.accepted.connect(self._on_accept)
        buttons.rejected.connect(self.reject)
        self._update()
        self.start_button.setFocus()

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        browse = QPushButton(self.tr("Choose…"), objectName="chooseReportsFolderButton")
        browse.clicked.connect(self._on_browse)
        folder = QHBoxLayout()
        folder.addWidget(self.folder)
        folder.addWidget(browse)
        formats = QHBoxLayout()
        formats.setSpacing(2 * GRID)
        for box in self.formats.values():
            formats.addWidget(box)
        formats.addStretch(1)
        form = QFormLayout()
        form.setVerticalSpacing(GRID + GRID // 2)
        form.setHorizontalSpacing(2 * GRID)
        form.addRow(self.tr("Model"), self.model)
        if not self.model.count():
            self.model.hide()
            form.addRow("", quiet(self.tr("No model knows the classes of this project. Train one first."), wrap=True))
        form.addRow(self.model_warning)
        form.addRow(self.tr("Reports in"), folder)
        form.addRow(self.tr("Files"), formats)
        form.addRow(self.tr("Language of the report"), self.language)
        note = quiet(
            self.tr("You can stop at any time and resume later. Finished specimens are skipped."),
            wrap=True,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.about)
        layout.addLayout(form)
        layout.addWidget(note)
        layout.addWidget(buttons)

    @property
    def values(self) -> dict[str, Any]:
        return {
            "model": self.model.currentData(),
            "reports": self.folder.text().strip(),
            "formats": [key for key, box in self.formats.items() if box.isChecked()],
            "language": self.language.currentData(),
        }

    @Slot()
    def _update(self, *_: object) -> None:
        values = self.values
        self.model_warning.show_text(self._warnings.get(values["model"], ""))
        if self.isVisible():
            self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        self.start_button.setEnabled(bool(self.model.count() and values["reports"] and values["formats"]))

    @Slot()
    def _on_browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose the folder of the reports"), self.folder.text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    @Slot()
    def _on_accept(self) -> None:
        self.accepted_with.emit(self.values)
        self.accept()
