"""The dialog to restore a backup: the contents of each backup, and what would be lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPushButton, QVBoxLayout, QWidget

from rbc_desk.core.files.backups import BackupInfo, Backups
from rbc_desk.core.task import Task
from rbc_desk.core.times import full
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Job
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.figures import fill, make_table
from rbc_desk.ui.widgets.texts import Elided, quiet


class RestoreDialog(QDialog):
    """`chosen` carries the path of the backup to restore."""

    chosen = Signal(object)

    def __init__(self, context: AppContext, *, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("restoreDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Restore a backup"))
        with_text(self, lambda scale: self.resize(round(84 * GRID * scale), round(56 * GRID * scale)))
        self._found: tuple[BackupInfo, ...] = ()
        self.present = quiet(self.tr("Reading the backups…"), wrap=True)
        titles = (self.tr("Created"), self.tr("Smears"), self.tr("Cells"), self.tr("Labels"), self.tr("Changes lost"))
        self.table = make_table(titles, name="backupTable", stretch=4)
        self.table.setAccessibleName(self.tr("Backups, newest first"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.restore_button = buttons.addButton(self.tr("Restore"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.restore_button.setObjectName("restoreButton")
        self.restore_button.setProperty("primary", True)
        self.restore_button.setEnabled(False)
        other = QPushButton(self.tr("Another file…"), objectName="otherBackupButton")
        buttons.addButton(other, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setSpacing(GRID + GRID // 2)
        column.addWidget(Elided(str(folder), muted=True))
        column.addWidget(self.present)
        column.addWidget(self.table, 1)
        column.addWidget(
            quiet(
                self.tr(
                    "The current state is kept in a dated folder with the backups. Images and trained models are "
                    "not changed."
                ),
                wrap=True,
            )
        )
        column.addWidget(buttons)
        self.table.itemSelectionChanged.connect(self._on_selected)
        self.table.cellDoubleClicked.connect(self._on_accept)
        buttons.accepted.connect(self._on_accept)
        buttons.rejected.connect(self.reject)
        other.clicked.connect(self._on_other)
        self._job: Job = context.jobs.start(
            partial(_read, folder),
            title=self.tr("reading the backups"),
            on_success=self._show,
            on_failure=self._on_failed,
            listed=False,
        )
        self.finished.connect(self._job.cancel)

    def _show(self, known: Backups) -> None:
        self._found = known.found
        now = known.present
        if now is None:
            message = self.tr("The project database is damaged or missing and cannot be read.")
        else:
            message = self.tr("Current state: {smears} smears, {cells} cells, {labels} labels.").format(
                smears=now.n_smears, cells=now.n_cells, labels=now.n_labels
            )
        if not known.found:
            message += " " + self.tr("This project has no backups.")
        self.present.setText(message)
        fill(self.table, [self._row(info) for info in known.found], numbers_from=1)
        first = next((row for row, info in enumerate(known.found) if info.contents is not None), -1)
        if first >= 0:
            self.table.selectRow(first)
            self.table.setFocus()

    def _row(self, info: BackupInfo) -> list[str]:
        made_at = full(info.made_at.isoformat())
        held = info.contents
        if held is None:
            return [made_at, "", "", "", self.tr("not readable")]
        lost = self.tr("all later changes")
        if info.steps_lost is not None:
            lost = self.tr("%n step(s)", "", info.steps_lost) if info.steps_lost else self.tr("nothing")
        return [made_at, str(held.n_smears), str(held.n_cells), str(held.n_labels), lost]

    @property
    def _selected(self) -> BackupInfo | None:
        rows = self.table.selectionModel().selectedRows()
        return self._found[rows[0].row()] if rows else None

    @Slot()
    def _on_selected(self) -> None:
        info = self._selected
        self.restore_button.setEnabled(info is not None and info.contents is not None)

    @Slot()
    def _on_accept(self, *_: int) -> None:
        info = self._selected
        if info is not None and info.contents is not None:
            self._choose(info.path)

    @Slot()
    def _on_other(self) -> None:
        dialog = QFileDialog(self, self.tr("Restore a copy of project.sqlite"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self._choose(Path(name)))
        dialog.open()

    def _choose(self, path: Path) -> None:
        self.accept()
        self.chosen.emit(path)

    def _on_failed(self, error: JobError) -> None:
        self.present.setText(" ".join(translated(part) for part in (error.message, error.hint) if part))


def _read(folder: Path, _task: Task) -> Backups:
    from rbc_desk.services import restore_project

    return restore_project.backups(folder)
