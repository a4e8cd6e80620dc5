"""The side of the report's window: its state, comment, rules and language, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from rbc_desk.core.specimens import Specimen
from rbc_desk.services.reports.languages import LANGUAGES
from rbc_desk.services.reports.languages import language as report_language
from rbc_desk.services.specimen_report.content import ReportContent
from rbc_desk.services.specimen_report.text_blocks import text_block
from rbc_desk.ui.kit import language
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.report.presence import PresencePanel
from rbc_desk.ui.report.rules_box import RulesBox
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button, heading, quiet, scrolled

_WIDTH = 44 * GRID
_FORMATS = {"pdf": "PDF", "html": "HTML", "csv": "CSV", "json": "JSON", "fhir": "FHIR"}


class ReportSide(QWidget):
    """Emits what is asked for; shows what the report says of itself."""

    choices_changed = Signal()
    save_requested = Signal(str)  # format
    print_requested = Signal()
    sign_requested = Signal()
    reopen_requested = Signal()
    patient_requested = Signal()

    def __init__(self, context: AppContext, specimen: Specimen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reportSide")
        self._context = context
        self._content: ReportContent | None = None
        self.state = quiet("", wrap=True)
        self.state.setObjectName("reportState")
        self.comment = QPlainTextEdit(specimen.comment, objectName="reportComment", tabChangesFocus=True)
        self.comment.setPlaceholderText(self.tr("What the smear shows, and what you advise"))
        self.comment.setAccessibleName(self.tr("Comment"))
        self.patient = button(self.tr("Patient and specimen…"), name="editPatientButton")
        self.insert = button(self.tr("Insert sentence"), name="insertSentenceButton")
        self.insert.setMenu(QMenu(self.insert))
        self.presence = PresencePanel(context, specimen=specimen)
        self.rules = RulesBox(context, specimen=specimen)
        self.rules.setObjectName("reportRulesBox")
        self.rules_note = quiet("", wrap=True)
        self.language = QComboBox(objectName="reportLanguageBox")
        self.language.setAccessibleName(self.tr("Language of the report"))
        self.sign = button(self.tr("Sign…"), name="signReportButton", primary=True)
        self.reopen = button(self.tr("Reopen as amended version…"), name="reopenReportButton")
        self.save = button(self.tr("Save as"), name="saveReportButton")
        self.print = button(self.tr("Print…"), name="printReportButton")
        self._fill()
        self._lay_out()
        self._connect()
        self.set_busy(True)

    def _fill(self) -> None:
        for code in LANGUAGES:
            self.language.addItem(language.LANGUAGES[code], code)
        self.language.setCurrentIndex(max(0, self.language.findData(language.current())))
        menu = QMenu(self.save)
        for name, title in _FORMATS.items():
            menu.addAction(title).setData(name)
        menu.triggered.connect(lambda action: self.save_requested.emit(action.data()))
        self.save.setMenu(menu)

    def _lay_out(self) -> None:
        self.setFixedWidth(_WIDTH)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        layout.setSpacing(GRID)
        layout.addWidget(heading(self.tr("Report")))
        layout.addWidget(self.state)
        layout.addWidget(self.patient)
        layout.addSpacing(GRID)
        layout.addWidget(quiet(self.tr("Comment")))
        self.comment.setMinimumHeight(10 * GRID)
        layout.addWidget(self.comment, 1)
        layout.addWidget(self.insert)
        layout.addSpacing(GRID)
        layout.addWidget(quiet(self.tr("Seen on the smears")))
        layout.addWidget(self.presence)
        layout.addSpacing(GRID)
        layout.addWidget(quiet(self.tr("Grades by")))
        layout.addWidget(self.rules)
        layout.addWidget(self.rules_note)
        layout.addWidget(quiet(self.tr("Language of the report")))
        layout.addWidget(self.language)
        below = QVBoxLayout()
        below.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        below.setSpacing(GRID)
        for widget in (self.sign, self.reopen, self.save, self.print):
            below.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 3 * GRID, 0, 3 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addWidget(scrolled(inside), 1)
        whole.addLayout(below)
        self.reopen.hide()

    def _connect(self) -> None:
        self.rules.activated.connect(self.choices_changed)
        self.language.activated.connect(self.choices_changed)
        self.patient.clicked.connect(self.patient_requested)
        self.sign.clicked.connect(self.sign_requested)
        self.reopen.clicked.connect(self.reopen_requested)
        self.print.clicked.connect(self.print_requested)
        self.insert.menu().triggered.connect(lambda action: self.insert_sentence(action.data()))

    @property
    def rules_key(self) -> str:
        return self.rules.key

    @property
    def language_code(self) -> str:
        return str(self.language.currentData())

    @Slot(bool)
    def set_busy(self, busy: bool) -> None:
        """While the preview is made, what is not shown yet cannot be signed, saved or printed."""
        for widget in (self.sign, self.save, self.print):
            widget.setEnabled(not busy)
        if busy:
            self.state.setText(self.tr("Preparing the report…"))

    def show_report(self, content: ReportContent) -> None:
        """Say what state the report is in, and offer the sentences of the classes that were found."""
        self._content = content
        signed = content.signature is not None
        self.comment.setEnabled(not signed)
        self.patient.setEnabled(not signed)
        self.presence.set_locked(self.tr("The report is signed.") if signed else self._context.why_not_edit)
        self.sign.setVisible(not signed)
        self._show_choices(content, signed=signed)
        self.reopen.setVisible(signed)
        self.state.setText(self.state_text(content))
        self.rules_note.setText(language.translated(content.rules_note))
        self.rules_note.setVisible(bool(content.rules_note))
        menu = self.insert.menu()
        menu.clear()
        for line in content.classes:
            if line.count and line.is_abnormal and text_block(line.code, self._context.settings.text_blocks):
                menu.addAction(language.translated(line.name)).setData(line.code)
        self.insert.setEnabled(not menu.isEmpty() and not signed)

    def _show_choices(self, content: ReportContent, *, signed: bool) -> None:
        """A signed report keeps the language and the rules that it was signed with."""
        for box in (self.rules, self.language):
            box.setEnabled(not signed)
        if signed and (place := self.language.findData(content.language)) >= 0:
            self.language.setCurrentIndex(place)
        if signed and (place := self.rules.findData(content.rules_id.partition(" ")[0])) >= 0:
            self.rules.setCurrentIndex(place)

    def state_text(self, content: ReportContent) -> str:
        """The state of the report in a sentence."""
        if content.signature is not None:
            return self.tr("Signed by {0}. The specimen is locked.").format(content.signature.reader)
        n_left = content.n_counted - content.n_confirmed
        if n_left:
            return self.tr(
                "Draft. {0:,} of {1:,} cells are classified by the model alone; review them or sign as they are."
            ).format(n_left, content.n_counted)
        return self.tr("Draft. All counted cells are confirmed.") if content.n_counted else self.tr("Draft")

    def insert_sentence(self, code: str) -> None:
        """Add the sentence for a class at the cursor of the comment, in the language of the report."""
        shown = report_language(self.language_code).translate(text_block(code, self._context.settings.text_blocks))
        cursor = self.comment.textCursor()
        before = self.comment.toPlainText()[: cursor.position()]
        cursor.insertText(f"{'' if not before or before[-1].isspace() else ' '}{shown}")
        self.comment.setFocus()

    def say(self, text: str) -> None:
        self.state.setText(text)
