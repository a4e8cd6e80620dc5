"""One training run, from its row in the store to its result: a model, a stop or a failure."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Literal

from rbc_desk.core.errors import (
    BundleError,
    CancelledError,
    NotFiniteError,
    OutOfMemoryError,
    RbcDeskError,
    RunUnderWayError,
    StorageError,
)
from rbc_desk.core.events import EpochDone, Warned
from rbc_desk.core.files.processes import Process
from rbc_desk.core.models.against_starter import NOTHING_MEASURED, AgainstStarter
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits.words import warnings
from rbc_desk.core.task import Task
from rbc_desk.learn.bundles.bundle import load_bundle
from rbc_desk.services.datasets import snapshot_crops, snapshots
from rbc_desk.services.datasets.features import fit_quick
from rbc_desk.services.models import against_active, against_starter, quality
from rbc_desk.services.project.project import Project
from rbc_desk.services.training import record
from rbc_desk.services.training.calibrate import calibrate_bundle
from rbc_desk.services.training.frozen import FrozenSettings
from rbc_desk.services.training.graph import add_graph
from rbc_desk.services.training.pace import note_pace
from rbc_desk.services.training.run_ownership import held

if TYPE_CHECKING:
    from rbc_desk.learn.fit.spec import TrainSpec
    from rbc_desk.learn.fit.train import Fitted

_CAUSES = {OutOfMemoryError: "memory", NotFiniteError: "not_finite", StorageError: "storage"}

Left = Literal["", "resume", "keep"]
"""What to do with the checkpoint of an earlier attempt: ignore it, resume from it, or keep its best epoch."""


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """The result of a training: a bundle in `folder`, by default in the project's `models/`.

    It is not `active` where it is no better than guessing and the active model is, or where a starter is active that
    does better on the held-out cells. After a run `if_better`, it is not where the own model before does better or
    cannot be compared. `standing` says how it does against the starter; "" where there is none.
    """

    model_id: int
    run_id: int
    name: str
    folder: Path
    best_epoch: int
    stopped: bool
    history: tuple[EpochDone, ...]
    snapshot: snapshots.SnapshotSummary
    active: bool = True
    standing: str = ""


def checkpoint_of(project: Project, *, run_id: int) -> Path:
    """The checkpoint file of a run; it exists only after an interruption."""
    return project.folder / "models" / f".run-{run_id}" / "checkpoint.safetensors"


def cause_of(error: BaseException) -> str:
    """The code for the cause of a failure, as stored in the run's `cause`; empty for other errors."""
    return next((cause for kind, cause in _CAUSES.items() if isinstance(error, kind)), "")


