"""Opens the cells behind a figure: an entry of the confusion matrix, or doubtful labels."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QPushButton

from rbc_desk.services.models import doubts, evaluation
from rbc_desk.ui.kit.jobs import Job, Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.plots.confusion import ConfusionView
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button

GALLERY, REVIEW = "gallery", "review"


class CellsOfFigure(QObject):
    """`cells_requested` carries cell ids, their description and the view that shows them best."""

    cells_requested = Signal(object, str, str)
    message_ready = Signal(str)

    def __init__(self, context: AppContext, *, matrix: ConfusionView, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._matrix = matrix
        self._record: Any = None
        self._job: Job | None = None
        self.button: QPushButton = button(self.tr("Doubtful labels"), name="doubtsButton")
        self.button.setToolTip(
            self.tr("Check all labels with the model and review the doubtful ones, most doubtful first")
        )
        self.button.clicked.connect(self._on_clicked)
        matrix.opened.connect(self._on_opened)

    def show_record(self, record: Any) -> None:
        self._record = record
        self._matrix.set_opens(record is not None and record.answers is not None)
        self._enable()

    @Slot()
    def _enable(self) -> None:
        busy = self._job is not None and not self._job.ended
        self.button.setEnabled(self._record is not None and not busy)
        self.button.setText(self.tr("Checking…") if busy else self.tr("Doubtful labels"))

    @Slot(int, int)
    def _on_opened(self, true: int, predicted: int) -> None:
        project, record = self._context.project, self._record
        if record is None or record.answers is None or project is None:
            return
        ids = self._context.guard(evaluation.cells_of_entry, project, record.answers, true=true, predicted=predicted)
        if ids is None:
            return
        if not ids:
            self.message_ready.emit(self.tr("You have labelled none of these cells, and your reading is blinded."))
            return
        classes = project.class_set()
        right, wrong = (
            translated(classes[code].name) if code in classes else code
            for code in (record.answers.codes[true], record.answers.codes[predicted])
        )
        title = self.tr("{0} predicted as {1}").format(right, wrong)
        self.cells_requested.emit(ids, title, GALLERY)

    @Slot()
    def _on_clicked(self) -> None:
        project, record = self._context.project, self._record
        if project is None or record is None:
            return
        self._job = self._context.jobs.start(
            lambda task: doubts.find_doubtful_labels(project, model_id=record.model_id, task=task),
            title=self.tr("checking the labels"),
            on_success=self._on_found,
            lane=Lane.LONG,
        )
        self._job.finished.connect(self._enable)
        self._enable()

    @Slot(object)
    def _on_found(self, found: Any) -> None:
        message = self.tr("{0} of {1} labels are doubtful.").format(len(found.cells), found.n_cells)
        self.message_ready.emit(f"{message} {translated(found.how)}")
        if found.cells:
            self.cells_requested.emit([one.cell_id for one in found.cells], self.tr("Doubtful labels"), REVIEW)
