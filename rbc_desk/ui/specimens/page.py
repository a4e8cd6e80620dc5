"""The page Specimens: the worklist, and the details of the specimen of the current smear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from rbc_desk.core.cells.counts import Labels
from rbc_desk.core.history.audit import Subject
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.core.specimens import SpecimenState
from rbc_desk.services.specimens import editing
from rbc_desk.services.specimens.worklist import Worklist, WorklistRow, worklist
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.pages.follower import Missed
from rbc_desk.ui.pages.page import Page
from rbc_desk.ui.specimens.adding import NEW_SPECIMENS, FieldAdding, FieldDrop
from rbc_desk.ui.specimens.bar import WorklistBar
from rbc_desk.ui.specimens.details import SpecimenDetails
from rbc_desk.ui.specimens.processing import ProcessedBanner, Processing
from rbc_desk.ui.specimens.table import WorklistTable, WorklistView
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.problems import ProblemList
from rbc_desk.ui.widgets.texts import EmptyState, button, quiet


class SpecimensPage(Page):
    """A table of all specimens beside the details of one, which has the current smear.

    The worklist is read in a job; a search or another order reads nothing.
    """

    title = "Specimens"
    icon_name = "specimens"
    topics = frozenset({Topic.SMEARS, Topic.PROJECT, Topic.CELLS, Topic.LABELS, Topic.PREDICTIONS, Topic.CLASSES})
    open_requested = Signal(str)  # the page to go to
    report_requested = Signal(int)  # specimen
    sheet_requested = Signal(int)
    compare_requested = Signal(int)
    reopen_requested = Signal(int)
    log_requested = Signal(object)  # the subject

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("specimensPage")
        self.model = WorklistTable(self)
        self.table = WorklistView(self.model)
        self.bar = WorklistBar()
        self.details = SpecimenDetails(context)
        self.problems = ProblemList()
        self.adding = FieldAdding(context, page=self, problems=self.problems)
        self.processed = ProcessedBanner()
        self.processing = Processing(context, page=self, banner=self.processed)
        self.none_found = quiet(self.tr("No specimen matches. Clear the search or choose All."), wrap=True)
        self.list = Worklist()
        """The worklist as it was last read."""
        self.shown_id = 0
        """The specimen whose details are shown, 0: none."""
        self._lay_out()
        self._make_actions()
        self._connect()

    def actions_for_toolbar(self) -> list[QAction]:
        return [self.new_action, self.add_action, self.process_action]

    def side_panel(self) -> QWidget:
        return self.details

    def activated(self) -> None:
        self.table.setFocus()

    # construction

    def _lay_out(self) -> None:
        self._empty = EmptyState(
            self.tr("No specimens yet"),
            advice=self.tr(
                "A specimen is one sample of an animal or patient, with its smears. Drop images here: each "
                "becomes a specimen named after its file, and its cells are found and classified. Or "
                "create a specimen first and drop its images on it."
            ),
        )
        self.smears_button = button(self.tr("Go to Smears"), name="goToSmearsButton", primary=True)
        self.smears_button.clicked.connect(lambda: self.open_requested.emit("smears"))
        self._empty.add(self.smears_button)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.bar)
        column.addWidget(self.none_found)
        column.addWidget(self.table, 1)
        self.none_found.hide()
        self._work = work
        self._body = QStackedLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.problems)
        layout.addWidget(self.processed)
        layout.addLayout(self._body, 1)
        # after the stack has a parent: widgets added before would briefly appear as windows
        self._body.addWidget(self._empty)
        self._body.addWidget(work)

    def _make_actions(self) -> None:
        self.new_action = QAction(icon("add"), self.tr("New specimen"), self, objectName="newSpecimenAction")
        self.new_action.setToolTip(self.tr("Create a specimen, then add images to it"))
        self.new_action.triggered.connect(lambda _checked=False: self.make_specimen())
        self.add_action = QAction(icon("import"), self.tr("Add images…"), self, objectName="addFieldsAction")
        self.add_action.setToolTip(self.tr("Add images to this specimen. You can also drop them on it."))
        self.add_action.triggered.connect(lambda _checked=False: self.adding.ask(self.shown_id))
        self.process_action = QAction(icon("play"), self.tr("Process all new…"), self, objectName="processNewAction")
        self.process_action.setToolTip(
            self.tr("Find and classify the cells of all new specimens, and write a report on each")
        )
        self.process_action.triggered.connect(lambda _checked=False: self.processing.ask(self.list.rows))
        self.merge_action = QAction(self.tr("Merge into one specimen"), self, objectName="mergeSpecimensAction")
        self.merge_action.triggered.connect(lambda _checked=False: self.merge_selected())
        self.open_action = QAction(icon("label"), self.tr("Open fields"), self)
        self.open_action.triggered.connect(lambda _checked=False: self.open_fields())
        self.log_action = QAction(self.tr("Change log…"), self, objectName="specimenLogAction")
        self.log_action.triggered.connect(
            lambda _checked=False: self.log_requested.emit(Subject(specimen_id=self.shown_id))
        )
        self.table.addAction(self.merge_action)
        self.table.addAction(self.log_action)

    def _connect(self) -> None:
        self.bar.searched.connect(self.model.search)
        self.bar.state_chosen.connect(self.model.filter)
        self.model.shown_changed.connect(self._on_other_rows)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        self.table.selectionModel().selectionChanged.connect(self._update_actions)
        self.table.activated.connect(self.open_fields)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self.state_changed)
        self.details.open_requested.connect(self.open_fields)
        self.details.report_requested.connect(lambda: self.report_requested.emit(self._saved_id()))
        self.details.sheet_requested.connect(lambda: self.sheet_requested.emit(self._saved_id()))
        self.details.compare_requested.connect(lambda: self.compare_requested.emit(self._saved_id()))
        self.details.reopen_requested.connect(lambda: self.reopen_requested.emit(self.shown_id))
        FieldDrop(self.table.viewport(), target=self._taker_at, take=self.adding.add, mark=self.model.mark)
        FieldDrop(self.details, target=lambda _at: self._taker(self.shown_id), take=self.adding.add)
        FieldDrop(self._empty, target=lambda _at: self._new_specimens(), take=self.adding.add)
        self.processing.changed.connect(self._update_actions)
        self.processing.advanced.connect(self.refresh_when_seen)
        self.context.counting.counted.connect(self.refresh_when_seen)
        self.context.saving.drained.connect(self._on_drained)

    # display

    @Slot()
    def refresh(self, *_: object) -> None:
        """Read the worklist again, in a job."""
        self._update_actions()
        if (project := self.context.project) is None:
            self._show(Worklist())
            return
        self.context.jobs.start(
            lambda _task: worklist(project),
            title=self.tr("reading the worklist"),
            on_success=self._on_read,
            supersede="worklist",
            listed=False,
        )

    @Slot(object)
    def _on_read(self, found: Worklist) -> None:
        if self.context.project is None:
            return
        self._show(found)
        if not found.complete:
            self.context.counting.request(Labels.SHOWN)

    def _show(self, found: Worklist) -> None:
        self.list = found
        self.bar.show_numbers(found.by_state)
        self._body.setCurrentWidget(self._work if found.rows else self._empty)
        self.context.keep_smear_among([smear for row in found.rows for smear in row.smears])
        if self._row(self.shown_id) is None:
            self.shown_id = self._of_current_smear()
        self.model.set_rows(found.rows)
        self._show_specimen()

    def _row(self, specimen_id: int) -> WorklistRow | None:
        return next((row for row in self.list.rows if row.specimen.id == specimen_id), None)

    def _of_current_smear(self) -> int:
        current = self.context.smear_id
        return next((row.specimen.id for row in self.list.rows if any(s.id == current for s in row.smears)), 0)

    def _show_specimen(self) -> None:
        """Show the details of the chosen specimen, and mark its row."""
        place = self.model.place_of(self.shown_id)
        if place != self.table.currentIndex().row():
            flags = QItemSelectionModel.SelectionFlag
            selection = self.table.selectionModel()
            selection.blockSignals(True)
            if place < 0:
                selection.clear()
            else:
                selection.setCurrentIndex(self.model.index(place, 0), flags.ClearAndSelect | flags.Rows)
            selection.blockSignals(False)
            self.table.viewport().update()
            if place >= 0:
                self.table.scrollTo(self.model.index(place, 0))
        self.details.show_row(self._row(self.shown_id))
        self._update_actions()

    @Slot()
    def _on_other_rows(self) -> None:
        self.none_found.setVisible(bool(self.list.rows) and not self.model.rows)
        self._show_specimen()

    @Slot()
    def _on_row_chosen(self, index: Any, *_: object) -> None:
        if not self.isVisible() or not 0 <= index.row() < len(self.model.rows):
            return
        row = self.model.rows[index.row()]
        self.shown_id = row.specimen.id
        if row.smears and all(smear.id != self.context.smear_id for smear in row.smears):
            self.context.set_smear(row.smears[0].id)
        self.details.show_row(row)
        self._update_actions()

    @Slot(int)
    def _on_smear_changed(self, _smear_id: int) -> None:
        self._follow_smear()

    def _follow_smear(self) -> None:
        """Show the specimen of the current smear."""
        if (found := self._of_current_smear()) and found != self.shown_id:
            self.shown_id = found
            self._show_specimen()
        else:
            self.details.pictures.show_current()

    @Slot(object)
    def _on_caught_up(self, missed: Missed) -> None:
        if missed.smear or missed.project:
            self._follow_smear()
        super()._on_caught_up(missed)

    @Slot(bool)
    def _on_drained(self, all_saved: bool) -> None:
        if not all_saved:
            self.refresh_when_seen()

    @Slot()
    def forget(self) -> None:
        self.list, self.shown_id = Worklist(), 0
        self.model.set_rows(())
        self.details.show_row(None)

    @Slot()
    def _update_actions(self, *_: object) -> None:
        why_not = self.context.why_not_edit
        permit(self.new_action, can=self.context.project is not None, why_not=why_not)
        permit(self.add_action, can=self._taker(self.shown_id) is not None, why_not=why_not)
        permit(
            self.process_action,
            can=bool(self.processing.waiting(self.list.rows)) and not self.processing.running,
            why_not=why_not,
        )
        permit(self.merge_action, can=len(self.selected_ids()) > 1, why_not=why_not)
        self.log_action.setEnabled(len(self.selected_ids()) == 1)

    # actions

    def selected_ids(self) -> list[int]:
        """The specimens of the selected rows, in the order of the table."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.rows[place].specimen.id for place in places if place < len(self.model.rows)]

    def make_specimen(self) -> None:
        """Make a specimen and put the keyboard into its code."""
        if not self.isVisible():
            self.open_requested.emit("specimens")
        self.details.save()

        def made(changeset: ChangeSet) -> None:
            self.shown_id = changeset.changes[0].ids[0]
            self.bar.search.clear()
            if self.bar.state not in (None, SpecimenState.NEW):
                self.bar.choose(None)
            self.details.begin_with_code()

        self.context.commit(editing.create, on_saved=made)

    def merge_selected(self) -> None:
        """Merge the selected specimens into the one whose details are shown."""
        ids, into = self.selected_ids(), self.shown_id
        if len(ids) > 1 and into in ids:
            self.details.save()
            self.context.commit(lambda project: editing.merge(project, specimen_ids=ids, into=into))

    @Slot()
    def open_fields(self, *_: object) -> None:
        """Show the current field of the specimen on the page Label."""
        row = self._row(self.shown_id)
        if row is None or not row.smears:
            return
        if all(smear.id != self.context.smear_id for smear in row.smears):
            self.context.set_smear(row.smears[0].id)
        self.open_requested.emit("label")

    def _taker_at(self, at: QPoint) -> int | None:
        """What takes images at a place of the table: a specimen, or below the rows `NEW_SPECIMENS`."""
        place = self.table.rowAt(at.y())
        return self._taker(self.model.rows[place].specimen.id) if place >= 0 else self._new_specimens()

    def _new_specimens(self) -> int | None:
        return NEW_SPECIMENS if self.context.project is not None and not self.context.why_not_edit else None

    def _taker(self, specimen_id: int) -> int | None:
        """The specimen if images can be added to it, else None."""
        row = self._row(specimen_id)
        is_open = row is not None and row.state is not SpecimenState.SIGNED and not self.context.why_not_edit
        return specimen_id if is_open else None

    def _saved_id(self) -> int:
        self.details.save()
        return self.shown_id

    @Slot(QPoint)
    def _on_menu(self, position: QPoint) -> None:
        if self.selected_ids():
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions([self.open_action, self.merge_action, self.log_action])
            menu.popup(self.table.viewport().mapToGlobal(position))

    # state

    def view_state(self) -> dict[str, Any]:
        header = self.table.horizontalHeader()
        order = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return {**super().view_state(), "sorted_by": header.sortIndicatorSection(), "descending": order}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        super().restore_view_state(state)
        column, descending = state.get("sorted_by"), state.get("descending")
        if isinstance(column, int) and -1 <= column < self.model.columnCount():
            order = Qt.SortOrder.DescendingOrder if descending is True else Qt.SortOrder.AscendingOrder
            self.table.sortByColumn(column, order)
