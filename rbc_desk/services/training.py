"""A network trained on the project's labels: the same run from the window and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rbc_desk import __version__
from rbc_desk.core.control import Reporter, StopToken, silent
from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits import DEFAULT_SPLIT
from rbc_desk.services import datasets
from rbc_desk.services import training_record as record
from rbc_desk.services.project import Project
from rbc_desk.services.training_run import Run, TrainedModel, checkpoint_of

if TYPE_CHECKING:
    from rbc_desk.learn.spec import TrainSpec
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
            snapshot_id=snapshot.id,
            spec=spec.model_dump(mode="json"),
            seed=spec.seed,
            app_version=__version__,
            split_by=split_by,
        )
    run = Run(project, run_id=run_id, spec=spec, snapshot=snapshot, name=name, output=output)
    return run.go(report=report, stop=stop)


def resumable(project: Project) -> tuple[RunInfo, ...]:
    """The runs that broke off (program ended, disk full, memory short) and can go on, the newest first."""
    states = ("interrupted", "failed")
    return tuple(
        run for run in runs(project) if run.status in states and checkpoint_of(project, run_id=run.id).exists()
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

    Raises UnknownNameError for a run that cannot go on, TrainingFailedError where its cells have changed since, and
    what `train` raises.
    """
    from rbc_desk.learn.bundle import check_free

    if output is not None:
        check_free(output)
    return _taken_up(project, run_id, name=name, output=output).go(report=report, stop=stop, left="resume")


def keep_best(
    project: Project, *, run_id: int, report: Reporter = silent, stop: StopToken | None = None
) -> TrainedModel:
    """Make a model of the best epoch that a run had finished when it broke off; the run is then over.

    Raises UnknownNameError for a run that did not break off, TrainingFailedError where no epoch was finished or its
    cells have changed since, BundleError, StorageError.
    """
    return _taken_up(project, run_id).go(report=report, stop=stop, left="keep")


def discard(project: Project, *, run_id: int) -> None:
    """Give up a run that broke off or failed: its row and its curves stay, its checkpoint goes."""
    record.end(project, run_id, status="discarded")
    record.forget_checkpoint(checkpoint_of(project, run_id=run_id).parent)


def _taken_up(project: Project, run_id: int, *, name: str | None = None, output: Path | None = None) -> Run:
    found = {run.id: run for run in resumable(project)}
    if run_id not in found:
        known = ", ".join(str(number) for number in found)
        raise UnknownNameError(
            Phrase("Run {run_id} cannot go on.", run_id=run_id),
            hint=Phrase("These can: {runs}.", runs=known) if known else "No run of this project broke off.",
        )
    snapshot = datasets.summary(project, snapshot_id=found[run_id].snapshot_id)
    spec = spec_from(found[run_id].spec)
    with project.store.transact("Go on with a training", reader=project.reader) as tx:
        tx.update_run(run_id, status="running", error="", cause="")
    return Run(project, run_id=run_id, spec=spec, snapshot=snapshot, name=name, output=output)


def assist(*, stop: StopToken | None = None) -> None:
    """Be a further process of a training under torchrun: the first has the project and says what is to be done."""
    from rbc_desk.learn import train as learning

    learning.assist(stop=stop)


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
