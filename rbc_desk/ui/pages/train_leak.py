"""The banner that names what the chosen split gives away, and what that costs, before a training begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from rbc_desk.ui.desk import Desk
from rbc_desk.ui.jobs import Lane
from rbc_desk.ui.language import said
from rbc_desk.ui.pages.train_form import TrainForm
from rbc_desk.ui.widgets.warning import WarningBanner

if TYPE_CHECKING:
    from rbc_desk.core.control import Reporter, StopToken
    from rbc_desk.core.phrases import Phrase
    from rbc_desk.services.datasets import DatasetOverview

_LEAST_GROUPS = 3  # fewer cannot be parted into training, validation and test whole: cells are parted instead


class LeakWarning(WarningBanner):
    """Says it at once; the cost follows when it is measured on the labels as they stand."""

    def __init__(self, desk: Desk, *, form: TrainForm) -> None:
        super().__init__(name="splitWarning")
        self._desk, self._form = desk, form
        self._overview: DatasetOverview | None = None
        form.split.currentIndexChanged.connect(self._on_split_changed)
        form.seed.valueChanged.connect(self._on_split_changed)

    @Slot()
    def _on_split_changed(self, *_: object) -> None:
        if not self._desk.training.running:
            self.measure(self._overview)

    def measure(self, overview: DatasetOverview | None) -> None:
        """Warn of the form's split on these labels, where it leaks."""
        from rbc_desk.core.split_words import LEAK
        from rbc_desk.services import leaks

        project, split_by, seed = self._desk.project, self._form.split_by, self._form.seed.value()
        self._overview = overview
        by_cell = split_by == "cell"
        groups = 0 if overview is None else overview.n_smears if split_by == "smear" else overview.n_specimens
        is_ready = project is not None and overview is not None and overview.ready
        if not by_cell and (not is_ready or groups >= _LEAST_GROUPS):
            self.say("")
            return
        if by_cell and not self.text():
            self.say(said(LEAK))
        if project is None or not is_ready:
            return

        def work(_report: Reporter, _stop: StopToken) -> Phrase:
            return leaks.leak(project, split_by=split_by, seed=seed)

        self._desk.jobs.start(
            work,
            title=self.tr("measuring the leak"),
            on_success=self._on_measured,
            supersede="leak",
            lane=Lane.LONG,
            listed=False,
        )

    @Slot(object)
    def _on_measured(self, told: Phrase) -> None:
        if not self._desk.training.running:
            self.say(said(told))
