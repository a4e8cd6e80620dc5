"""Figures, curves and confusion matrix of a running or past training."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from rbc_desk.core.classes import CellClass
from rbc_desk.core.events import (
    BatchDone,
    EpochDone,
    Event,
    NotLearning,
    Problem,
    Progress,
    TrainingEnded,
    TrainingPaused,
    TrainingStarted,
)
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, tabular_font
from rbc_desk.ui.plots.confusion import ConfusionView
from rbc_desk.ui.plots.curves import LossCurves, MetricCurves
from rbc_desk.ui.plots.overlay import RunCurves, RunLine
from rbc_desk.ui.train.compare import RunComparison
from rbc_desk.ui.widgets.figures import FigureRow, duration, score
from rbc_desk.ui.widgets.texts import EmptyState, quiet
from rbc_desk.ui.widgets.turning import TurningSplitter
from rbc_desk.ui.widgets.warning import WarningBanner

if TYPE_CHECKING:
    from rbc_desk.services.training.runs import RunSummary
    from rbc_desk.services.training.training import EpochRow

_GIB = 2**30


def _figures() -> FigureRow:
    """The figures of the current epoch."""
    tr = QCoreApplication.translate
    return FigureRow(
        [
            ("epoch", tr("TrainPage", "Epoch")),
            ("loss", tr("TrainPage", "Loss")),
            ("accuracy", tr("TrainPage", "Accuracy")),
            ("macroF1", tr("TrainPage", "Macro F1")),
            ("auroc", tr("TrainPage", "AUROC")),
            ("speed", tr("TrainPage", "Images/s")),
            ("left", tr("TrainPage", "Time left")),
        ]
    )


class TrainingProgress(QWidget):
    """Follows one run at a time by events (`on_event`) or stored epochs; several runs are overlaid.

    `below` is placed beside the matrix.
    """

    def __init__(self, *, below: QWidget) -> None:
        super().__init__()
        self.figures = _figures()
        self.figures.reserve("left", text=duration(3599))
        self.pace = quiet("", wrap=True)
        self.pace.setObjectName("paceLabel")
        self.pace.setFont(tabular_font())
        self.pace.hide()
        self.state_text = quiet("", wrap=True)
        self.state_text.setObjectName("stateLabel")
        self.warning = WarningBanner(name="runWarning")
        self.learning = WarningBanner(name="learningWarning")
        self.losses, self.metrics, self.confusion = LossCurves(), MetricCurves(), ConfusionView()
        self.loss_lines = RunCurves(y=self.tr("Validation loss"), name="lossLines")
        self.f1_lines = RunCurves(y=self.tr("Macro F1"), name="f1Lines")
        self.comparison = RunComparison()
        self.empty = EmptyState(
            self.tr("No training yet"),
            advice=self.tr("The curves of loss and accuracy, the confusion matrix and all runs appear here."),
        )
        self._names: tuple[str, ...] = ()
        self._letters: tuple[str, ...] = ()
        self._epochs = 0
        self._device = ""
        self.splitters = self._lay_out(below)

    def _lay_out(self, below: QWidget) -> dict[str, QSplitter]:
        self._stacks = []
        for one, several in (
            (self.losses, self.loss_lines),
            (self.metrics, self.f1_lines),
            (self.confusion, self.comparison),
        ):
            stack = QStackedWidget()
            stack.addWidget(one)
            stack.addWidget(several)
            self._stacks.append(stack)
        upper, lower, down = TurningSplitter(), QSplitter(), QSplitter(Qt.Orientation.Vertical)
        upper.addWidget(self._stacks[0])
        upper.addWidget(self._stacks[1])
        lower.addWidget(self._stacks[2])
        lower.addWidget(below)
        for splitter in (upper, lower):
            down.addWidget(splitter)
        for splitter in (upper, lower, down):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(2 * GRID)
        upper.setSizes([500, 500])
        lower.setSizes([360, 640])
        down.setSizes([380, 340])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.figures)
        layout.addWidget(self.pace)
        layout.addWidget(self.state_text)
        layout.addWidget(self.warning)
        layout.addWidget(self.learning)
        layout.addWidget(down, 1)
        layout.addWidget(self.empty, 1)
        self._filled = [self.figures, down]
        self.show_nothing(True)
        return {"upper": upper, "lower": lower, "down": down}

    def show_nothing(self, nothing: bool) -> None:
        """Show what will appear here instead of empty curves; messages stay."""
        self.empty.setVisible(nothing)
        for widget in self._filled:
            widget.setVisible(not nothing)

    # one run

    def clear(self, *, epochs: int = 0) -> None:
        """Clear everything; `epochs` are planned."""
        self._show_several(False)
        self._epochs = epochs
        self.losses.clear(epochs=epochs)
        self.metrics.clear(epochs=epochs)
        self.confusion.clear()
        self.figures.clear()
        self.pace.hide()
        self.state_text.clear()
        self.warning.show_text("")
        self.learning.show_text("")
        if epochs:
            self.figures.show_values(epoch=f"0 / {epochs}")

    def warn(self, text: str) -> None:
        """Show a warning about the current run until another run is shown."""
        self.warning.show_text(text)

    def show_history(self, rows: Sequence[EpochRow]) -> None:
        """Show the curves of finished epochs."""
        for row in rows:
            self.losses.append(row.epoch, training=row.train_loss, validation=row.validation_loss)
            self.metrics.append(row.epoch, accuracy=row.accuracy, macro_f1=row.macro_f1, auroc=row.auroc)

    def show_past(self, rows: Sequence[EpochRow], *, run_id: int) -> None:
        """Show a finished run, with the figures of its best epoch."""
        self.clear()
        self.confusion.clear(instead=self.tr("Shown during training. For the matrix of a model, see Evaluate."))
        self.show_history(rows)
        best = next((row for row in rows if row.epoch == self.losses.best_epoch), None)
        if best is not None:
            self.figures.show_values(
                epoch=f"{best.epoch} / {len(rows)}",
                loss=score(best.train_loss),
                accuracy=score(best.accuracy),
                macroF1=score(best.macro_f1),
                auroc=score(best.auroc),
            )
        self.state_text.setText(self.tr("Run {0}: results of the best epoch").format(run_id))

    def on_event(self, event: Event, *, classes: Mapping[str, CellClass], network: str) -> None:
        """Show an event. `classes` by code; `network` is the displayed name."""
        if isinstance(event, EpochDone):
            self._on_epoch(event)
        elif isinstance(event, BatchDone):
            self._on_batch(event)
        elif isinstance(event, TrainingStarted):
            self._on_started(event, classes=classes, network=network)
        elif isinstance(event, TrainingPaused):
            self._on_paused(event)
        elif isinstance(event, Progress) and event.message:
            of = f" {event.done} / {event.total}" if event.total else ""
            self.state_text.setText(f"{translated(event.message)}{of}")
        elif isinstance(event, Problem):
            self.state_text.setText(f"{event.item}: {translated(event.message)}")
        elif isinstance(event, NotLearning):
            self.learning.show_text(translated(event.message))
        elif isinstance(event, TrainingEnded):
            self.figures.show_values(left=duration(0))

    def _on_started(self, event: TrainingStarted, *, classes: Mapping[str, CellClass], network: str) -> None:
        codes = event.class_codes
        self._names = tuple(translated(classes[code].name) if code in classes else code for code in codes)
        self._letters = tuple(classes[code].letters if code in classes else "" for code in codes)
        self._epochs = event.epochs
        self._device = f"{event.device} ({event.computing})" if event.computing else event.device
        self.losses.clear(epochs=event.epochs)
        self.metrics.clear(epochs=event.epochs)
        self.state_text.setText(
            self.tr("{0} on {1}: {2:,} parameters, {3} training and {4} validation cells").format(
                network, event.device, event.parameters, sum(event.train_counts), sum(event.validation_counts)
            )
        )

    def _on_batch(self, event: BatchDone) -> None:
        self.figures.show_values(
            epoch=f"{event.epoch} / {self._epochs}", loss=score(event.loss), speed=f"{event.images_per_s:.0f}"
        )
        parts = [self._device, self.tr("learning rate {0}").format(f"{event.learning_rate:.2g}")]
        parts.append(self.tr("{0} images/s").format(f"{event.images_per_s:.0f}"))
        if event.memory_bytes:
            parts.append(self.tr("memory {0} GB").format(f"{event.memory_bytes / _GIB:.2f}"))
        self.pace.setText("  ·  ".join(part for part in parts if part))
        self.pace.show()

    def _on_paused(self, event: TrainingPaused) -> None:
        if event.paused:
            message = self.tr(
                "Paused in epoch {0}, batch {1}. A checkpoint was saved: resume now, or quit and resume later."
            ).format(event.epoch, event.batch)
        else:
            message = self.tr("Resuming in epoch {0}.").format(event.epoch)
        self.state_text.setText(message)

    def _on_epoch(self, event: EpochDone) -> None:
        scores = event.scores
        if event.epoch not in self.losses.epochs:
            self.losses.append(event.epoch, training=event.train_loss, validation=event.validation_loss)
            self.metrics.append(event.epoch, accuracy=scores.accuracy, macro_f1=scores.macro_f1, auroc=scores.auroc)
        n = len(event.confusion)
        is_known = len(self._names) == n
        names = self._names if is_known else tuple(str(i + 1) for i in range(n))
        self.confusion.set_matrix(names, self._letters if is_known else (), counts=event.confusion)
        self.figures.show_values(
            epoch=f"{event.epoch} / {event.epochs}",
            loss=score(event.train_loss),
            accuracy=score(scores.accuracy),
            macroF1=score(scores.macro_f1),
            auroc=score(scores.auroc),
            left=duration(event.seconds_left),
        )

    # several

    def compare(self, runs: Sequence[RunSummary], *, histories: Sequence[Sequence[EpochRow]]) -> None:
        """Overlay the curves of several runs, with their figures and differing settings side by side."""
        self.clear()
        names = [self.tr("Run {0}").format(one.run.id) for one in runs]
        self.loss_lines.show_lines(
            [_line(n, rows, "validation_loss") for n, rows in zip(names, histories, strict=True)]
        )
        self.f1_lines.show_lines([_line(n, rows, "macro_f1") for n, rows in zip(names, histories, strict=True)])
        self.comparison.show_runs(runs)
        self.state_text.setText(self.tr("Compared: {0}").format(", ".join(names)))
        self._show_several(True)

    def _show_several(self, several: bool) -> None:
        self.figures.setHidden(several)
        for stack in self._stacks:
            stack.setCurrentIndex(int(several))


def _line(name: str, rows: Sequence[EpochRow], figure: str) -> RunLine:
    values = (getattr(row, figure) for row in rows)
    return RunLine(
        name, tuple(row.epoch for row in rows), tuple(math.nan if value is None else value for value in values)
    )
