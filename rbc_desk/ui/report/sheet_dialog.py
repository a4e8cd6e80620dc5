"""The counting sheet of a specimen in a window of its own, which fills while the fields are read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QMenu, QProgressBar, QVBoxLayout, QWidget

from rbc_desk.core.counting.counting_sheet import CountingSheet, FieldState
from rbc_desk.core.counting.differential import FieldTally
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.core.specimens import Specimen
from rbc_desk.core.task import Task
from rbc_desk.services.specimen_report.sheet import FORMATS, counting_sheet, write_sheet
from rbc_desk.services.specimens import editing
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, SUBHEADING
from rbc_desk.ui.kit.window_size import open_at
from rbc_desk.ui.pages.follower import Follower
from rbc_desk.ui.report.presence import PresencePanel
from rbc_desk.ui.report.rules_box import RulesBox
from rbc_desk.ui.report.sheet_tables import SMEAR_ID, FieldsTableView, LinesView, SheetTable
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import Notice, button, heading, quiet, scrolled

_WIDTH_PX, _HEIGHT_PX = 148 * GRID, 100 * GRID
_SIDE = 40 * GRID
_OF_CELLS = frozenset({Topic.CELLS, Topic.LABELS, Topic.PREDICTIONS})


class CountingSheetDialog(QDialog):
    """Counts again what changed while it is visible. Emits `open_requested` with a page, and `report_requested`."""

    open_requested = Signal(str)
    report_requested = Signal(int)  # specimen

    def __init__(self, context: AppContext, *, specimen: Specimen, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("countingSheetDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context, self.specimen = context, specimen
        self.sheet: CountingSheet | None = None
        self._known: Mapping[int, FieldTally] = {}
        self.verdict = heading("", scale=SUBHEADING)
        self.verdict.setWordWrap(True)
        self.verdict.setObjectName("sheetVerdict")
        self.fields_label, self.cells_label = QLabel(), QLabel()
        self.fields_bar = QProgressBar(objectName="sheetFieldsBar", textVisible=False)
        self.cells_bar = QProgressBar(objectName="sheetCellsBar", textVisible=False)
        self.referred = Notice("sheetReferred")
        self.lines, self.fields = SheetTable(self), SheetTable(self)
        self.lines_view = LinesView(self.lines, title=self.tr("Classes"))
        self.fields_view = FieldsTableView(self.fields, title=self.tr("Fields"))
        self.rules = RulesBox(context, specimen=specimen)
        self.rules_note = quiet("", wrap=True)
        self.presence = PresencePanel(context, specimen=specimen)
        self.read_on = button(self.tr("Continue reading"), name="continueReadingButton", primary=True)
        self.read_on.setToolTip(self.tr("Open the next unread field on the page Label"))
        self.report = button(self.tr("Report…"), name="sheetReportButton")
        self.save = button(self.tr("Save as"), name="saveSheetButton")
        self._lay_out()
        open_at(self, width=_WIDTH_PX, height=_HEIGHT_PX)
        self._connect()
        self._name()
        self.refresh()

    def _lay_out(self) -> None:
        main = QVBoxLayout()
        main.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        main.setSpacing(GRID)
        main.addWidget(self.verdict)
        bars = QHBoxLayout()
        bars.setSpacing(3 * GRID)
        for label, bar in ((self.fields_label, self.fields_bar), (self.cells_label, self.cells_bar)):
            bar.setFixedHeight(GRID)
            column = QVBoxLayout()
            column.setSpacing(GRID // 2)
            column.addWidget(label)
            column.addWidget(bar)
            bars.addLayout(column, 1)
        main.addLayout(bars)
        main.addWidget(self.referred)
        main.addSpacing(GRID)
        main.addWidget(self.lines_view, 3)
        hint = self.tr("A field counts once every whole red cell on it has your label. Press Enter to open one.")
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, GRID, 0, 0)
        below.setSpacing(GRID)
        below.addWidget(heading(self.tr("Fields"), scale=SUBHEADING))
        below.addWidget(quiet(hint, wrap=True))
        below.addWidget(self.fields_view, 1)
        main.addWidget(self._below, 2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(main, 1)
        layout.addWidget(self._side())

    def _side(self) -> QWidget:
        inside = QWidget()
        upper = QVBoxLayout(inside)
        upper.setContentsMargins(0, 0, 3 * GRID, 0)
        upper.setSpacing(GRID)
        upper.addWidget(heading(self.tr("Counting sheet")))
        about = self.tr("Counts what a reader labelled, field by field. Predictions do not count.")
        upper.addWidget(quiet(about, wrap=True))
        upper.addSpacing(GRID)
        upper.addWidget(quiet(self.tr("Grades by")))
        upper.addWidget(self.rules)
        upper.addWidget(self.rules_note)
        upper.addSpacing(GRID)
        upper.addWidget(quiet(self.tr("Seen on the smears")))
        upper.addWidget(self.presence)
        upper.addStretch(1)
        lower = QVBoxLayout()
        lower.setContentsMargins(0, 0, 3 * GRID, 0)
        lower.setSpacing(GRID)
        for widget in (self.read_on, self.report, self.save):
            widget.setAutoDefault(False)  # Enter in the table of fields opens that field
            lower.addWidget(widget)
        side = QWidget()
        side.setFixedWidth(_SIDE)
        whole = QVBoxLayout(side)
        whole.setContentsMargins(0, 3 * GRID, 0, 3 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addWidget(scrolled(inside), 1)
        whole.addLayout(lower)
        return side

    def _connect(self) -> None:
        menu = QMenu(self.save)
        for suffix in FORMATS:
            menu.addAction(suffix.removeprefix(".").upper()).setData(suffix)
        menu.triggered.connect(lambda action: self._on_save(action.data()))
        self.save.setMenu(menu)
        self.rules.activated.connect(self.refresh)
        self.read_on.clicked.connect(self.continue_reading)
        self.report.clicked.connect(lambda: self.report_requested.emit(self.specimen.id))
        self.fields_view.activated.connect(self._on_field)
        self.context.project_changed.connect(self.close)
        self._follower = Follower(
            self.context, widget=self, topics=[Topic.SMEARS, Topic.CLASSES, Topic.PROJECT, *_OF_CELLS]
        )
        self._follower.changed.connect(self._on_changed)
        self._follower.caught_up.connect(self._on_missed)

    # changes

    @Slot(object)
    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.topics <= _OF_CELLS and changes.smear_ids:
            if self._known and not changes.smear_ids & self._known.keys():
                return
            self._known = {key: one for key, one in self._known.items() if key not in changes.smear_ids}
        else:
            self._known = {}
        if Topic.PROJECT in changes.topics:
            self.rules.offer(self.specimen)
        self.refresh()

    @Slot(object)
    def _on_missed(self, _missed: object) -> None:
        if self.sheet is not None:
            self._known = {}
            self.refresh()

    @Slot()
    def refresh(self, *_: object) -> None:
        """Count again, in a job, what is not known."""
        project, known, rules = self.context.project, self._known, self.rules.key
        if project is None:
            return
        specimen_id = self.specimen.id

        def work(task: Task) -> tuple[Specimen, CountingSheet, Mapping[int, FieldTally]]:
            specimen = editing.specimen(project, specimen_id=specimen_id)
            return specimen, *counting_sheet(project, specimen=specimen, rules=rules, known=known, task=task)

        self.context.jobs.start(
            work,
            title=self.tr("counting"),
            on_success=self._on_counted,
            supersede=f"sheet {id(self)}",
            listed=False,
        )

    @Slot(object)
    def _on_counted(self, found: tuple[Specimen, CountingSheet, Mapping[int, FieldTally]]) -> None:
        before = self.specimen
        self.specimen, self.sheet, self._known = found
        if self.specimen.species_key != before.species_key and self.rules.offer(self.specimen):
            self.refresh()
        self._name()
        self._show(self.sheet)

    # display

    def _name(self) -> None:
        self.setWindowTitle(self.tr("Counting sheet of {0}").format(self.specimen.code))

    def _show(self, sheet: CountingSheet) -> None:
        self.verdict.setText(translated(sheet.verdict))
        fields = self.tr("Fields read: {0:,} of {1:,}").format(sheet.n_fields, sheet.fields_wanted)
        cells = self.tr("Red cells counted: {0:,} of {1:,}").format(sheet.n_cells, sheet.cells_wanted)
        self.fields_label.setText(fields)
        self.cells_label.setText(cells)
        for bar, n, wanted, text in (
            (self.fields_bar, sheet.n_fields, sheet.fields_wanted, fields),
            (self.cells_bar, sheet.n_cells, sheet.cells_wanted, cells),
        ):
            bar.setRange(0, wanted)
            bar.setValue(min(n, wanted))
            bar.setAccessibleName(text)
        self.referred.show_text("\n".join(translated(one) for one in sheet.referred))
        self.rules_note.setText(translated(sheet.rules_note))
        self.rules_note.setVisible(bool(sheet.rules_note))
        self.lines.show_lines(sheet)
        self.fields.show_fields(sheet)
        self._below.setVisible(bool(sheet.fields))
        self.read_on.setEnabled(self._next_field() != 0)
        self.report.setEnabled(bool(sheet.fields))

    def _next_field(self) -> int:
        """The field to read next, 0 if there is none: one that was started, else the first that nobody read."""
        fields = self.sheet.fields if self.sheet is not None else ()
        for state in (FieldState.STARTED, FieldState.OPEN):
            for one in fields:
                if one.state is state:
                    return one.smear_id
        return 0

    # actions

    @Slot()
    def continue_reading(self) -> None:
        """Open the next field that is to be read on the page Label."""
        if smear_id := self._next_field():
            self._open(smear_id)

    @Slot(QModelIndex)
    def _on_field(self, index: QModelIndex) -> None:
        self._open(int(index.data(SMEAR_ID)))

    def _open(self, smear_id: int) -> None:
        self.context.set_smear(smear_id)
        self.open_requested.emit("label")

    def _on_save(self, suffix: str) -> None:
        file = f"{self.specimen.code}-sheet{suffix}".replace("/", "-").replace("\\", "-")
        kind = f"{suffix.removeprefix('.').upper()} (*{suffix})"
        dialog = QFileDialog(self, self.tr("Save counting sheet"), file, kind)
        dialog.setObjectName("saveSheetDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the sheet as shown, in the format of the file's suffix."""
        if (sheet := self.sheet) is not None:
            self.context.jobs.start(
                lambda _task: write_sheet(sheet, path), title=self.tr("saving the counting sheet"), lane=Lane.LONG
            )
