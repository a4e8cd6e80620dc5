"""The details of one specimen: its facts to edit in place, its fields, and what is done with it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from rbc_desk.core.specimens import FACTS, Specimen, SpecimenState
from rbc_desk.core.times import local
from rbc_desk.services.specimens import editing
from rbc_desk.services.specimens.columns import STATES
from rbc_desk.services.specimens.worklist import WorklistRow
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, SUBHEADING
from rbc_desk.ui.pages.fitness_bar import FitnessBar
from rbc_desk.ui.specimens.fields_view import FieldsView
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.state.saving import Outcome
from rbc_desk.ui.widgets.fact_fields import FactField, entered_fact, fact_field, line_of, show_fact
from rbc_desk.ui.widgets.texts import Elided, Notice, button, heading, quiet, scrolled

_LINES = tuple(name for name in FACTS if name != "comment")


_COLUMNS = 2


def _put(form: QGridLayout, name: str, field: QWidget, *, place: int, columns: int = 1) -> None:
    """Put a fact below its name; facts share the rows, so that all are in sight at once."""
    row, column = divmod(place, _COLUMNS)
    label = quiet(translated(editing.TITLES[name]))
    label.setBuddy(field)
    form.addWidget(label, 3 * row, column, 1, columns)
    form.addWidget(field, 3 * row + 1, column, 1, columns)
    form.setRowMinimumHeight(3 * row + 2, GRID // 4)


class SpecimenDetails(QWidget):
    """A field is saved, as one undoable step, when the keyboard leaves it.

    Figures that change meanwhile do not touch the field that is being typed in.
    """

    open_requested = Signal()
    report_requested = Signal()
    sheet_requested = Signal()
    compare_requested = Signal()
    reopen_requested = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("specimenDetails")
        self._context = context
        self._row: WorklistRow | None = None
        self._begin_with_code = False
        self._shown: dict[str, str] = {}  # the text of each field as it was last shown
        self._specimen: Specimen | None = None
        """The facts as they are stored or being saved."""
        self.title = Elided("", object_name="specimenTitle", mode=Qt.TextElideMode.ElideRight)
        self.title.setFont(heading("").font())
        self.state = quiet("", wrap=True)
        self.state.setObjectName("specimenState")
        self.locked = Notice("specimenLocked")
        self.reopen_button = button(self.tr("Reopen…"), name="reopenSpecimenButton")
        self.fields: dict[str, FactField] = {name: fact_field(name) for name in _LINES}
        self.comment = QPlainTextEdit(objectName="fact_comment", tabChangesFocus=True)
        self.comment.setAccessibleName(translated(editing.TITLES["comment"]))
        self.comment.setFixedHeight(6 * GRID)
        self.pictures = FieldsView(context)
        self.fitness = FitnessBar(context, page=self, name="specimenFitness", narrow=True)
        self.no_pictures = quiet(self.tr("No fields yet. Drop images here."), wrap=True)
        self.open_button = button(self.tr("Open fields"), name="openFieldsButton", primary=True)
        self.reviewed_button = button(self.tr("Mark as reviewed"), name="reviewedButton")
        self.report_button = button(self.tr("Report…"), name="specimenReportButton")
        self.sheet_button = button(self.tr("Counting sheet…"), name="specimenSheetButton")
        self.compare_button = button(self.tr("Compare…"), name="specimenCompareButton")
        self._inside = QWidget()
        self._lay_out()
        self._connect()
        self.show_row(None)

    def _lay_out(self) -> None:
        reopening = QHBoxLayout()
        reopening.addWidget(self.reopen_button)
        reopening.addStretch(1)
        form = QGridLayout(self._inside)
        form.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        form.setHorizontalSpacing(GRID)
        form.setVerticalSpacing(GRID // 4)
        for place, (name, field) in enumerate(self.fields.items()):
            _put(form, name, field, place=place)
        _put(form, "comment", self.comment, place=len(self.fields), columns=_COLUMNS)
        for column in range(_COLUMNS):
            form.setColumnStretch(column, 1)
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setSpacing(GRID)
        title = heading(self.tr("Fields"), scale=SUBHEADING)
        for widget in (title, self.no_pictures):
            below.addWidget(widget)
        below.addWidget(self.pictures, 1)
        below.addWidget(self.fitness)
        rows = (
            (self.open_button,),
            (self.reviewed_button, self.compare_button),
            (self.sheet_button, self.report_button),
        )
        for buttons in rows:
            row = QHBoxLayout()
            row.setSpacing(GRID)
            for one in buttons:
                row.addWidget(one, 1)
            below.addLayout(row)
        head = QVBoxLayout()
        head.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        head.setSpacing(GRID // 2)
        for widget in (self.title, self.state, self.locked):
            head.addWidget(widget)
        head.addLayout(reopening)
        below.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        self._scroll = scrolled(self._inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * GRID, 0, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 3)
        layout.addWidget(self._below, 2)
        # takes what is left while nothing is shown below the head
        layout.addStretch()

    def _connect(self) -> None:
        for name, field in self.fields.items():
            line_of(field).editingFinished.connect(partial(self._save, name))
            if isinstance(field, QComboBox):
                field.activated.connect(partial(self._save, name))
            # a drop on the form adds images; a line would take their paths as text
            line_of(field).setAcceptDrops(False)
        self.comment.setAcceptDrops(False)
        self.comment.installEventFilter(self)
        self.open_button.clicked.connect(self.open_requested)
        self.pictures.open_requested.connect(self.open_requested)
        self.reviewed_button.clicked.connect(self.toggle_reviewed)
        self.report_button.clicked.connect(self.report_requested)
        self.sheet_button.clicked.connect(self.sheet_requested)
        self.compare_button.clicked.connect(self.compare_requested)
        self.reopen_button.clicked.connect(self.reopen_requested)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.comment and event.type() == QEvent.Type.FocusOut:
            self._save("comment")
        return False

    # display

    def show_row(self, row: WorklistRow | None) -> None:
        """Show a specimen, or what is now known of the one that is shown; None: no specimen."""
        before = self._specimen
        if before is not None and (row is None or row.specimen.id != before.id):
            self.save()
        is_same = before is not None and row is not None and row.specimen.id == before.id
        self._row, self._specimen = row, row.specimen if row is not None else None
        for name in FACTS:
            if not (is_same and self._is_being_edited(name)):
                self._show_fact(name)
        self._show_state()
        self.pictures.show_fields(row.smears if row is not None else ())
        self.pictures.setVisible(bool(row is not None and row.smears))
        self.no_pictures.setVisible(row is not None and not row.smears)
        if self._begin_with_code and row is not None and not is_same:
            self._begin_with_code = False
            code = line_of(self.fields["code"])
            code.setFocus(Qt.FocusReason.OtherFocusReason)
            code.selectAll()

    def _show_fact(self, name: str) -> None:
        value = getattr(self._specimen, name) if self._specimen is not None else ""
        if name != "comment":
            if entered_fact(self.fields[name]) != value or not value:
                show_fact(self.fields[name], value)
            self._shown[name] = line_of(self.fields[name]).text()
            return
        if self.comment.toPlainText() != value:
            self.comment.setPlainText(value)
        self.comment.document().setModified(False)

    def _is_being_edited(self, name: str) -> bool:
        if name == "comment":
            return self.comment.hasFocus() and self.comment.document().isModified()
        line = line_of(self.fields[name])
        # isModified() is reset by the completion of a box while its user types
        return line.hasFocus() and line.text() != self._shown.get(name)

    def _show_state(self) -> None:
        row, why_not = self._row, self._context.why_not_edit
        signed = row is not None and row.state is SpecimenState.SIGNED
        self.title.setText(row.specimen.code if row is not None else self.tr("No specimen chosen"))
        self.state.setText(self._state_text(row))
        self.locked.show_text(self.tr("The report is signed, so the details are locked.") if signed else "")
        self.reopen_button.setVisible(signed)
        self.reopen_button.setIcon(icon("lock"))
        is_open = row is not None and not signed and not why_not
        for name, field in self.fields.items():
            line_of(field).setReadOnly(not is_open)
            if isinstance(field, QComboBox):
                field.setEnabled(is_open)
            field.setToolTip(why_not or (getattr(row.specimen, name) if row is not None else ""))
        self.comment.setReadOnly(not is_open)
        self._scroll.setVisible(row is not None)
        self._below.setVisible(row is not None)
        self.open_button.setEnabled(row is not None and bool(row.smears))
        self.reviewed_button.setEnabled(is_open and bool(row is not None and row.smears))
        self.reviewed_button.setProperty("why_not", why_not)
        reviewed = row is not None and row.specimen.is_reviewed
        self.reviewed_button.setText(self.tr("Not reviewed yet") if reviewed else self.tr("Mark as reviewed"))
        for one in (self.report_button, self.sheet_button, self.compare_button):
            one.setEnabled(row is not None and bool(row.smears))

    def _state_text(self, row: WorklistRow | None) -> str:
        if row is None:
            return self.tr("Choose a specimen in the list.")
        one = row.specimen
        if row.state is SpecimenState.REVIEWED:
            day = local(one.reviewed_at).date().isoformat()
            return self.tr("Reviewed by {0} on {1}").format(one.reviewed_by, day)
        return translated(STATES[row.state])

    def begin_with_code(self) -> None:
        """Put the keyboard into the code once the specimen is shown, to name it."""
        self._begin_with_code = True

    # changes

    def save(self) -> None:
        """Save what was typed and is not saved yet."""
        for name in FACTS:
            self._save(name)

    def _save(self, name: str, *_: object) -> None:
        specimen = self._specimen
        if specimen is None or self._row is None or self._row.state is SpecimenState.SIGNED:
            return
        value = self.comment.toPlainText().strip() if name == "comment" else entered_fact(self.fields[name])
        if value == getattr(specimen, name) or self._context.why_not_edit:
            return
        # before the commit, which may announce it at once
        self._specimen = _with_fact(specimen, name, value)
        outcome = self._context.commit(
            lambda project: editing.set_facts(project, specimen_ids=[specimen.id], facts={name: value})
        )
        if outcome is Outcome.REFUSED and self._specimen is not None and self._specimen.id == specimen.id:
            self._specimen = _with_fact(self._specimen, name, getattr(specimen, name))
            if name == "code":  # it stands in the list too; what was typed elsewhere stays, to be corrected
                self._show_fact(name)

    @Slot()
    def toggle_reviewed(self) -> None:
        """Say that the specimen is reviewed, or take it back."""
        if self._row is None:
            return
        self.save()
        specimen_id, reviewed = self._row.specimen.id, not self._row.specimen.is_reviewed
        self._context.commit(
            lambda project: editing.set_reviewed(project, specimen_ids=[specimen_id], reviewed=reviewed)
        )


def _with_fact(specimen: Specimen, name: str, value: str) -> Specimen:
    changed: dict[str, Any] = {name: value}
    return replace(specimen, **changed)
