"""What an evaluation says beyond its figures, in words; and the button that sets a second model beside the first."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from rbc_desk.core.results import Answering, Depth, Figure
from rbc_desk.ui.desk import Desk
from rbc_desk.ui.jobs import Job, Lane
from rbc_desk.ui.language import said
from rbc_desk.ui.widgets.figures import NOTHING, percent


def spoken(depth: Depth) -> str:
    """Intervals, calibration and the confidence from which 95 % of the answers are right, a line each."""
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
    words = tr("EvaluatePage", "Calibration error {0} before, {1} after scaling.")
    lines.append(words.format(f"{depth.ece_raw:.3f}", f"{depth.ece:.3f}"))
    return "\n".join([*lines, answers(depth.answering)])


def answers(found: Answering) -> str:
    """The confidence from which to answer, what it was chosen for and on which cells, and what comes of it."""
    tr, wanted = QCoreApplication.translate, f"{100 * found.right:.0f} %"
    if found.threshold is None:
        if found.aside:
            words = tr("EvaluatePage", "On the validation part no confidence left {0} of the answers right.")
        else:
            words = tr("EvaluatePage", "No confidence leaves {0} of the answers right.")
        return words.format(wanted)
    least = f"{found.threshold:.3f}"
    if found.reached is None:
        words = tr(
            "EvaluatePage", "No cell here reaches confidence {0}, chosen on the validation part for {1} right."
        )
        return words.format(least, wanted)
    if found.aside:
        head = tr("EvaluatePage", "From confidence {0} on, chosen on the validation part for {1} right:")
    else:
        head = tr("EvaluatePage", "From confidence {0} on, chosen on these very cells for {1} right:")
    words = tr("EvaluatePage", "{0} of the answers are right, {1} of the cells are answered.")
    said = words.format(percent(100 * found.reached), percent(100 * found.coverage))
    return f"{head.format(least, wanted)} {said}"


def span(figure: Figure | None, *, sign: str = "") -> str:
    """An interval from low to high; a dash where there is none."""
    if figure is None or figure.low is None or figure.high is None:
        return NOTHING
    words = QCoreApplication.translate("EvaluatePage", "{0} to {1}")
    return words.format(f"{figure.low:{sign}.3f}", f"{figure.high:{sign}.3f}")


class CompareButton(QPushButton):
    """Its menu lists the other models; the chosen one is judged on the same cells in a job."""

    compared = Signal(str)  # what came of it, in words

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareButton")
        self.setText(self.tr("Compare…"))
        self.setToolTip(self.tr("Judge a second model on the same cells"))
        self._desk = desk
        self._record: Any = None
        self._job: Job | None = None
        self.setMenu(QMenu(self))
        self.menu().aboutToShow.connect(self._list)

    def show_record(self, record: Any, *, models: int) -> None:
        """The evaluation whose model and part the other is compared on."""
        self._record = record
        self.setEnabled(record is not None and models > 1)

    @Slot()
    def _list(self) -> None:
        from rbc_desk.services import evaluation

        self.menu().clear()
        if self._desk.project is None or self._record is None:
            return
        for model in self._desk.guard(evaluation.models, self._desk.project) or ():
            if model.id != self._record.model_id:
                action = self.menu().addAction(said(model.name))
                action.triggered.connect(lambda _=False, other=model.id: self.compare(other))

    def compare(self, other_id: int) -> None:
        """Start the comparison with this model."""
        from rbc_desk.services import comparison

        project, record = self._desk.project, self._record
        if project is None or record is None or (self._job is not None and not self._job.ended):
            return
        self._job = self._desk.jobs.start(
            lambda report, stop: comparison.compare(
                project, model_id=record.model_id, other_id=other_id, part=record.part, report=report, stop=stop
            ),
            title=self.tr("comparing"),
            on_success=self._on_compared,
            lane=Lane.LONG,
        )

    @Slot(object)
    def _on_compared(self, told: Any) -> None:
        gain = {figure.name: figure for figure in told.difference.figures}
        parts = []
        for figure in (gain["accuracy"], gain["macro_f1"]):
            within = f" ({span(figure, sign='+')})" if figure.low is not None else ""
            parts.append(f"{figure.value:+.3f}{within}")
        words = self.tr("{0} against {1}: accuracy {2}, macro F1 {3}; McNemar p = {4}.").format(
            said(told.second), said(told.first), *parts, f"{told.difference.p_value:.3g}"
        )
        self.compared.emit(f"{words} {said(told.note)}".strip())
