"""One training from its row in the store to its end, whatever that is: a model, a stop, a failure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rbc_desk.core.control import Reporter, StopToken
from rbc_desk.core.errors import CancelledError, MemoryShortError, NotFiniteError, RbcDeskError, StorageError
from rbc_desk.core.events import EpochDone, Warned
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.split_words import warnings
from rbc_desk.services import datasets, standing
from rbc_desk.services import training_record as record
from rbc_desk.services.confidence import calibrate_bundle
from rbc_desk.services.project import Project

if TYPE_CHECKING:
    from rbc_desk.learn.spec import TrainSpec
    from rbc_desk.learn.train import Fitted

_CAUSES = {MemoryShortError: "memory", NotFiniteError: "not_finite", StorageError: "storage"}

Left = Literal["", "resume", "keep"]
"""What to do with what a training left behind: nothing (begin anew), go on from it, keep its best as it is."""


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """The result of a training: a bundle in the project's `models/` (or where it was asked for)."""

    model_id: int
    run_id: int
    name: str
    folder: Path
    best_epoch: int
    stopped: bool
    history: tuple[EpochDone, ...]
    snapshot: datasets.SnapshotSummary


def checkpoint_of(project: Project, *, run_id: int) -> Path:
    """The file from which a run goes on, where it broke off."""
    return project.folder / "models" / f".run-{run_id}" / "checkpoint.safetensors"


def cause_of(error: BaseException) -> str:
    """Why it failed, in one word for programs: the `cause` of a run."""
    return next((cause for kind, cause in _CAUSES.items() if isinstance(error, kind)), "")


@dataclass(frozen=True, slots=True)
class Run:
    """A run whose row is in the store; `go` brings it to its end."""

    project: Project
    run_id: int
    spec: TrainSpec
    snapshot: datasets.SnapshotSummary
    name: str | None = None
    output: Path | None = None

    def go(self, *, report: Reporter, stop: StopToken | None, left: Left = "") -> TrainedModel:
        """Train, keep the model, note all of it. However it ends, the run's row says so; it raises what ended it.

        A stop that defers leaves the run as one that broke off, which can go on later.
        """
        project, checkpoint = self.project, checkpoint_of(self.project, run_id=self.run_id)
        recorder = record.Recorder(project, run_id=self.run_id, report=report)
        if told := warnings(self.snapshot.facts.split, names=self.snapshot.names):
            report(Warned(told))
        try:
            fitted = self._fitted(checkpoint, report=recorder, stop=stop, left=left)
            if stop is not None and (stop.discards or stop.defers):
                raise CancelledError
            recorder.fill(fitted.history)
            folder, model_name = record.save(
                project, self.spec, fitted, self.snapshot, run_id=self.run_id, name=self.name, output=self.output
            )
            calibrate_bundle(project, folder, snapshot_id=self.snapshot.id, device=self.spec.device)
        except CancelledError:
            self._cancelled(checkpoint, stop=stop)
            raise
        except RbcDeskError as error:
            record.end(project, self.run_id, status="failed", error=str(error), cause=cause_of(error))
            raise
        except Exception as error:
            record.end(project, self.run_id, status="failed", error=f"{type(error).__name__}: {error}")
            raise
        model_id = self._noted(fitted, folder=folder, model_name=model_name)
        record.forget_checkpoint(checkpoint.parent)
        return TrainedModel(
            model_id,
            self.run_id,
            model_name,
            folder,
            fitted.best_epoch,
            fitted.stopped,
            fitted.history,
            self.snapshot,
        )

    def _cancelled(self, checkpoint: Path, *, stop: StopToken | None) -> None:
        if stop is not None and stop.defers:
            record.end(self.project, self.run_id, status="interrupted")
            return
        discarded = stop is not None and stop.discards
        if not discarded and checkpoint.exists():  # a run taken up again and stopped before it went on
            record.end(self.project, self.run_id, status="interrupted")
            return
        record.end(self.project, self.run_id, status="discarded" if discarded else "cancelled")
        if discarded:
            record.forget_checkpoint(checkpoint.parent)

    def _fitted(self, checkpoint: Path, *, report: Reporter, stop: StopToken | None, left: Left) -> Fitted:
        from rbc_desk.imaging.crop import RECIPES
        from rbc_desk.learn.train import best_so_far, fit

        recipe = RECIPES[self.spec.recipe]
        codes = tuple(self.snapshot.counts["train"])
        if self.spec.mode == "quick":
            from rbc_desk.learn.team import Team
            from rbc_desk.services.features import fit_quick

            Team().dismiss()
            return fit_quick(
                self.project, self.spec, snapshot_id=self.snapshot.id, codes=codes, report=report, stop=stop
            )
        load = partial(
            datasets.load_part, self.project, snapshot_id=self.snapshot.id, codes=codes, recipe=recipe,
            report=report, stop=stop,
        )  # fmt: skip
        train, validation = load(part="train"), load(part="validation")
        if left == "keep":
            return best_so_far(self.spec, train=train, validation=validation, checkpoint=checkpoint)
        return fit(
            self.spec, train=train, validation=validation, report=report, stop=stop, checkpoint=checkpoint,
            resume=left == "resume",
        )  # fmt: skip

    def _noted(self, fitted: Fitted, *, folder: Path, model_name: str) -> int:
        from rbc_desk.learn.bundle import load_bundle
        from rbc_desk.store import queries

        project, codes = self.project, tuple(self.snapshot.counts["train"])
        names = queries.class_names(project.store)
        best = fitted.history[fitted.best_epoch - 1] if fitted.history and fitted.best_epoch else None
        words = Phrase("Train {model_name}", model_name=model_name)
        metrics = record.metrics_of(best) | standing.of_bundle(load_bundle(folder))
        with project.store.transact(words, reader=project.reader) as tx:
            tx.update_run(self.run_id, status="cancelled" if fitted.stopped else "succeeded", ended=True)
            return tx.insert_model(
                name=model_name,
                folder=record.relative(project, folder),
                network=self.spec.network,
                codes=codes,
                class_names=[names.get(code, code) for code in codes],
                metrics=metrics,
                run_id=self.run_id,
                active=True,
            )
