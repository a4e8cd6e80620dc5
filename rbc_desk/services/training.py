"""A network trained on the project's labels: the same run from the window and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rbc_desk import __version__
from rbc_desk.core.control import Reporter, StopToken, silent
from rbc_desk.core.errors import CancelledError, RbcDeskError, UnknownNameError
from rbc_desk.core.events import EpochDone
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits import DEFAULT_SPLIT
from rbc_desk.services import datasets
from rbc_desk.services import training_record as record
from rbc_desk.services.confidence import calibrate_bundle
from rbc_desk.services.project import Project

if TYPE_CHECKING:
    from rbc_desk.learn.spec import TrainSpec
    from rbc_desk.learn.train import Fitted
    from rbc_desk.store.rows import RunInfo


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


@dataclass(frozen=True, slots=True)
class EpochRow:
    """One stored epoch of a past run."""

    epoch: int
    train_loss: float
    validation_loss: float
    accuracy: float
    macro_f1: float
    auroc: float | None


def warm_up() -> None:
    """Load what training needs, so that its first second does not stutter. For a background thread."""
    from rbc_desk.learn.runtime import warm_up as warm

    warm()


def default_spec() -> TrainSpec:
    from rbc_desk.learn.spec import TrainSpec

    return TrainSpec()


def spec_from(values: dict[str, Any]) -> TrainSpec:
    """Training settings from plain values. Raises SettingsError that names the fault and the known settings."""
    from pydantic import ValidationError

    from rbc_desk.core.errors import SettingsError
    from rbc_desk.learn.spec import TrainSpec

    try:
        return TrainSpec(**values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise SettingsError(
            f"{where}: {first['msg']}.",
            hint=Phrase("The settings are: {names}.", names=", ".join(TrainSpec.model_fields)),
        ) from error


def train(
    project: Project,
    *,
    spec: TrainSpec,
    split_by: str = DEFAULT_SPLIT,
    name: str | None = None,
    output: Path | None = None,
    report: Reporter = silent,
    stop: StopToken | None = None,
) -> TrainedModel:
    """Freeze a snapshot, train on it, keep the best epoch's weights as a bundle, and note all in the store.

    Stopping keeps the best epoch so far, unless the stop discards it: then there is neither bundle nor model, and
    the run's row says so. Raises NotEnoughDataError, TrainingFailedError, BundleError (before training, where
    `output` holds something else), and CancelledError where it was stopped with nothing to keep.
    """
    from rbc_desk.learn.bundle import check_free

    if output is not None:
        check_free(output)
    snapshot = datasets.freeze(project, split_by=split_by, seed=spec.seed, report=report, stop=stop)
    with project.store.transact("Start a training", reader=project.reader) as tx:
        run_id = tx.insert_run(
            snapshot_id=snapshot.id, spec=spec.model_dump(mode="json"), seed=spec.seed, app_version=__version__
        )
    run = _Run(project, run_id=run_id, spec=spec, snapshot=snapshot, name=name, output=output)
    return run.go(report=report, stop=stop, resume=False)


def resumable(project: Project) -> tuple[RunInfo, ...]:
    """The runs that broke off (program ended, disk full, memory short) and can go on, the newest first."""
    from rbc_desk.learn.checkpoint import checkpoint_file

    states = ("interrupted", "failed")
    return tuple(
        run
        for run in runs(project)
        if run.status in states and checkpoint_file(checkpoint_folder(project, run_id=run.id)).exists()
    )


def resume(
    project: Project,
    *,
    run_id: int,
    name: str | None = None,
    output: Path | None = None,
    report: Reporter = silent,
    stop: StopToken | None = None,
) -> TrainedModel:
    """Go on with a run that broke off, as if it had not: same settings, same cells, from its last checkpoint.

    Raises UnknownNameError for a run that cannot go on, SettingsError where its cells have changed since, and what
    `train` raises.
    """
    from rbc_desk.learn.bundle import check_free

    found = {run.id: run for run in resumable(project)}
    if run_id not in found:
        known = ", ".join(str(number) for number in found)
        raise UnknownNameError(
            Phrase("Run {run_id} cannot go on.", run_id=run_id),
            hint=Phrase("These can: {runs}.", runs=known) if known else "No run of this project broke off.",
        )
    if output is not None:
        check_free(output)
    snapshot = datasets.summary(project, snapshot_id=found[run_id].snapshot_id)
    with project.store.transact("Go on with a training", reader=project.reader) as tx:
        tx.update_run(run_id, status="running", error="")
    spec = spec_from(found[run_id].spec)
    run = _Run(project, run_id=run_id, spec=spec, snapshot=snapshot, name=name, output=output)
    return run.go(report=report, stop=stop, resume=True)


def assist(spec: TrainSpec, *, stop: StopToken | None = None) -> None:
    """Be a further process of a training under torchrun: the first has the project and brings the cells."""
    from rbc_desk.learn.train import fit

    fit(spec, train=None, validation=None, stop=stop)


def checkpoint_folder(project: Project, *, run_id: int) -> Path:
    return project.folder / "models" / f".run-{run_id}"


@dataclass(frozen=True, slots=True)
class _Run:
    """A run whose row is in the store; `go` brings it to its end, whatever that is."""

    project: Project
    run_id: int
    spec: TrainSpec
    snapshot: datasets.SnapshotSummary
    name: str | None
    output: Path | None

    def go(self, *, report: Reporter, stop: StopToken | None, resume: bool) -> TrainedModel:
        project, checkpoint = self.project, checkpoint_folder(self.project, run_id=self.run_id)
        recorder = record.Recorder(project, run_id=self.run_id, report=report)
        try:
            fitted = self._fitted(checkpoint, report=recorder, stop=stop, resume=resume)
            if stop is not None and stop.discards:
                raise CancelledError
            recorder.fill(fitted.history)
            folder, model_name = record.save(
                project, self.spec, fitted, self.snapshot, run_id=self.run_id, name=self.name, output=self.output
            )
            calibrate_bundle(project, folder, snapshot_id=self.snapshot.id, device=self.spec.device)
        except CancelledError:
            discarded = stop is not None and stop.discards
            record.end(project, self.run_id, status="discarded" if discarded else "cancelled")
            if discarded:
                record.forget_checkpoint(checkpoint)
            raise
        except RbcDeskError as error:
            record.end(project, self.run_id, status="failed", error=str(error))
            raise
        except Exception as error:
            record.end(project, self.run_id, status="failed", error=f"{type(error).__name__}: {error}")
            raise
        model_id = self._noted(fitted, folder=folder, model_name=model_name)
        record.forget_checkpoint(checkpoint)
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

    def _fitted(self, checkpoint: Path, *, report: Reporter, stop: StopToken | None, resume: bool) -> Fitted:
        from rbc_desk.imaging.crop import RECIPES
        from rbc_desk.learn.train import fit

        recipe = RECIPES[self.spec.recipe]
        codes = tuple(self.snapshot.counts["train"])
        if self.spec.mode == "quick":
            from rbc_desk.services.features import fit_quick

            return fit_quick(
                self.project, self.spec, snapshot_id=self.snapshot.id, codes=codes, report=report, stop=stop
            )
        load = partial(
            datasets.load_part, self.project, snapshot_id=self.snapshot.id, codes=codes, recipe=recipe,
            report=report, stop=stop,
        )  # fmt: skip
        train, validation = load(part="train"), load(part="validation")
        return fit(
            self.spec, train=train, validation=validation, report=report, stop=stop, checkpoint=checkpoint,
            resume=resume,
        )  # fmt: skip

    def _noted(self, fitted: Fitted, *, folder: Path, model_name: str) -> int:
        project = self.project
        best = fitted.history[fitted.best_epoch - 1] if fitted.history and fitted.best_epoch else None
        words = Phrase("Train {model_name}", model_name=model_name)
        with project.store.transact(words, reader=project.reader) as tx:
            tx.update_run(self.run_id, status="cancelled" if fitted.stopped else "succeeded", ended=True)
            return tx.insert_model(
                name=model_name,
                folder=record.relative(project, folder),
                network=self.spec.network,
                codes=tuple(self.snapshot.counts["train"]),
                metrics=record.metrics_of(best),
                run_id=self.run_id,
                active=True,
            )


def runs(project: Project) -> tuple[RunInfo, ...]:
    """Every training run, the newest first."""
    from rbc_desk.store import queries

    return queries.runs(project.store)


def history(project: Project, *, run_id: int) -> tuple[EpochRow, ...]:
    """The stored epochs of a run, in order."""
    from rbc_desk.store import queries

    epochs: dict[int, dict[str, float]] = {}
    for epoch, metric, value in queries.run_metrics(project.store, run_id):
        epochs.setdefault(epoch, {})[metric] = value
    return tuple(
        EpochRow(
            epoch,
            row["train_loss"],
            row["validation_loss"],
            row["accuracy"],
            row["macro_f1"],
            row.get("auroc"),
        )
        for epoch, row in sorted(epochs.items())
    )
