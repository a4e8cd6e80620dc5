"""Settings of reports: the clinic's letterhead, and the sentences offered for comments."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from rbc_desk.services.specimen_report.clinic import logo_file, remove_logo, set_logo
from rbc_desk.services.specimen_report.text_blocks import TEXT_BLOCKS, text_block
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.settings.section import Section
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button

_LOGO = QSize(24 * GRID, 8 * GRID)
_IMAGES = "*.png *.jpg *.jpeg"


class ReportSection(Section):
    """The head of reports and the sentences by class."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent=parent)
        self.set_title(self.tr("Reports"))
        self.name = QLineEdit(objectName="clinicNameEdit", maxLength=120)
        self.address = QPlainTextEdit(objectName="clinicAddressEdit", tabChangesFocus=True)
        self.logo = QLabel(objectName="clinicLogo")
        self.choose = button(self.tr("Choose image…"), name="chooseLogoButton")
        self.remove = button(self.tr("Remove"), name="removeLogoButton")
        self.finding = QComboBox(objectName="textBlockBox")
        self.text = QPlainTextEdit(objectName="textBlockEdit", tabChangesFocus=True)
        self.reset = button(self.tr("Reset to default"), name="resetTextBlockButton")
        self._lay_out()
        self._fill_findings()
        self._show()
        self.name.editingFinished.connect(self._save_clinic)
        self.choose.clicked.connect(self._on_choose)
        self.remove.clicked.connect(self._on_remove)
        self.finding.currentIndexChanged.connect(self._show_text)
        self.reset.clicked.connect(self._on_reset)
        for edit in (self.address, self.text):
            edit.installEventFilter(self)

    def _lay_out(self) -> None:
        for edit in (self.address, self.text):
            edit.setFixedHeight(10 * GRID)
        self.add(self.tr("Clinic"), self.name, about=self.tr("Shown at the head of each report."))
        self.add(self.tr("Address"), self.address, about=self.tr("One line each, for example street and telephone."))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for widget in (self.logo, self.choose, self.remove):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.add(self.tr("Logo"), row)
        self.add(self.tr("Sentence for"), self.finding)
        about = self.tr("Offered for the comment of a report where cells of this class were found.")
        self.add(self.tr("Sentence"), self.text, about=about)
        self.reset.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.form.addRow("", self.reset)
        self.column.addStretch(1)

    def _fill_findings(self) -> None:
        classes = self.context.project.class_set() if self.context.project is not None else ()
        names = {one.code: one.name for one in classes}
        for code in dict.fromkeys((*names, *TEXT_BLOCKS)):
            if code != "normal":
                self.finding.addItem(translated(names.get(code, code.replace("_", " ").capitalize())), code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Several lines of text are saved when the field loses the keyboard."""
        if event.type() == QEvent.Type.FocusOut:
            if watched is self.address:
                self._save_clinic()
            elif watched is self.text:
                self._save_text()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        clinic = self.context.settings.clinic
        self.name.setText(clinic.name)
        self.address.setPlainText(clinic.address)
        self._show_logo()
        self._show_text()

    def _show_logo(self) -> None:
        picture = QPixmap(str(logo_file()))
        self.remove.setEnabled(not picture.isNull())
        if picture.isNull():
            self.logo.setText(self.tr("none"))
            return
        smooth = Qt.TransformationMode.SmoothTransformation
        self.logo.setPixmap(picture.scaled(_LOGO, Qt.AspectRatioMode.KeepAspectRatio, smooth))

    @Slot()
    def _show_text(self) -> None:
        code = self.finding.currentData()
        own = self.context.settings.text_blocks
        self.text.setPlainText(translated(text_block(code, own)) if code not in own else own[code])
        self.reset.setEnabled(code in own)

    @Slot()
    def _save_clinic(self) -> None:
        clinic = {"name": self.name.text().strip(), "address": self.address.toPlainText().strip()[:600]}
        if clinic != self.context.settings.clinic.model_dump():
            self.context.change_settings(clinic=clinic)

    def _save_text(self) -> None:
        code, text = self.finding.currentData(), self.text.toPlainText().strip()
        own = dict(self.context.settings.text_blocks)
        if text == translated(text_block(code, {})):
            own.pop(code, None)
        else:
            own[code] = text[:2000]
        if own != self.context.settings.text_blocks:
            self.context.change_settings(text_blocks=own)
        self.reset.setEnabled(code in own)

    @Slot()
    def _on_reset(self) -> None:
        own = dict(self.context.settings.text_blocks)
        own.pop(self.finding.currentData(), None)
        self.context.change_settings(text_blocks=own)
        self._show_text()

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Logo"), "", self.tr("Images ({0})").format(_IMAGES))
        dialog.setObjectName("logoDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_logo)
        dialog.open()

    @Slot(str)
    def take_logo(self, path: str) -> None:
        """Use this image as the logo."""
        self.context.guard(lambda: set_logo(Path(path)))
        self._show_logo()

    @Slot()
    def _on_remove(self) -> None:
        remove_logo()
        self._show_logo()
