"""The dialog that reopens a signed report, so that its specimen can be changed and signed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rbc_desk.core.times import full
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import quiet

if TYPE_CHECKING:
    from rbc_desk.core.signed import SignedReport


class ReopenReportDialog(QDialog):
    """Asks why. Accepted once the specimen is unlocked."""

    def __init__(self, context: AppContext, *, report: SignedReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reopenReportDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Reopen as an amended version"))
        with_text(self, lambda scale: self.setMinimumWidth(round(60 * GRID * scale)))
        self._context, self._report = context, report
        self.why = QLineEdit(objectName="whyField", maxLength=400)
        self.why.setPlaceholderText(self.tr("for example: two cells were misclassified"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.reopen_button = buttons.addButton(self.tr("Reopen"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.reopen_button.setObjectName("reopenButton")
        self.reopen_button.setProperty("primary", True)
        self.reopen_button.setEnabled(False)
        signed = self.tr("{reader} signed version {version} of the report of specimen {code} on {at}.").format(
            reader=report.signed_by, version=report.version, code=report.specimen, at=full(report.signed_at)
        )
        after = self.tr(
            "The signed report is kept and is marked as reopened. The specimen can be changed again, and the next"
            " signed report is version {version}, amended."
        ).format(version=report.version + 1)
        form = QFormLayout()
        form.addRow(self.tr("Reason"), self.why)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(QLabel(signed, wordWrap=True, textFormat=Qt.TextFormat.PlainText))
        layout.addWidget(quiet(after, wrap=True))
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.why.textChanged.connect(lambda text: self.reopen_button.setEnabled(bool(text.strip())))
        buttons.accepted.connect(self._on_accept)
        buttons.rejected.connect(self.reject)

    @Slot()
    def _on_accept(self) -> None:
        from rbc_desk.services.signing import signing

        why, specimen_id = self.why.text(), self._report.specimen_id
        self._context.commit(
            lambda project: signing.reopen(project, specimen_id=specimen_id, why=why),
            on_saved=lambda _: self.accept(),
        )
