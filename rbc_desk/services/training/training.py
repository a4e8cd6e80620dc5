"""Trains a network on the labels of a project, for the window and the command line."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from rbc_desk import __version__
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.editions import require_torch
from rbc_desk.core.errors import SettingsError, UnknownNameError
from rbc_desk.core.files.processes import this_process
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits.label_choice import LabelChoice
from rbc_desk.core.splits.units import DEFAULT_SPLIT
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.bundles.bundle import add_metrics, check_free, load_bundle
from rbc_desk.learn.bundles.card import SPLIT, TEST, TESTED
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.warm_up import warm_up as warm
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.project.project import Project
from rbc_desk.services.training import record
from rbc_desk.services.training.frozen import freeze, frozen_of
from rbc_desk.services.training.run import Run, TrainedModel, checkpoint_of

if TYPE_CHECKING:
    from rbc_desk.store.rows import RunInfo


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
    """Load the libraries of training, so that the window does not stutter when it starts. For a background thread."""
    warm()


def default_spec() -> TrainSpec:
    return TrainSpec()


def spec_from(values: dict[str, Any]) -> TrainSpec:
    """Make training settings of plain values. Raises SettingsError, which names the error and the known settings."""
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
    final_of: Path | None = None,
    name: str | None = None,
    output: Path | None = None,
    replace: bool = False,
    if_better: bool = False,
    task: Task = SILENT,
) -> TrainedModel:
    """Freeze a snapshot, train on it, save the best epoch's weights as a bundle, and record the run in the store.

    `final_of` is a bundle that was trained with the same settings and evaluated on its test part: the new model then
    has no test part, learns from those cells too, and carries that bundle's figures.

    `if_better`: the new model becomes active only if it does better than an own model that is active.

    Stopping keeps the best epoch so far. A stop that discards leaves neither bundle nor model, and the run's row says
    so. Raises NotEnoughDataError, TrainingFailedError, BundleError (before training, where `output` is not empty;
    with `replace`, where it is not a bundle), FullEditionNeededError, BlindedError (a blinded reader chose the labels
    of all), and CancelledError where it was stopped before the first epoch ended.
    """
    require_torch()
    if output is not None:
        check_free(output, replace=replace)
    figures = figures_for_final(final_of, spec=spec) if final_of is not None else {}
    labels = LabelChoice(spec.labels)
    snapshot = snapshots.freeze(
        project, split_by=split_by, seed=spec.seed, final=final_of is not None, labels=labels, task=task
    )
    frozen = freeze(project, codes=tuple(snapshot.counts["train"]), recipe=spec.recipe)
    owner = this_process()
    with project.store.transact("Start training", reader=project.reader) as tx:
        run_id = tx.derived.insert_run(
            snapshot_id=snapshot.id,
            spec=spec.model_dump(mode="json"),
            seed=spec.seed,
            app_version=__version__,
            split_by=split_by,
            owner=owner,
            frozen=frozen.to_row(),
        )
    run = Run(project, run_id, spec, snapshot, frozen, owner, name=name, output=output, if_better=if_better)
    model = run.go(task=task)
    if figures:
        add_metrics(model.folder, metrics=figures)
    return model


def figures_for_final(folder: Path, *, spec: TrainSpec) -> dict[str, Any]:
    """What a final model takes from the bundle that was tested: the facts of its split, and its test figures.

    Raises BundleError where there is no bundle, SettingsError where its settings are others or it was not tested.
    """
    tested = load_bundle(folder)
    theirs, ours = ({**one, "device": "", "seed": 0} for one in (tested.spec, spec.model_dump(mode="json")))
    if other := sorted(key for key in ours if theirs.get(key, ours[key]) != ours[key]):
        raise SettingsError(
            Phrase("{folder} was trained with other settings: {names}.", folder=folder, names=", ".join(other)),
            hint="Train the final model with the settings of the model that was tested.",
        )
    if TEST not in tested.metrics:
        raise SettingsError(
            Phrase("{folder} was not evaluated on its test part.", folder=folder),
            hint="Evaluate it first: rbc-desk evaluate --project P --bundle B.",
        )
    return {TEST: tested.metrics[TEST], TESTED: tested.metrics.get(SPLIT)}


def resumable(project: Project) -> tuple[RunInfo, ...]:
    """The runs that were interrupted (program ended, disk full, out of memory) and can be resumed, newest first.

    A run that was killed before its first epoch ended has no checkpoint: it starts again.
    """
    return tuple(
        run
        for run in runs(project)
        if run.status == "interrupted" or (run.status == "failed" and checkpoint_of(project, run_id=run.id).exists())
    )


def resume(
    project: Project,
    *,
    run_id: int,
    name: str | None = None,
    output: Path | None = None,
    replace: bool = False,
    if_better: bool = False,
    task: Task = SILENT,
) -> TrainedModel:
    """Resume an interrupted run with the same settings and cells, and the same result as without the interruption.

    It continues from the last checkpoint, or starts again where there is none. Raises RunUnderWayError where a
    process is training the run, UnknownNameError for any other run that cannot be resumed, TrainingFailedError where
    its cells can no longer be read, and the errors of `train`.
    """
    if output is not None:
        check_free(output, replace=replace)
    run = _interrupted_run(project, run_id, name=name, output=output)
    return dataclasses.replace(run, if_better=if_better).go(task=task, left="resume")


def keep_best(project: Project, *, run_id: int, task: Task = SILENT) -> TrainedModel:
    """Make a model of the best finished epoch of an interrupted run, and end the run.

    Raises RunUnderWayError where a process is training the run, UnknownNameError for any other run that was not
    interrupted, TrainingFailedError where no epoch was finished or its cells can no longer be read, BundleError,
    StorageError.
    """
    return _interrupted_run(project, run_id).go(task=task, left="keep")


def discard(project: Project, *, run_id: int) -> None:
    """Discard an interrupted or failed run: delete its checkpoint, keep its row and its curves.

    Raises RunUnderWayError where a process is training the run, UnknownNameError for any other run.
    """
    owner = this_process()
    with project.store.transact("Discard training", reader=project.reader) as tx:
        tx.derived.take_run(run_id, owner=owner)
        tx.derived.update_run(run_id, owner=owner, status="discarded", ended=True)
    record.forget_checkpoint(checkpoint_of(project, run_id=run_id).parent)


def _interrupted_run(project: Project, run_id: int, *, name: str | None = None, output: Path | None = None) -> Run:
    require_torch()
    known = {run.id: run for run in runs(project)}
    possible = [run.id for run in resumable(project)]
    run = known.get(run_id)
    if run is None or (run_id not in possible and run.owner is None):
        raise UnknownNameError(
            Phrase("Run {run_id} cannot be resumed.", run_id=run_id),
            hint=Phrase("Runs that can be resumed: {runs}.", runs=", ".join(map(str, possible)))
            if possible
            else "This project has no interrupted run.",
        )
    snapshot = snapshots.summary(project, snapshot_id=run.snapshot_id)
    spec = spec_from(run.spec)
    frozen = frozen_of(project, run, codes=tuple(snapshot.counts["train"]))
    owner = this_process()
    with project.store.transact("Resume training", reader=project.reader) as tx:
        tx.derived.take_run(run_id, owner=owner)
        if not checkpoint_of(project, run_id=run_id).exists():
            tx.derived.forget_metrics(run_id)
    return Run(project, run_id, spec, snapshot, frozen, owner, name=name, output=output)


def assist(*, task: Task = SILENT) -> None:
    """Run as an additional torchrun process. The first process has the project and sends the work."""
    from rbc_desk.learn.fit import train as learning

    learning.assist(task=task)


def runs(project: Project) -> tuple[RunInfo, ...]:
    """All training runs, newest first."""
    from rbc_desk.store import queries

    return queries.runs(project.store)


def class_set_of(project: Project, *, run_id: int) -> ClassSet:
    """The classes of a run as they were when it started; for an unknown run, the project's current ones."""
    run = next((one for one in runs(project) if one.id == run_id), None)
    if run is None:
        return project.class_set()
    return frozen_of(project, run, codes=project.class_set().codes).classes


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
