"""Processes all new specimens of the worklist in a job, and says what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from rbc_desk.core.events import Event, UnitEnded
from rbc_desk.core.models.model_quality import STARTER
from rbc_desk.core.specimens import SpecimenState
from rbc_desk.services.batch.batch import BatchWish, every_core
from rbc_desk.services.batch.process import BatchResult, process_smears, processed_as_one_step
from rbc_desk.services.models import evaluation, quality, starter
from rbc_desk.services.specimen_report.report_folder import ReportWish
from rbc_desk.services.specimens.worklist import WorklistRow
from rbc_desk.settings.last_used import LastUsed
from rbc_desk.settings.paths import state_folder
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Job
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.specimens.process_dialog import ProcessDialog
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project


_UNFINISHED = "unfinished"


class ProcessedBanner(QFrame):
    """What the last batch came to, with ways to its summary and its folder. Hidden until there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("processedBanner")
        self.setProperty("banner", True)
        self._folder = Path()
        self.words = QLabel(objectName="processedText", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.summary_button = button(self.tr("Show summary"), name="showSummaryButton")
        self.folder_button = button(self.tr("Open folder"), name="openReportsFolderButton")
        close = QToolButton(text="×", autoRaise=True, toolTip=self.tr("Dismiss"), objectName="dismissProcessed")
        close.setAccessibleName(self.tr("Dismiss"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.words, 1)
        for widget in (self.summary_button, self.folder_button, close):
            layout.addWidget(widget)
        self.summary_button.clicked.connect(lambda: _open(self._folder / "summary.html"))
        self.folder_button.clicked.connect(lambda: _open(self._folder))
        close.clicked.connect(self.hide)
        self.hide()

    def show_words(self, words: str, *, folder: Path) -> None:
        """Show a sentence about the reports in a folder."""
        self._folder = folder
        self.words.setText(words)
        self.setAccessibleName(words)
        for one in (self.summary_button, self.folder_button):
            one.setVisible((folder / "summary.html").is_file())
        self.show()


class Processing(QObject):
    """One batch at a time. `changed` is emitted when it starts and ends, `advanced` after each smear."""

    changed = Signal()
    advanced = Signal()

    def __init__(self, context: AppContext, *, page: QWidget, banner: ProcessedBanner) -> None:
        super().__init__(page)
        self._context, self._page, self._banner = context, page, banner
        self._folder = Path()
        self._unfinished: frozenset[int] = frozenset()
        self._unfinished_in: Path | None = None
        self.job: Job | None = None

    @property
    def running(self) -> bool:
        return self.job is not None and not self.job.ended

    def waiting(self, rows: Sequence[WorklistRow]) -> list[WorklistRow]:
        """The new ones among these specimens, and those of a batch that was stopped or killed."""
        if (project := self._context.project) is None:
            return []
        if self._unfinished_in != project.folder:
            kept = _memory().get(project.folder).get(_UNFINISHED)
            self._unfinished, self._unfinished_in = frozenset(kept or ()), project.folder
        return [
            row
            for row in rows
            if row.smears
            and row.state is not SpecimenState.SIGNED
            and (row.state is SpecimenState.NEW or any(smear.id in self._unfinished for smear in row.smears))
        ]

    def ask(self, rows: Sequence[WorklistRow]) -> None:
        """Ask how the new ones among these specimens are to be processed."""
        project = self._context.project
        found = self.waiting(rows)
        if project is None or not found or self.running:
            return
        smear_ids = [smear.id for row in found for smear in row.smears]
        dialog = ProcessDialog(
            n_specimens=len(found),
            n_smears=len(smear_ids),
            models=self._context.guard(_models, project) or (),
            folder=project.folder.with_name(f"{project.folder.name} {self.tr('reports')}"),
            kept=_memory().get(project.folder),
            parent=self._page.window(),
        )
        dialog.accepted_with.connect(lambda values: self.start(smear_ids, values))
        dialog.open()

    def start(self, smear_ids: Sequence[int], values: dict[str, Any]) -> None:
        """Process these smears as the dialog says; one undoable step, even if it is stopped."""
        project = self._context.opened
        self._remember(project.folder, values, unfinished=smear_ids)
        self._folder = Path(values["reports"]).expanduser()
        self._banner.hide()
        self.job = self._context.edit_jobs.start(
            partial(
                process_smears,
                project,
                smear_ids=list(smear_ids),
                output=self._folder,
                wish=BatchWish(ReportWish(tuple(values["formats"]), values["language"]), values["model"] or None),
                workers=every_core(spared=1),
                settings=self._context.settings,
            ),
            title=self.tr("processing new smears"),
            as_one_step=processed_as_one_step,
            on_success=partial(self._on_done, project.folder, values),
            on_progress=self._on_progress,
        )
        self.job.failed.connect(self._on_failed)
        self.job.cancelled.connect(self._on_cancelled)
        self.job.settled.connect(self.changed)
        self.changed.emit()

    @Slot(object)
    def _on_progress(self, event: Event) -> None:
        if isinstance(event, UnitEnded):
            self.advanced.emit()

    def _remember(self, project: Path, values: dict[str, Any], *, unfinished: Sequence[int]) -> None:
        """Keep the choices for the next time, and what is to be done, also if the program is killed."""
        self._unfinished, self._unfinished_in = frozenset(unfinished), project
        kept = {key: values[key] for key in ("reports", "formats", "language")}
        _memory().keep(project, **kept, **{_UNFINISHED: list(unfinished)})

    def _on_done(self, project: Path, values: dict[str, Any], result: BatchResult) -> None:
        self._remember(project, values, unfinished=())
        words = [self.tr("%n smear(s) done.", "", result.n_done)]
        words.append(self.tr("%n report(s) written.", "", result.n_reports))
        if result.problems:
            words.append(self.tr("%n failed; the summary says why.", "", len(result.problems)))
        self._banner.show_words(" ".join(words), folder=self._folder)

    @Slot(object)
    def _on_failed(self, error: JobError) -> None:
        words = (translated(error.message), translated(error.hint), self.tr("Finished specimens are kept."))
        self._banner.show_words(" ".join(filter(None, words)), folder=self._folder)

    @Slot()
    def _on_cancelled(self) -> None:
        words = self.tr("Stopped. Finished specimens are kept; choose “Process all new…” to resume.")
        self._banner.show_words(words, folder=self._folder)


def _models(project: Project) -> list[tuple[str, str, str]]:
    """(value, title, warnings) of the models to choose from: the active one ("") first, or the starter where there is
    none, then the others.
    """
    known, warned = evaluation.models(project), quality.warnings_by_model(project)
    active = next((info for info in known if info.active), None)
    if active is None:
        if not starter.has_starter(project):
            return []
        found = [("", translated(starter.NAME), translated(STARTER))]
    else:
        found = [("", translated(active.name), translated(warned[active.id]))]
    by_name = {info.name: info for info in reversed(known)}  # of equal names, the first one is used
    names = dict.fromkeys(info.name for info in known if active is None or info.name != active.name)
    return found + [(name, translated(name), translated(warned[by_name[name].id])) for name in names]


def _memory() -> LastUsed:
    return LastUsed(state_folder() / "processing.json")


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
