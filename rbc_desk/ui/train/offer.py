"""Actions on the page Train for a run that was interrupted or failed, a button each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.widgets.texts import button
from rbc_desk.ui.widgets.warning import WarningBanner

if TYPE_CHECKING:
    from rbc_desk.services.training.runs import Unfinished


class RunOffer(WarningBanner):
    """Shows one unfinished run at a time. Each signal carries the run's id."""

    resume_requested = Signal(int)
    retry_requested = Signal(int)  # train again with the remedy of `unfinished`
    keep_requested = Signal(int)
    discard_requested = Signal(int)
    dismissed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="offerPanel", parent=parent)
        self.unfinished: Unfinished | None = None
        self.resume = button(self.tr("Resume"), name="resumeRunButton", primary=True)
        self.retry = button("", name="retryRunButton", primary=True)
        self.keep = button(self.tr("Keep best"), name="keepRunButton")
        self.discard = button(self.tr("Discard"), name="discardRunButton")
        self.dismiss = button(self.tr("Dismiss"), name="dismissRunButton")
        self.resume.setAccessibleName(self.tr("Resume interrupted run"))
        self.retry.setAccessibleName(self.tr("Retry failed run"))
        self.keep.setAccessibleName(self.tr("Keep best epoch of interrupted run"))
        self.discard.setAccessibleName(self.tr("Discard interrupted run"))
        self.dismiss.setAccessibleName(self.tr("Dismiss message about failed run"))
        self.keep.setToolTip(self.tr("Make a model from the best finished epoch"))
        self.discard.setToolTip(self.tr("Keep no model. The run and its curves stay in the list."))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        buttons = {
            self.resume: self.resume_requested,
            self.retry: self.retry_requested,
            self.keep: self.keep_requested,
            self.discard: self.discard_requested,
            self.dismiss: self.dismissed,
        }
        for one, signal in buttons.items():
            row.addWidget(one)
            one.clicked.connect(lambda _=False, signal=signal: self._emit(signal))
        row.addStretch(1)
        self.box.addLayout(row)

    def permit_changes(self, why_not: str) -> None:
        """Disable resuming and discarding if the project cannot be changed."""
        for one in (self.resume, self.retry, self.keep, self.discard):
            permit(one, can=True, why_not=why_not)

    @Slot(object)
    def offer(self, unfinished: Unfinished | None) -> None:
        """Show what happened and what can be done; None hides the widget."""
        self.unfinished = unfinished
        if unfinished is None:
            self.show_text("")
            return
        is_failed = unfinished.run.status == "failed"
        remedy = unfinished.remedy
        self.resume.setVisible(unfinished.can_resume and not remedy)
        if unfinished.restarts:
            self.resume.setText(self.tr("Start over"))
            self.resume.setToolTip(self.tr("Train from the start with the same settings and the same cells"))
        else:
            self.resume.setText(self.tr("Resume"))
            self.resume.setToolTip(self.tr("Continue from the last checkpoint"))
        self.retry.setVisible(bool(remedy) or not unfinished.can_resume)
        self.retry.setText(self._retry_text())
        self.keep.setVisible(unfinished.can_keep)
        is_kept = unfinished.can_resume or unfinished.can_keep
        self.discard.setVisible(is_kept or not is_failed)
        self.dismiss.setVisible(is_failed and not is_kept)
        self.show_text(f"{self._what()} {self._why()}".strip() if is_failed else self._what())

    def _emit(self, signal: Signal) -> None:
        if self.unfinished is not None:
            signal.emit(self.unfinished.run.id)  # type: ignore[attr-defined]

    def _retry_text(self) -> str:
        remedy = self.unfinished.remedy if self.unfinished is not None else {}
        if "batch_size" in remedy:
            return self.tr("Retry with batch size {0}").format(remedy["batch_size"])
        if "learning_rate" in remedy:
            return self.tr("Retry with learning rate {0}").format(f"{remedy['learning_rate']:g}")
        return self.tr("Start again")

    def _what(self) -> str:
        assert self.unfinished is not None
        run, done = self.unfinished.run, self.unfinished.epochs_done
        of = run.spec.get("epochs", "")
        if run.status == "failed":
            if done:
                return self.tr("Run {0} failed after epoch {1} of {2}.").format(run.id, done, of)
            return self.tr("Run {0} failed in its first epoch.").format(run.id)
        if done:
            return self.tr("Run {0} was interrupted after epoch {1} of {2}.").format(run.id, done, of)
        return self.tr("Run {0} was interrupted in its first epoch.").format(run.id)

    def _why(self) -> str:
        """What happened and what to do. The store has the engine's English text; known causes are translated."""
        assert self.unfinished is not None
        run = self.unfinished.run
        if run.cause == "memory":
            return self.tr("There is not enough memory for a batch of {0} cells. Use a smaller batch size.").format(
                run.spec.get("batch_size", "")
            )
        if run.cause == "not_finite":
            return self.tr(
                "The loss was no longer a finite number: the learning rate {0} was too high. Try a tenth of it."
            ).format(f"{float(run.spec.get('learning_rate', 0)):g}")
        if run.cause == "storage":
            return self.tr("The run could not be saved. Free some disk space, then resume. ({0})").format(
                translated(run.error)
            )
        return translated(run.error)