@dataclass(frozen=True, slots=True)
class Run:
    """A run whose row is in the store and belongs to `owner`. `go` trains it.

    Its settings were frozen when it started: it reads only the smears and the snapshot from the project.
    """

    project: Project
    run_id: int
    spec: TrainSpec
    snapshot: snapshots.SnapshotSummary
    frozen: FrozenSettings
    owner: Process
    name: str | None = None
    output: Path | None = None
    if_better: bool = False

    def go(self, *, task: Task, left: Left = "") -> TrainedModel:
        """Train, save the model and record the run. The run's row always says how it ended.

        A stop that defers leaves an interrupted run, which can be resumed later. Raises the error that ended the
        training. Raises RunUnderWayError, with the row unchanged, where another process has taken the run over.
        """
        task = task.stoppable()
        with held(self.project, run_id=self.run_id, owner=self.owner, task=task):
            return self._went(task=task, left=left)

    def _went(self, *, task: Task, left: Left) -> TrainedModel:
        project, checkpoint = self.project, checkpoint_of(self.project, run_id=self.run_id)
        recorder = record.Recorder(project, run_id=self.run_id, owner=self.owner, task=task)
        names = {one.code: one.name for one in self.frozen.classes}
        if warning := warnings(self.snapshot.facts.split, names=names):
            task.report(Warned(warning))
        try:
            begun = time.perf_counter()
            fitted = self._fitted(checkpoint, task=task.reporting_to(recorder), left=left)
            if not left and not fitted.stopped:
                self._note_pace(fitted, device=recorder.device, seconds=time.perf_counter() - begun)
            if task.discards or task.defers:
                raise CancelledError
            recorder.fill(fitted.history)
            folder, model_name = record.save(
                project, self.spec, fitted, self.snapshot, frozen=self.frozen, run_id=self.run_id, name=self.name,
                output=self.output, check=self._check_owner,
            )  # fmt: skip
            calibrate_bundle(project, folder, snapshot_id=self.snapshot.id, device=self.spec.device)
            add_graph(folder)  # it contains the temperature
        except CancelledError:
            self._cancelled(checkpoint, task=task)
            raise
        except RunUnderWayError:
            raise
        except RbcDeskError as error:
            self._end(status="failed", error=str(error), cause=cause_of(error))
            raise
        except Exception as error:
            self._end(status="failed", error=f"{type(error).__name__}: {error}")
            raise
        against = self._against_starter(folder)
        before = self._against_active(folder) if self.if_better else None
        model_id, active = self._noted(fitted, folder=folder, model_name=model_name, against=against, before=before)
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
            active,
            against.words(own_is_used=active) if against is not None else "",
        )

    def _note_pace(self, fitted: Fitted, *, device: str, seconds: float) -> None:
        quick = self.spec.mode == "quick"
        parts = ("train", "validation") if quick else ("train",)
        n_cells = sum(sum(self.snapshot.counts[part].values()) for part in parts)
        if not quick:
            seconds = median(epoch.seconds for epoch in fitted.history)  # one that was paused counts as little
        note_pace(self.spec, device=device, n_cells=n_cells, seconds=seconds)

    def _check_owner(self) -> None:
        """Raise RunUnderWayError where another process has taken the run over."""
        self.project.store.check_run(self.run_id, owner=self.owner)

    def _end(self, *, status: str, error: str = "", cause: str = "") -> None:
        record.end(self.project, self.run_id, owner=self.owner, status=status, error=error, cause=cause)

    def _cancelled(self, checkpoint: Path, *, task: Task) -> None:
        if task.discards:
            self._end(status="discarded")
            record.forget_checkpoint(checkpoint.parent)
        elif task.defers or checkpoint.exists():  # the second: resumed and stopped before the next epoch
            self._end(status="interrupted")
        else:
            self._end(status="cancelled")

    def _fitted(self, checkpoint: Path, *, task: Task, left: Left) -> Fitted:
        from rbc_desk.learn.fit.train import best_so_far, fit

        codes, recipe = self.frozen.classes.codes, self.frozen.recipe
        if self.spec.mode == "quick":
            from rbc_desk.learn.compute.distributed import ProcessGroup

            ProcessGroup().dismiss()
            return fit_quick(
                self.project, self.spec, snapshot_id=self.snapshot.id, codes=codes, recipe=recipe, task=task,
            )  # fmt: skip
        train, validation = snapshot_crops.load_to_train(
            self.project, snapshot_id=self.snapshot.id, codes=codes, recipe=recipe, input_px=self.spec.side_px,
            task=task,
        )  # fmt: skip
        if left == "keep":
            return best_so_far(self.spec, train=train, validation=validation, checkpoint=checkpoint)
        return fit(
            self.spec, train=train, validation=validation, task=task, checkpoint=checkpoint,
            resume=left == "resume", may_keep=self._check_owner,
        )  # fmt: skip

    def _against_starter(self, folder: Path) -> AgainstStarter | None:
        """How the new model does against the project's starter; None where that is not to be measured, or cannot be.

        A final model has no held-out cells; the model that it was made of was compared.
        """
        if self.snapshot.facts.split.final:
            return None
        with suppress(BundleError):
            return against_starter.measure(
                self.project, folder, snapshot_id=self.snapshot.id, device=self.spec.device
            )
        return None

    def _against_active(self, folder: Path) -> AgainstStarter | None:
        """How the new model does against an own model that is active; None where there is none."""
        try:
            return against_active.measure(self.project, folder, snapshot_id=self.snapshot.id, device=self.spec.device)
        except BundleError:
            return NOTHING_MEASURED

    def _noted(
        self,
        fitted: Fitted,
        *,
        folder: Path,
        model_name: str,
        against: AgainstStarter | None,
        before: AgainstStarter | None,
    ) -> tuple[int, bool]:
        """The id of the new model's row, and whether it is the active one."""
        project = self.project
        best = fitted.history[fitted.best_epoch - 1] if fitted.history and fitted.best_epoch else None
        words = Phrase("Train {model_name}", model_name=model_name)
        metrics = record.metrics_of(best) | quality.of_bundle(load_bundle(folder))
        if against is not None:
            metrics[quality.AGAINST] = against.to_json()
        active = quality.replaces_active(project, metrics)
        if before is not None:
            metrics[against_active.KEY] = before.to_json()
            active = active and before.is_better
        with project.store.transact(words, reader=project.reader) as tx:
            tx.derived.update_run(
                self.run_id, owner=self.owner, status="cancelled" if fitted.stopped else "succeeded", ended=True
            )
            model_id = tx.derived.insert_model(
                name=model_name,
                folder=record.relative(project, folder),
                network=self.spec.network,
                codes=self.frozen.classes.codes,
                class_names=[one.name for one in self.frozen.classes],
                metrics=metrics,
                run_id=self.run_id,
                active=active,
            )
        return model_id, active
