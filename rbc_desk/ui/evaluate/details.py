"""The sentences of an evaluation, and the button that compares it with a second model."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from rbc_desk.core.events import Event, Warned
from rbc_desk.core.models.answering_text import answering_text
from rbc_desk.core.models.results import Depth, Figure
from rbc_desk.services.models import comparison, evaluation, quality
from rbc_desk.ui.kit.jobs import Job, Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import icon, warning
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.figures import NOTHING


def figures_text(depth: Depth, *, part: str) -> str:
    """Lines about intervals, calibration and the confidence threshold."""
    tr = QCoreApplication.translate
    shown = ("accuracy", "balanced_accuracy", "macro_f1", "weighted_f1", "macro_auroc")
    spans = [span(depth.figure(name)) for name in shown]
    lines = []
    if depth.n_smears > 1:
        words = tr(
            "EvaluatePage",
            "95 % intervals by smear ({0} smears): accuracy {1}, balanced accuracy {2}, macro F1 {3}, "
            "weighted F1 {4}, AUROC {5}.",
        )
        lines.append(words.format(depth.n_smears, *spans))
    words = tr("EvaluatePage", "Calibration error: {0} before scaling, {1} after.")
    lines.append(words.format(f"{depth.ece_raw:.3f}", f"{depth.ece:.3f}"))
    return "\n".join([*lines, translated(answering_text(depth.answering, part=part))])


def span(figure: Figure | None, *, sign: str = "") -> str:
    """An interval from low to high; a dash if there is none."""
    if figure is None or figure.low is None or figure.high is None:
        return NOTHING
    words = QCoreApplication.translate("EvaluatePage", "{0} to {1}")
    return words.format(f"{figure.low:{sign}.3f}", f"{figure.high:{sign}.3f}")


class CompareButton(QPushButton):
    """A menu of the other models. The chosen one is evaluated on the same cells in a job."""

    compared = Signal(str)  # the result as a sentence

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareButton")
        self.setText(self.tr("Compare…"))
        self.setToolTip(self.tr("Evaluate a second model on the same cells"))
        self._context = context
        self._record: Any = None
        self._job: Job | None = None
        self._warned: list[str] = []
        self.setMenu(QMenu(self))
        self.menu().setToolTipsVisible(True)
        self.menu().aboutToShow.connect(self._list)

    def show_record(self, record: Any, *, models: int) -> None:
        """Set the evaluation whose model and part the other model is compared on."""
        self._record = record
        self.setEnabled(record is not None and models > 1)

    @Slot()
    def _list(self) -> None:
        self.menu().clear()
        if self._context.project is None or self._record is None:
            return
        warned = self._context.guard(quality.warnings_by_model, self._context.project) or {}
        for model in self._context.guard(evaluation.models, self._context.project) or ():
            if model.id != self._record.model_id:
                action = self.menu().addAction(translated(model.name))
                if words := translated(warned.get(model.id, "")):
                    action.setIcon(icon("warning", colour=warning(self.palette())))
                    action.setToolTip(words)
                action.triggered.connect(lambda _=False, other=model.id: self.compare(other))

    def compare(self, other_id: int) -> None:
        """Start the comparison with this model."""
        project, record = self._context.project, self._record
        if project is None or record is None or (self._job is not None and not self._job.ended):
            return
        self._warned = []
        self._job = self._context.jobs.start(
            lambda task: comparison.compare(
                project, model_id=record.model_id, other_id=other_id, part=record.part, task=task
            ),
            title=self.tr("comparing"),
            on_success=self._on_compared,
            on_progress=self._on_progress,
            lane=Lane.LONG,
        )

    @Slot(object)
    def _on_progress(self, event: Event) -> None:
        if isinstance(event, Warned):
            self._warned.append(translated(event.message))

    @Slot(object)
    def _on_compared(self, difference: Any) -> None:
        gain = {figure.name: figure for figure in difference.difference.figures}
        parts = []
        for figure in (gain["accuracy"], gain["macro_f1"]):
            within = f" ({span(figure, sign='+')})" if figure.low is not None else ""
            parts.append(f"{figure.value:+.3f}{within}")
        message = self.tr("{0} against {1}: accuracy {2}, macro F1 {3}; McNemar p = {4}.").format(
            translated(difference.second),
            translated(difference.first),
            *parts,
            f"{difference.difference.p_value:.3g}",
        )
        self.compared.emit(" ".join(part for part in (message, *self._warned, translated(difference.note)) if part))
