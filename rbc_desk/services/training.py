"""A network trained on the project's labels: the same run from the window and the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rbc_desk import __version__
from rbc_desk.core.control import Reporter, StopToken, silent
from rbc_desk.core.errors import CancelledError, NotEnoughDataError, RbcDeskError
from rbc_desk.core.events import EpochDone, Event, TrainingStarted
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits import DEFAULT_SPLIT
from rbc_desk.services import datasets
from rbc_desk.services.detection import Choice
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


def network_choices() -> tuple[Choice, ...]:
    from rbc_desk.learn.models import NETWORKS

    return tuple(Choice(entry.name, entry.summary, entry.words) for entry in NETWORKS)


def loss_choices() -> tuple[Choice, ...]:
    from rbc_desk.learn.losses import LOSSES

    return tuple(Choice(entry.name, entry.summary, entry.words) for entry in LOSSES)


def sampler_choices() -> tuple[Choice, ...]:
    from rbc_desk.learn.sampling import SAMPLERS

    return tuple(Choice(entry.name, entry.summary, entry.words) for entry in SAMPLERS)


def device_choices() -> tuple[Choice, ...]:
    """The devices of this machine. Imports torch, which takes seconds: not for the interface thread."""
    from rbc_desk.learn.runtime import device_choices as found

    return tuple(Choice(name, label) for name, label in found())


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
    from rbc_desk.imaging.crop import RECIPES
    from rbc_desk.learn.bundle import check_free
    from rbc_desk.learn.train import fit

    if output is not None:
        check_free(output)
    snapshot = datasets.freeze(project, split_by=split_by, seed=spec.seed)
    codes = tuple(snapshot.counts["train"])
    load = partial(datasets.load_part, project, snapshot_id=snapshot.id, codes=codes, recipe=RECIPES[spec.recipe])
    parts = {part: load(part=part, report=report, stop=stop) for part in ("train", "validation")}
    if not len(parts["train"]) or not len(parts["validation"]):
        raise NotEnoughDataError(
            "The training or the validation part is empty.", hint="Label cells on more smears, or split by cell."
        )
    with project.store.transact("Start a training", reader=project.reader) as tx:
        run_id = tx.insert_run(
            snapshot_id=snapshot.id, spec=spec.model_dump(mode="json"), seed=spec.seed, app_version=__version__
        )
    recorder = _Recorder(project, run_id=run_id, report=report)
    checkpoint = project.folder / "models" / f".run-{run_id}"
    try:
        fitted = fit(
            spec,
            train=parts["train"],
            validation=parts["validation"],
            report=recorder,
            stop=stop,
            checkpoint=checkpoint,
        )
        if stop is not None and stop.discards:
            raise CancelledError
        folder, model_name = _save(project, spec, fitted, snapshot, run_id=run_id, name=name, output=output)
    except CancelledError:
        discarded = stop is not None and stop.discards
        _end(project, run_id, status="discarded" if discarded else "cancelled")
        if discarded:
            _forget_checkpoint(checkpoint)
        raise
    except RbcDeskError as error:
        _end(project, run_id, status="failed", error=str(error))
        raise
    except Exception as error:
        _end(project, run_id, status="failed", error=f"{type(error).__name__}: {error}")
        raise
    best = fitted.history[fitted.best_epoch - 1] if fitted.history and fitted.best_epoch else None
    with project.store.transact(Phrase("Train {model_name}", model_name=model_name), reader=project.reader) as tx:
        tx.update_run(run_id, status="cancelled" if fitted.stopped else "succeeded", ended=True)
        model_id = tx.insert_model(
            name=model_name,
            folder=_relative(project, folder),
            network=spec.network,
            codes=codes,
            metrics=_metrics(best),
            run_id=run_id,
            active=True,
        )
    _forget_checkpoint(checkpoint)
    return TrainedModel(
        model_id, run_id, model_name, folder, fitted.best_epoch, fitted.stopped, fitted.history, snapshot
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


class _Recorder:
    """Writes each epoch into the store before it passes the event on: a killed program keeps its curves."""

    def __init__(self, project: Project, *, run_id: int, report: Reporter) -> None:
        self._project = project
        self._run_id = run_id
        self._report = report

    def __call__(self, event: Event) -> None:
        if isinstance(event, TrainingStarted):
            with self._project.store.transact("Train", reader=self._project.reader) as tx:
                tx.update_run(self._run_id, device=event.device)
        elif isinstance(event, EpochDone):
            values = {"train_loss": event.train_loss, "validation_loss": event.validation_loss} | _metrics(event)
            with self._project.store.transact("Train an epoch", reader=self._project.reader) as tx:
                tx.add_metrics(self._run_id, epoch=event.epoch, values=values)
        self._report(event)


def _metrics(event: EpochDone | None) -> dict[str, float]:
    if event is None:
        return {}
    values = {"accuracy": event.scores.accuracy, "macro_f1": event.scores.macro_f1}
    return values if event.scores.auroc is None else values | {"auroc": event.scores.auroc}


def _end(project: Project, run_id: int, *, status: str, error: str = "") -> None:
    with project.store.transact("End a training", reader=project.reader) as tx:
        tx.update_run(run_id, status=status, ended=True, error=error)


def _save(
    project: Project,
    spec: TrainSpec,
    fitted: Fitted,
    snapshot: datasets.SnapshotSummary,
    *,
    run_id: int,
    name: str | None,
    output: Path | None,
) -> tuple[Path, str]:
    from rbc_desk.imaging.crop import RECIPES
    from rbc_desk.learn.bundle import Bundle, save_bundle
    from rbc_desk.learn.models import NETWORKS

    codes = tuple(snapshot.counts["train"])
    classes = project.class_set()
    model_name = name or (output.name if output else f"{NETWORKS[spec.network].words} {run_id}")
    folder = output.absolute() if output else project.models_folder / _file_name(model_name, run_id)
    best = fitted.history[fitted.best_epoch - 1] if fitted.history and fitted.best_epoch else None
    metrics: dict[str, Any] = {
        "validation": _metrics(best),
        "split_by": snapshot.split_by,
        "counts": snapshot.counts,
        "best_epoch": fitted.best_epoch,
    }
    bundle = Bundle(
        network=spec.network,
        codes=codes,
        class_names=tuple(classes[code].name for code in codes),
        input_px=fitted.input_px,
        mean=fitted.mean,
        std=fitted.std,
        crop_recipe=RECIPES[spec.recipe].model_dump(mode="json"),
        snapshot_hash=snapshot.content_hash,
        spec=spec.model_dump(mode="json"),
        metrics=metrics,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        app_version=__version__,
    )
    save_bundle(folder, bundle=bundle, weights=fitted.weights)
    return folder, model_name


def _file_name(name: str, run_id: int) -> str:
    return re.sub(r"[^\w.-]+", "-", name).strip("-.") or f"model-{run_id}"


def _relative(project: Project, folder: Path) -> str:
    inside = folder.is_relative_to(project.folder)
    return folder.relative_to(project.folder).as_posix() if inside else str(folder)


def _forget_checkpoint(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
