"""The page Project: classes, exports, history."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbc_desk.core.history.audit import WHOLE_PROJECT
from rbc_desk.core.history.changes import Topic
from rbc_desk.services.datasets import exporting
from rbc_desk.services.datasets.exported_cells import ExportOptions
from rbc_desk.services.models import evaluation, quality
from rbc_desk.services.project.roles import may_see_roles
from rbc_desk.ui.dialogs.roles import RolesDialog
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, SUBHEADING, with_text
from rbc_desk.ui.pages.history import HistoryPanel
from rbc_desk.ui.pages.page import Page
from rbc_desk.ui.project.class_editor import ClassEditor
from rbc_desk.ui.project.export_dialog import ExportDialog
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import Elided, heading, place, quiet, scrolled
from rbc_desk.ui.widgets.warning import WarningBanner

if TYPE_CHECKING:
    from rbc_desk.services.datasets.exporting import Exported


class ProjectPage(Page):
    """Facts and class editor in the middle; the history of this session in the side column."""

    restore_requested = Signal()
    log_requested = Signal(object)  # the subject
    check_requested = Signal()
    title = "Project"
    icon_name = "project"
    topics = frozenset({Topic.PROJECT, Topic.CLASSES, Topic.MODELS, Topic.EVALUATIONS})

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("projectPage")
        self._name, self._folder, self._reader = Elided(), Elided(), Elided()
        self._model = Elided(object_name="activeModelLabel")
        self._model_warning = WarningBanner(name="activeModelWarning")
        self._message = quiet("", wrap=True)
        self._message.setObjectName("projectMessage")
        self.classes = ClassEditor(context)
        self._side = HistoryPanel(context)
        self._export = QAction(icon("export"), self.tr("Export labels…"), self, objectName="exportButton")
        self._export.setProperty("primary", True)
        self._export.triggered.connect(self.ask_export)
        self._restore = QAction(icon("history"), self.tr("Restore…"), self, objectName="restoreButton")
        self._restore.setToolTip(self.tr("Restore a backup of this project"))
        self._restore.triggered.connect(self._on_restore)
        self._check = QAction(icon("check"), self.tr("Check…"), self, objectName="checkProjectButton")
        self._check.setToolTip(self.tr("Check the database, images, models and reports for damage, and repair it"))
        self._check.triggered.connect(lambda _checked=False: self.check_requested.emit())
        self._log = QAction(self.tr("Change log…"), self, objectName="changeLogButton")
        self._log.setToolTip(self.tr("Show who changed what and when, and check that the log is unbroken"))
        self._log.triggered.connect(lambda _checked=False: self.log_requested.emit(WHOLE_PROJECT))
        self._roles = QAction(icon("lock"), self.tr("Roles…"), self, objectName="rolesButton")
        self._roles.setToolTip(self.tr("Show and set what the accounts of the server may do in this project"))
        self._roles.triggered.connect(self._on_roles)
        self._show = QAction(icon("folder"), self.tr("Show folder"), self, objectName="showFolderButton")
        self._show.triggered.connect(self._on_show_folder)
        facts = QFormLayout()
        facts.setHorizontalSpacing(3 * GRID)
        facts.setVerticalSpacing(GRID)
        for title, label in ((self.tr("Name"), self._name), (self.tr("Folder"), self._folder),
                             (self.tr("Reader"), self._reader), (self.tr("Model"), self._model)):  # fmt: skip
            facts.addRow(quiet(title), label)
        column = QVBoxLayout()
        column.setSpacing(2 * GRID)
        column.addLayout(facts)
        column.addWidget(self._model_warning)
        column.addWidget(self._message)
        column.addSpacing(GRID)
        column.addWidget(heading(self.tr("Classes"), scale=SUBHEADING))
        column.addWidget(
            quiet(
                self.tr("The keys 1, 2, 3 … on the Label page follow this order. Double-click a class to rename it."),
                wrap=True,
            )
        )
        column.addWidget(self.classes, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        inner = QWidget()
        column.setContentsMargins(0, 0, 0, 0)
        inner.setLayout(column)
        area = scrolled(inner)
        with_text(area, lambda scale: area.setMaximumWidth(round(84 * GRID * scale)))
        layout.addWidget(area, 8)
        layout.addStretch(1)
        self._message.hide()
        context.reader_changed.connect(self.refresh_when_seen)

    def actions_for_toolbar(self) -> list[QAction]:
        return [self._export, self._restore, self._check, self._log, self._roles, self._show]

    def side_panel(self) -> QWidget:
        return self._side

    @Slot()
    def forget(self) -> None:
        self._message.hide()

    @Slot()
    def refresh(self) -> None:
        project = self.context.project
        self._name.setText(project.name if project else "")
        self._folder.setText(place(project.folder) if project else "")
        self._reader.setText(project.reader if project else "")
        self._roles.setVisible(project is not None and may_see_roles(project))
        self.classes.refresh()
        self._show_model()

    def _show_model(self) -> None:
        """Show the active model with its warnings."""
        project = self.context.project
        active = warned = None
        if project is not None:
            active = self.context.guard(evaluation.active_model, project)
            warned = self.context.guard(quality.warnings_by_model, project) if active is not None else None
        self._model.setText(translated(active.name) if active is not None else self.tr("none"))
        self._model_warning.show_text(translated((warned or {}).get(active.id, "")) if active is not None else "")

    @Slot()
    def _on_restore(self) -> None:
        self.restore_requested.emit()

    @Slot()
    def _on_roles(self) -> None:
        if self.context.project is not None:
            RolesDialog(self.context, project=self.context.project, parent=self.window()).open()

    @Slot()
    def _on_show_folder(self) -> None:
        if self.context.project is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.context.project.folder)))

    @Slot()
    def ask_export(self) -> None:
        """Ask for a format, what goes out and a folder."""
        dialog = ExportDialog(self.context, parent=self.window())
        dialog.chosen.connect(self._on_export_chosen)
        dialog.open()

    @Slot(str, object, object, bool)
    def _on_export_chosen(self, format_: str, folder: Path, wanted: ExportOptions, images: bool) -> None:
        self.export(format_, folder=folder, wanted=wanted, images=images)

    def export(
        self,
        format_: str,
        *,
        folder: Path,
        wanted: ExportOptions = ExportOptions(),  # noqa: B008  frozen
        images: bool = True,
    ) -> None:
        """Write the reader's labels, and what else is wanted, in a format, in a job, and show the number of cells."""
        project = self.context.project
        if project is None:
            return
        self.context.jobs.start(
            lambda task: exporting.export(
                project, format=format_, folder=folder, wanted=wanted, images=images, task=task
            ),
            title=self.tr("exporting"),
            on_success=partial(self._show_exported, folder),
            lane=Lane.LONG,
        )

    def _show_exported(self, folder: Path, done: Exported) -> None:
        lines = [self.tr("%n cell(s) exported to {folder}.", "", done.cells).format(folder=folder)]
        if done.others:
            lines.append(self.tr("%n other object(s) exported.", "", done.others))
        if done.predicted:
            lines.append(self.tr("%n predicted cell(s) exported.", "", done.predicted))
        lines += map(translated, done.notes)
        if done.missing:
            lines.append(self.tr("%n cell(s) could not be exported:", "", done.missing))
        lines += [translated(problem.message) for problem in done.problems]
        self.show_text(" ".join(lines))

    def show_text(self, text: str) -> None:
        """Show a message below the facts."""
        self._message.setText(text)
        self._message.show()
