"""The smears of the project: bring them in, find their cells, see how far each is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QHeaderView, QMenu, QStackedLayout, QTableView, QWidget

from rbc_desk.core.changes import ChangeSet, Topic
from rbc_desk.core.events import Event, Trouble
from rbc_desk.ui.desk import Desk
from rbc_desk.ui.icons import icon
from rbc_desk.ui.jobs import Job
from rbc_desk.ui.pages.base import Page
from rbc_desk.ui.pages.smear_table import SPECIMEN, THUMBNAIL, SmearTable
from rbc_desk.ui.pages.thumbnails import ThumbnailReady, thumbnails_of
from rbc_desk.ui.theme import GRID
from rbc_desk.ui.widgets.texts import EmptyState, button
from rbc_desk.ui.widgets.troubles import TroubleList

_IMAGES = "*.png *.jpg *.jpeg *.tif *.tiff *.bmp *.webp"


class SmearsPage(Page):
    """A table of smears; a double click opens one in Label."""

    title = "Smears"
    icon_name = "smears"
    open_wanted = Signal(str)  # the page to go to

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("smearsPage")
        self.model = SmearTable()
        self.table = self._make_table()
        self.troubles = TroubleList()
        self._empty = EmptyState(
            self.tr("No smears yet"),
            advice=self.tr("Drop images or a folder of images here, or add them from the disk. They are copied into"
                           " the project; the files stay where they are."),
        )  # fmt: skip
        add = button(self.tr("Add images…"), name="emptyAddImagesButton", primary=True)
        add.clicked.connect(self.add_images)
        self._empty.add(add)
        self._body = QStackedLayout()
        self._body.addWidget(self._empty)
        self._body.addWidget(self.table)
        self._lay_out()
        self._actions = self._make_actions()
        self._detection: Job | None = None
        desk.bus.changed.connect(self._on_changed)
        desk.project_changed.connect(self.refresh)
        self.refresh()

    def actions_for_toolbar(self) -> list[QAction]:
        return self._actions

    def activated(self) -> None:
        self.table.setFocus()

    # showing

    def _lay_out(self) -> None:
        from PySide6.QtWidgets import QVBoxLayout

        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.troubles)
        layout.addLayout(self._body, 1)

    def _make_table(self) -> QTableView:
        table = QTableView(objectName="smearTable")
        table.setModel(self.model)
        table.setIconSize(THUMBNAIL)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.SelectedClicked
        )
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(THUMBNAIL.height() + GRID)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_menu)
        table.doubleClicked.connect(self._on_double_clicked)
        table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.model.specimen_edited.connect(self._on_specimen_edited)
        return table

    def _make_actions(self) -> list[QAction]:
        def action(text: str, name: str, icon_name: str, slot: Any, tip: str) -> QAction:
            made = QAction(icon(icon_name), text, self, objectName=name, toolTip=tip)
            made.triggered.connect(lambda _checked=False: slot())
            return made

        add = action(self.tr("Add images…"), "addImagesButton", "add", self.add_images, self.tr("Copy images in"))
        folder = action(self.tr("Add folder…"), "addFolderButton", "folder", self.add_folder,
                        self.tr("Copy in every image of a folder and those below it"))  # fmt: skip
        import_ = action(self.tr("Import…"), "importButton", "import", self.import_data,
                         self.tr("Bring in smears with the cells and classes of another data set"))  # fmt: skip
        detect = action(self.tr("Find cells"), "detectButton", "detect", self.detect,
                        self.tr("On the selected smears, or on all; what you reviewed stays"))  # fmt: skip
        detect.setProperty("primary", True)
        open_ = action(self.tr("Open in Label"), "openSmearAction", "label", self.open_selected, "")
        remove = action(self.tr("Remove from the project"), "removeSmearAction", "", self.remove_selected, "")
        remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.addActions([open_, remove])
        return [detect, add, folder, import_]

    @Slot()
    def refresh(self, *_: object) -> None:
        """Read the smears anew and have missing thumbnails made."""
        from rbc_desk.services import library

        project = self.desk.project
        smears = (self.desk.guard(library.smears, project) or ()) if project is not None else ()
        self.model.set_smears(smears)
        self._body.setCurrentWidget(self.table if smears else self._empty)
        missing = self.model.missing_thumbnails()
        if missing and project is not None:
            self.desk.jobs.start(
                thumbnails_of(project, missing, size=THUMBNAIL),
                title=self.tr("making thumbnails"),
                on_progress=self._on_thumbnail,
                supersede="thumbnails",
            )
        self._say_what_detect_does()

    def selected_ids(self) -> list[int]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.model.smears[row].id for row in rows]

    def _say_what_detect_does(self) -> None:
        n = len(self.selected_ids())
        detect = self._actions[0]
        detect.setText(self.tr("Find cells") if not n else f"Find cells on {n} smear{'s' if n > 1 else ''}")
        busy = self._detection is not None and not self._detection.ended
        detect.setEnabled(bool(self.model.smears) and not busy)

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        if changeset.touches(Topic.SMEARS, Topic.CELLS, Topic.LABELS, Topic.PROJECT):
            self.refresh()

    @Slot(object)
    def _on_thumbnail(self, event: Event) -> None:
        if isinstance(event, ThumbnailReady):
            self.model.set_thumbnail(event.sha256, event.image)

    @Slot()
    def _on_selection_changed(self, *_: object) -> None:
        self._say_what_detect_does()

    # bringing in

    def add_images(self) -> None:
        self._ask(self.tr("Add images"), QFileDialog.FileMode.ExistingFiles, self.add_paths)

    def add_folder(self) -> None:
        self._ask(self.tr("Add a folder of images"), QFileDialog.FileMode.Directory, self.add_paths)

    def import_data(self) -> None:
        """A menu of the formats there are, then the folder."""
        from rbc_desk.services.exporting import import_choices

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, summary in import_choices():
            chosen = menu.addAction(f"{name}: {summary}")
            chosen.triggered.connect(partial(self._ask_import, name))
        menu.popup(self.mapToGlobal(self.rect().topLeft()))

    def _ask_import(self, format_: str, _checked: bool = False) -> None:  # noqa: FBT002 - a slot
        self._ask(
            self.tr("Import a folder"),
            QFileDialog.FileMode.Directory,
            lambda paths: self.import_from(format_, source=paths[0]),
        )

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Copy images and folders into the project, in a job."""
        from rbc_desk.services import library

        self._work(partial(library.add_smears, self.desk.project, list(paths)), title=self.tr("adding smears"))

    def import_from(self, format_: str, *, source: Path) -> None:
        """Bring in another data set, in a job."""
        from rbc_desk.services import library

        work = partial(library.import_from, self.desk.project, format=format_, source=source)
        self._work(work, title=self.tr("importing"))

    def _ask(self, title: str, mode: QFileDialog.FileMode, then: Any) -> None:
        dialog = QFileDialog(self, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        if mode == QFileDialog.FileMode.ExistingFiles:
            dialog.setNameFilters([f"Images ({_IMAGES} {_IMAGES.upper()})", self.tr("All files (*)")])
        dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
        dialog.open()

    def _work(self, service: Any, *, title: str) -> Job:
        """Run a service that commits as it goes: stopping it keeps what was done, so the table is read anew."""
        self.troubles.clear()
        job = self.desk.jobs.start(
            lambda report, stop: service(report=report, stop=stop),
            title=title,
            on_success=self._on_worked,
            on_progress=self._on_progress,
        )
        job.cancelled.connect(lambda: job.settled.connect(self._on_stopped))
        return job

    @Slot(object)
    def _on_progress(self, event: Event) -> None:
        if isinstance(event, Trouble):
            self.troubles.add(event)

    @Slot(object)
    def _on_worked(self, result: Any) -> None:
        changes = result if isinstance(result, ChangeSet) else result.changes
        self.troubles.set(getattr(result, "troubles", None))
        self.desk.edit(changes)

    @Slot()
    def _on_stopped(self) -> None:
        self.desk.announce(ChangeSet("Stopped", more_topics=frozenset({Topic.SMEARS, Topic.CELLS, Topic.LABELS})))

    # on smears

    def detect(self) -> None:
        """Find cells on the selected smears, or on all where none is selected."""
        from rbc_desk.services import detection

        ids = self.selected_ids() or [smear.id for smear in self.model.smears]
        if not ids or self.desk.project is None:
            return
        work = partial(detection.detect_smears, self.desk.project, smear_ids=ids)
        self._detection = self._work(work, title=self.tr("finding cells"))
        self._detection.finished.connect(self._say_what_detect_does)
        self._say_what_detect_does()

    def open_selected(self) -> None:
        ids = self.selected_ids()
        if ids:
            self.desk.set_smear(ids[0])
            self.open_wanted.emit("label")

    def remove_selected(self) -> None:
        from rbc_desk.services import library

        for smear_id in self.selected_ids():
            self.desk.edit(self.desk.guard(library.remove_smear, self.desk.project, smear_id=smear_id))

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column() == SPECIMEN:
            self.table.edit(index)
        else:
            self.open_selected()

    @Slot(int, str)
    def _on_specimen_edited(self, smear_id: int, code: str) -> None:
        from rbc_desk.services import library

        self.desk.edit(self.desk.guard(library.set_specimen, self.desk.project, smear_id=smear_id, code=code))

    @Slot(object)
    def _on_menu(self, position: Any) -> None:
        if self.selected_ids():
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions([*self.table.actions(), self._actions[0]])
            menu.popup(self.table.viewport().mapToGlobal(position))
