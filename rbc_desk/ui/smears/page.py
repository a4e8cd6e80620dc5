"""The page Smears: imports smears, finds their cells, shows progress and quality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QSplitter,
    QStackedLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.events import Event
from rbc_desk.core.history.changes import Topic
from rbc_desk.services.detection import find_cells, presets
from rbc_desk.services.models import starter
from rbc_desk.services.smears import library, quality
from rbc_desk.services.smears.quality import SmearQuality
from rbc_desk.ui.dialogs.starter_classes import Counting, before_presorting
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.jobs import Job, Lane
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.pages.cell_size_bar import CellSizeBar
from rbc_desk.ui.pages.fitness_bar import FitnessBar
from rbc_desk.ui.pages.page import Page
from rbc_desk.ui.pages.thumbnails import ThumbnailReady, thumbnails_of
from rbc_desk.ui.smears.contact_sheet import ContactSheet
from rbc_desk.ui.smears.detect.panel import DetectPanel
from rbc_desk.ui.smears.detect.preview import DetectPreview
from rbc_desk.ui.smears.preview import PreviewFeed
from rbc_desk.ui.smears.smear_table import SPECIMEN, THUMBNAIL, SmearTable, make_smear_table
from rbc_desk.ui.smears.sources import SmearSources
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.problems import ProblemList
from rbc_desk.ui.widgets.texts import EmptyState, button


class SmearsPage(Page):
    """A table or contact sheet of smears above the current one, on which detection settings are previewed live.

    A double click opens a smear in Label.
    """

    title = "Smears"
    icon_name = "smears"
    topics = frozenset({Topic.SMEARS, Topic.PROJECT, Topic.CELLS, Topic.LABELS, Topic.CLASSES})
    open_requested = Signal(str)  # the page to go to

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("smearsPage")
        self.model = SmearTable(self)
        self.table = make_smear_table(self.model)
        self.sheet = ContactSheet(self.table)
        self.problems = ProblemList()
        self.sources = SmearSources(context, page=self, problems=self.problems)
        self.panel = DetectPanel(context)
        self.preview = DetectPreview()
        self.size_bar = CellSizeBar(context, canvas=self.preview.canvas, shown_id=lambda: self.preview.shown_id)
        self.fitness = FitnessBar(context, page=self, name="smearsFitness")
        for bar in (self.fitness, self.size_bar):
            self.preview.add_bar(bar)
        self.feed = PreviewFeed(context, preview=self.preview, panel=self.panel, parent=self)
        self._detection: Job | None = None
        self._lay_out()
        self.detect_action = self._make_detect_action()
        self.sheet_action = self._make_sheet_action()
        self._add_table_actions()
        self._connect()
        self.panel.show_project()

    def actions_for_toolbar(self) -> list[QAction]:
        return [self.detect_action, *self.sources.actions, self.sheet_action]

    def side_panel(self) -> QWidget:
        return self.panel

    def activated(self) -> None:
        self._shown_list().setFocus()

    def _shown_list(self) -> QAbstractItemView:
        return self.sheet if self._list.currentWidget() is self.sheet else self.table

    def view_state(self) -> dict[str, Any]:
        return {**super().view_state(), "sheet": self.sheet_action.isChecked()}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        super().restore_view_state(state)
        self.sheet_action.setChecked(state.get("sheet") is True)

    # construction

    def _lay_out(self) -> None:
        self._empty = EmptyState(
            self.tr("No smears yet"),
            advice=self.tr(
                "Drop images or a folder of images here, or add them from the disk. "
                "They are copied into the project; the original files are not changed."
            ),
        )
        self.add_button = button(self.tr("Add images…"), name="emptyAddImagesButton", primary=True)
        self.add_button.clicked.connect(self.sources.add_images)
        self._empty.add(self.add_button)
        self._work = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False, handleWidth=2 * GRID)
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self.sheet)
        self._work.addWidget(self._list)
        self._work.addWidget(self.preview)
        self._work.setStretchFactor(1, 1)
        self._work.setSizes([36 * GRID, 54 * GRID])
        self.keep_splitters(work=self._work)
        self._list.setMinimumHeight(18 * GRID)
        self._body = QStackedLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.problems)
        layout.addLayout(self._body, 1)
        # after the stack has a parent: widgets added before would briefly appear as windows
        self._body.addWidget(self._empty)
        self._body.addWidget(self._work)

    def _make_detect_action(self) -> QAction:
        detect = QAction(icon("detect"), self.tr("Find cells"), self, objectName="detectButton")
        detect.setToolTip(self.tr("Find cells on the selected smears, or on all. Reviewed cells are kept."))
        detect.setProperty("primary", True)
        detect.triggered.connect(lambda _checked=False: self.detect())
        return detect

    def _make_sheet_action(self) -> QAction:
        action = QAction(icon("thumbnails"), self.tr("Thumbnails"), self, objectName="smearSheetAction")
        action.setToolTip(self.tr("Show the smears as large thumbnails instead of a table"))
        action.setCheckable(True)
        action.toggled.connect(self._on_sheet_toggled)
        return action

    @Slot(bool)
    def _on_sheet_toggled(self, on: bool) -> None:
        view = self.sheet if on else self.table
        had_focus = self._shown_list().hasFocus()
        self._list.setCurrentWidget(view)
        if had_focus:
            view.setFocus()
        view.scrollTo(self.table.currentIndex())
        self.state_changed.emit()

    def _add_table_actions(self) -> None:
        open_ = QAction(icon("label"), self.tr("Open in Label"), self, objectName="openSmearAction")
        open_.triggered.connect(lambda _checked=False: self.open_selected())
        remove = self.remove_action = QAction(self.tr("Remove from project"), self, objectName="removeSmearAction")
        remove.triggered.connect(lambda _checked=False: self.remove_selected())
        remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        for view in (self.table, self.sheet):
            view.addActions([open_, remove])

    def _connect(self) -> None:
        for view in (self.table, self.sheet):
            view.customContextMenuRequested.connect(partial(self._on_menu, view))
        self.sheet.doubleClicked.connect(self.open_selected)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.table.selectionModel().selectionChanged.connect(self._on_rows_selected)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        self.model.specimen_edited.connect(self._on_specimen_edited)
        self.context.counting.arrived.connect(self.refresh_when_seen)

    # display

    @Slot()
    def refresh(self, *_: object) -> None:
        """Read the smears again, and start missing thumbnails and quality checks."""
        project = self.context.project
        smears = self.context.counting.smears()
        self.context.keep_smear_among(smears)
        self.model.set_smears(smears)
        self._body.setCurrentWidget(self._work if smears else self._empty)
        if project is not None:
            self._complete(project)
        self._update_detect_button()
        self._show_smear()

    def _complete(self, project: Any) -> None:
        """Start jobs for missing thumbnails and image quality."""
        if missing := self.model.missing_thumbnails():
            self.context.jobs.start(
                thumbnails_of(project, missing, size=THUMBNAIL),
                title=self.tr("creating thumbnails"),
                on_progress=self._on_made,
                supersede="thumbnails",
                lane=Lane.LONG,
            )
        if missing := self.model.missing_fields():
            self.context.jobs.start(
                lambda task: quality.assess_fields(project, smears=missing, task=task),
                title=self.tr("checking the image quality"),
                on_progress=self._on_made,
                supersede="fields",
                lane=Lane.LONG,
            )

    def selected_ids(self) -> list[int]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.model.smears[row].id for row in rows]

    def _update_detect_button(self) -> None:
        n = len(self.selected_ids())
        self.detect_action.setText(self.tr("Find cells") if not n else self.tr("Find cells on %n smear(s)", "", n))
        busy = self._detection is not None and not self._detection.ended
        why_not = self.context.why_not_edit
        permit(self.detect_action, can=bool(self.model.smears) and not busy, why_not=why_not)
        permit(self.add_button, can=True, why_not=why_not)
        permit(self.remove_action, can=n > 0, why_not=why_not)
        self.model.editable = not why_not
        self.sources.enable()

    @Slot()
    def forget(self) -> None:
        self.feed.forget()
        self.panel.show_project()

    @Slot(object)
    def _on_made(self, event: Event) -> None:
        if isinstance(event, ThumbnailReady):
            self.model.set_thumbnail(event.sha256, event.image)
        elif isinstance(event, SmearQuality):
            self.model.set_field(event)
            self._show_doubt()
            if (info := self._current()) is not None and info.sha256 == event.sha256:
                self.fitness.refresh()

    @Slot()
    def _on_rows_selected(self, *_: object) -> None:
        self._update_detect_button()

    # the current smear

    @Slot(QModelIndex)
    def _on_row_chosen(self, index: QModelIndex) -> None:
        if self.isVisible() and 0 <= index.row() < len(self.model.smears):
            self.context.set_smear(self.model.smears[index.row()].id)

    @Slot(int)
    def _on_smear_changed(self, _smear_id: int) -> None:
        self._show_smear()

    def _current(self) -> SmearInfo | None:
        return next((smear for smear in self.model.smears if smear.id == self.context.smear_id), None)

    def _show_smear(self) -> None:
        """Show the current smear in the preview and mark its row. A single selected row follows it."""
        info = self._current()
        self.model.set_current(info.id if info is not None else 0)
        if info is not None:
            row = self.model.smears.index(info)
            if row != self.table.currentIndex().row():
                one = len(self.selected_ids()) == 1
                flags = QItemSelectionModel.SelectionFlag
                self.table.selectionModel().setCurrentIndex(
                    self.model.index(row, 0), flags.ClearAndSelect | flags.Rows if one else flags.NoUpdate
                )
                for view in (self.table, self.sheet):
                    view.scrollTo(self.model.index(row, 0))
        self.feed.show(info)
        self._show_doubt()

    def _show_doubt(self) -> None:
        """Show a warning if the current image does not look like a blood smear."""
        info = self._current()
        self.panel.doubt.show_text(self.model.doubt(info.sha256) if info is not None else "")

    # actions

    def add_images(self) -> None:
        self.sources.add_images()

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Copy images and folders into the project, in a job."""
        self.sources.add_paths(paths)

    def detect(self) -> None:
        """Find cells on the selected smears, or on all if none is selected, with the current settings."""
        project = self.context.project
        ids = self.selected_ids() or [smear.id for smear in self.model.smears]
        if not ids or project is None:
            return
        detector, params = self.panel.detector, self.panel.params
        try:
            presets.remember(project.folder, detector=detector, params=params)
        except SettingsError as error:
            self.panel.show_error(str(error))
            return
        before_presorting(self.context, parent=self, then=partial(self._find, ids, detector, params))

    def _find(
        self,
        ids: list[int],
        detector: str,
        params: dict[str, Any],
        classify: bool,
        counted_as: Counting | None,
    ) -> None:
        project = self.context.opened
        self._detection = self.sources.run(
            partial(
                starter.find_and_presort,
                partial(find_cells.detect_smears, project, smear_ids=ids, detector=detector, params=params),
                project=project,
                smear_ids=ids,
                classify=classify,
                counted_as=counted_as,
            ),
            title=self.tr("finding cells"),
            as_one_step=find_cells.found_as_one_step,
        )
        self._detection.finished.connect(self._update_detect_button)
        self._update_detect_button()

    def open_selected(self) -> None:
        ids = self.selected_ids()
        if ids:
            self.context.set_smear(ids[0])
            self.open_requested.emit("label")

    def remove_selected(self) -> None:
        ids = self.selected_ids()
        self.context.commit(lambda project: library.remove_smears(project, smear_ids=ids))

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column() == SPECIMEN:
            self.table.edit(index)
        else:
            self.open_selected()

    @Slot(int, str)
    def _on_specimen_edited(self, smear_id: int, code: str) -> None:
        self.context.commit(lambda project: library.set_specimen(project, smear_id=smear_id, code=code))

    def _on_menu(self, view: QAbstractItemView, position: QPoint) -> None:
        if self.selected_ids():
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions([*self.table.actions(), self.detect_action])
            menu.popup(view.viewport().mapToGlobal(position))
