"""Records a training run in the project: its epochs, its end, its bundle."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rbc_desk import __version__
from rbc_desk.core.events import EpochDone, Event, TrainingStarted
from rbc_desk.core.files.atomic import Check
from rbc_desk.core.files.processes import Process
from rbc_desk.core.task import Task
from rbc_desk.learn.bundles.bundle import Bundle, save_bundle
from rbc_desk.learn.networks.registry import NETWORKS
from rbc_desk.services.datasets.snapshots import SnapshotSummary
from rbc_desk.services.project.project import Project

if TYPE_CHECKING:
    from rbc_desk.learn.fit.spec import TrainSpec
    from rbc_desk.learn.fit.train import Fitted
    from rbc_desk.services.training.frozen import FrozenSettings


class Recorder:
    """Stores each epoch before it passes the event on, so that the curves survive a killed program."""

    def __init__(self, project: Project, *, run_id: int, owner: Process, task: Task) -> None:
        self._project = project
        self._run_id, self._owner = run_id, owner
        self._task = task
        self.device = ""

    def __call__(self, event: Event) -> None:
        if isinstance(event, TrainingStarted):
            self.device = event.device
            with self._project.store.transact("Train", reader=self._project.reader) as tx:
                tx.derived.update_run(self._run_id, owner=self._owner, device=event.device)
        elif isinstance(event, EpochDone):
            self._put([event])
        self._task.report(event)

    def fill(self, history: Sequence[EpochDone]) -> None:
        """Add the epochs that an interrupted training finished but did not store."""
        from rbc_desk.store import queries

        stored_epochs = {epoch for epoch, _, _ in queries.run_metrics(self._project.store, self._run_id)}
        self._put([event for event in history if event.epoch not in stored_epochs])

    def _put(self, events: Sequence[EpochDone]) -> None:
        with self._project.store.transact("Train an epoch", reader=self._project.reader) as tx:
            tx.derived.check_run(self._run_id, owner=self._owner)
            for event in events:
                values = {"train_loss": event.train_loss, "validation_loss": event.validation_loss}
                tx.derived.add_metrics(self._run_id, epoch=event.epoch, values=values | metrics_of(event))


def metrics_of(event: EpochDone | None) -> dict[str, float]:
    if event is None:
        return {}
    values = {"accuracy": event.scores.accuracy, "macro_f1": event.scores.macro_f1}
    return values if event.scores.auroc is None else values | {"auroc": event.scores.auroc}


def end(project: Project, run_id: int, *, owner: Process, status: str, error: str = "", cause: str = "") -> None:
    """Record how a run ended. Raises RunUnderWayError where another process has taken it over."""
    with project.store.transact("End training", reader=project.reader) as tx:
        tx.derived.update_run(run_id, owner=owner, status=status, ended=True, error=error, cause=cause)


def save(
    project: Project,
    spec: TrainSpec,
    fitted: Fitted,
    snapshot: SnapshotSummary,
    *,
    frozen: FrozenSettings,
    run_id: int,
    name: str | None,
    output: Path | None,
    check: Check,
) -> tuple[Path, str]:
    """Write the bundle; returns its folder and the model's name.

    `check` is called just before the bundle is moved into place. Raises BundleError, StorageError, and the errors of
    `check`.
    """
    classes = frozen.classes
    model_name = name or (output.name if output else f"{NETWORKS[spec.network].display_name} {run_id}")
    folder = output.absolute() if output else project.models_folder / _file_name(model_name, run_id)
    best = fitted.history[fitted.best_epoch - 1] if fitted.history and fitted.best_epoch else None
    metrics: dict[str, Any] = {
        "validation": metrics_of(best),
        "split": snapshot.facts.split.to_json(),
        "best_epoch": fitted.best_epoch,
        "imagenet_weights": fitted.on_imagenet,
    }
    bundle = Bundle(
        network=spec.network,
        codes=classes.codes,
        class_names=tuple(one.name for one in classes),
        input_px=fitted.input_px,
        mean=fitted.mean,
        std=fitted.std,
        crop_recipe=frozen.recipe.model_dump(mode="json"),
        snapshot_hash=snapshot.content_hash,
        spec=spec.model_dump(mode="json"),
        metrics=metrics,
        tta=spec.tta,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        app_version=__version__,
    )
    save_bundle(folder, bundle=bundle, weights=fitted.weights, check=check)
    return folder, model_name


def _file_name(name: str, run_id: int) -> str:
    return re.sub(r"[^\w.-]+", "-", name).strip("-.") or f"model-{run_id}"


def relative(project: Project, folder: Path) -> str:
    """The path of `folder` relative to the project where it is inside it, otherwise as it is."""
    inside = folder.is_relative_to(project.folder)
    return folder.relative_to(project.folder).as_posix() if inside else str(folder)


def forget_checkpoint(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
