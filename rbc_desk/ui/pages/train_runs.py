"""Trainings in a reader's words: the figures of the one under way, the table of those past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rbc_desk.core.times import day_and_clock
from rbc_desk.ui.pages.train_form import TrainForm
from rbc_desk.ui.widgets.figures import FigureRow

if TYPE_CHECKING:
    from rbc_desk.store.rows import RunInfo

# Translated under TrainPage.
_STATES = {
    "running": "running",
    "succeeded": "finished",
    "cancelled": "stopped",
    "discarded": "discarded",
    "failed": "failed",
    "interrupted": "broken off",
}


def figures() -> FigureRow:
    """The row of figures of the epoch under way."""
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


def headers() -> list[str]:
    """The columns of the table of runs."""
    tr = QCoreApplication.translate
    return [
        tr("TrainPage", "Run"),
        tr("TrainPage", "Network"),
        tr("TrainPage", "Loss"),
        tr("TrainPage", "State"),
        tr("TrainPage", "Started"),
        tr("TrainPage", "Epochs"),
    ]


def run_row(run: RunInfo, *, form: TrainForm) -> list[str]:
    """Number, network, loss, state, start and epochs of a run, as the table shows them."""
    network, loss = str(run.spec.get("network", "")), str(run.spec.get("loss", ""))
    return [
        str(run.id),
        form.network_words(network),
        form.loss_words(loss),
        QCoreApplication.translate("TrainPage", _STATES.get(run.status, run.status)),
        day_and_clock(run.started_at),  # the network's name needs the room of the year
        str(run.spec.get("epochs", "")),
    ]
