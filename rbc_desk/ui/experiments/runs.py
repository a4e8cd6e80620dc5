"""The table of a project's experiments, and the actions on the selected one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbc_desk.ui.experiments.texts import study_cells
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.widgets.figures import current_key, fill, make_table, select_key, wrap_rows
from rbc_desk.ui.widgets.texts import button, quiet
from rbc_desk.ui.widgets.wrap import WrapRow

if TYPE_CHECKING:
    from rbc_desk.services.experiments.studies import Study


class StudyList(QWidget):
    """`chosen` is emitted when the selection changes, `resume_requested` with the folder of an experiment."""

    chosen = Signal()
    resume_requested = Signal(object)  # Path

    def __init__(self, *, networks: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._networks = networks
        self._known: dict[Path, Study] = {}
        self._is_busy = False
        self._why_not = ""
        self.table = make_table(
            [self.tr("Experiment"), self.tr("Networks"), self.tr("State"), self.tr("Started"), self.tr("Trainings")],
            name="studiesTable",
            stretch=1,
        )
        wrap_rows(self.table)
        self.table.setAccessibleName(self.tr("Experiments"))
        self.resume_button = button(self.tr("Resume"), name="resumeProtocolButton")
        self.report_button = button(self.tr("Open report"), name="openReportButton")
        self.folder_button = button(self.tr("Show folder"), name="showProtocolFolderButton")
        head = WrapRow()
        head.addWidget(quiet(self.tr("Experiments")))
        head.add_stretch()
        for widget in (self.resume_button, self.report_button, self.folder_button):
            head.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self.table.itemSelectionChanged.connect(self._on_selected)
        self.resume_button.clicked.connect(self._resume)
        self.report_button.clicked.connect(self._open_report)
        self.folder_button.clicked.connect(self._open_folder)

    @property
    def selected(self) -> Study | None:
        key = current_key(self.table)
        return next((study for known, study in self._known.items() if known == key), None)

    @Slot()
    def _resume(self) -> None:
        if (study := self.selected) is not None:
            self.resume_requested.emit(study.folder)

    @Slot()
    def _open_report(self) -> None:
        if (study := self.selected) is not None:
            _open(study.report)

    @Slot()
    def _open_folder(self) -> None:
        if (study := self.selected) is not None:
            _open(study.folder)

    def show_studies(self, found: Sequence[Study], *, running: Path | None, why_not: str = "") -> None:
        """Show these experiments. `why_not`: why none can be resumed.

        The newest is selected if none was, as is one that has just started.
        """
        self._why_not = why_not
        before, chosen = set(self._known), current_key(self.table)
        self._known = {study.folder: study for study in found}
        self.table.blockSignals(True)
        cells = [study_cells(s, networks=self._networks, is_running=s.folder == running) for s in found]
        fill(self.table, cells, numbers_from=4, keys=list(self._known))
        if chosen not in self._known or (running in self._known and running not in before):
            chosen = running if running in self._known else next(iter(self._known), None)
        select_key(self.table, chosen)
        self.table.blockSignals(False)
        self._enable(is_busy=running is not None)

    def knows(self, folder: Path) -> bool:
        return folder in self._known

    def _enable(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        study = self.selected
        self.report_button.setEnabled(study is not None and study.report.is_file())
        self.folder_button.setEnabled(study is not None)
        can_resume = study is not None and not study.is_finished and not is_busy
        permit(self.resume_button, can=can_resume, why_not=self._why_not)

    @Slot()
    def _on_selected(self) -> None:
        self._enable(is_busy=self._is_busy)
        self.chosen.emit()


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
