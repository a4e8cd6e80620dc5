"""A past training run in a reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rbc_desk.core.times import day_and_clock
from rbc_desk.ui.pages.train_form import TrainForm

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
