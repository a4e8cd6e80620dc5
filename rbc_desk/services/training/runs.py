"""Past training runs: resume or discard interrupted ones, add notes, compare."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from rbc_desk.core.errors import SettingsError, UnknownNameError
from rbc_desk.core.history.changes import ChangeSet, Entity
from rbc_desk.core.models.model_quality import guess_warning
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits.words import joined, warnings
from rbc_desk.learn.fit.losses import LOSSES
from rbc_desk.learn.fit.sampling import SAMPLERS
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.networks.registry import NETWORKS
from rbc_desk.services.datasets.snapshots import class_names
from rbc_desk.services.models.quality import quality_of
from rbc_desk.services.project.project import Project
from rbc_desk.services.training import record
from rbc_desk.services.training.run import checkpoint_of

if TYPE_CHECKING:
    from rbc_desk.store.rows import RunInfo

BROKEN = ("interrupted", "failed")
_MAX_NOTE = 2000


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run with the metrics of its best epoch by name (empty before the first), and how its cells were split.

    `warnings` is the text of the warnings about its split and its model; "" where there are none.
    """

    run: RunInfo
    split_by: str
    best_epoch: int
    epochs_done: int
    figures: Mapping[str, float]
    test_macro_f1: float | None = None
    warnings: str = ""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An interrupted or failed run, and what can be done with it.

    `can_resume`: it can be resumed from its checkpoint, or from the start where it `restarts` because it was
    killed before its first checkpoint. `can_keep`: the weights of a finished epoch exist. `remedy`: the settings to
    change for another attempt, which are half the batch size when out of memory, a tenth of the learning rate when
    the loss was not finite.
    """

    run: RunInfo
    epochs_done: int
    can_resume: bool
    can_keep: bool
    restarts: bool = False
    remedy: Mapping[str, Any] = field(default_factory=dict)


def summaries(project: Project) -> tuple[RunSummary, ...]:
    """Summaries of all runs, newest first."""
    from rbc_desk.store import queries

    best = queries.best_figures(project.store)
    splits = {snapshot.id: snapshot.facts.split for snapshot in queries.snapshots(project.store)}
    names = class_names(project)
    of_models = {
        model.run_id: guess_warning(quality_of(model), names=names)
        for model in queries.models(project.store)
        if model.run_id is not None
    }
    test_scores = _on_test_part(project)
    run_summaries = []
    for run in queries.runs(project.store):
        figures = dict(best.get(run.id, {}))
        epoch, done = int(figures.pop("epoch", 0)), int(figures.pop("epochs", 0))
        split = splits[run.snapshot_id]
        warning = joined([one for one in (of_models.get(run.id), warnings(split, names=names)) if one])
        run_summaries.append(RunSummary(run, split.used, epoch, done, figures, test_scores.get(run.id), warning))
    return tuple(run_summaries)


def _on_test_part(project: Project) -> dict[int, float]:
    """Macro F1 of the newest evaluation on the test part, by run."""
    from rbc_desk.store import queries

    run_of = {model.id: model.run_id for model in queries.models(project.store)}
    scores: dict[int, float] = {}
    for row in queries.evaluations(project.store):
        run_id = run_of.get(row.model_id)
        if row.split == "test" and run_id is not None:
            scores.setdefault(run_id, row.metrics["macro_f1"])
    return scores


def unfinished(project: Project, *, run_id: int | None = None) -> Unfinished | None:
    """The run with this id, or else the newest run, that needs a decision of the user; None where there is none.

    An interrupted run needs one while its checkpoint exists, a failed run while it is the newest.
    """
    run_summaries = summaries(project)
    for number, one in enumerate(run_summaries):
        if one.run.status not in BROKEN or run_id not in (None, one.run.id):
            continue
        state = _unfinished(project, one)
        has_checkpoint = state.can_resume and not state.restarts
        if run_id is not None or number == 0 or (one.run.status == "interrupted" and has_checkpoint):
            return state
    return None


def _unfinished(project: Project, one: RunSummary) -> Unfinished:
    run = one.run
    is_kept = checkpoint_of(project, run_id=run.id).exists()
    restarts = run.status == "interrupted" and not is_kept
    return Unfinished(
        run,
        epochs_done=one.epochs_done,
        can_resume=restarts or (is_kept and run.cause != "not_finite"),
        can_keep=is_kept and one.epochs_done > 0,
        restarts=restarts,
        remedy=remedy(run.cause, spec=run.spec),
    )


def remedy(cause: str, *, spec: Mapping[str, Any]) -> dict[str, Any]:
    """The settings to change after a failure with this cause; empty where no setting helps."""
    if cause == "memory" and int(spec["batch_size"]) >= 4:
        return {"batch_size": int(spec["batch_size"]) // 2}
    if cause == "not_finite":
        return {"learning_rate": float(f"{float(spec['learning_rate']) / 10:.3g}")}
    return {}


def split_of(project: Project, *, run_id: int) -> str:
    """The split that was requested for a run. Raises UnknownNameError."""
    one = _one(project, run_id)
    return one.run.split_by or one.split_by


def _one(project: Project, run_id: int) -> RunSummary:
    for one in summaries(project):
        if one.run.id == run_id:
            return one
    raise UnknownNameError(Phrase("The project has no run with the number {run_id}.", run_id=run_id))


def set_note(project: Project, *, run_id: int, text: str) -> ChangeSet | None:
    """Set the note of a run; returns None where it is unchanged. Raises StaleRowError, StorageError."""
    note = " ".join(text.split())[:_MAX_NOTE]
    step = Phrase("Edit note of run {run_id}", run_id=run_id)
    with project.store.transact(step, reader=project.reader) as tx:
        tx.update(Entity.RUN, run_id, {"note": note})
    return tx.changeset if tx.changeset.changes else None


def delete(project: Project, *, run_ids: Sequence[int]) -> ChangeSet:
    """Delete runs in one step that can be undone. Their models stay.

    Raises SettingsError for a run that is in progress.
    """
    under_way = [one.run.id for one in summaries(project) if one.run.status == "running" and one.run.id in run_ids]
    if under_way:
        raise SettingsError(
            Phrase("Run {run_id} is in progress.", run_id=under_way[0]), hint="Stop it first, or wait."
        )
    single = len(run_ids) == 1
    step = Phrase("Delete run {run_id}", run_id=run_ids[0]) if single else Phrase("Delete {n} runs", n=len(run_ids))
    with project.store.transact(step, reader=project.reader) as tx:
        tx.remove_many(Entity.RUN, run_ids)
    return tx.changeset


def sweep(project: Project) -> None:
    """Delete the checkpoints of deleted runs. Call it when a project is opened, when no undo can restore the runs."""
    from rbc_desk.store import queries

    checkpoint_folders = [
        (int(match.group(1)), folder)
        for folder in project.models_folder.glob(".run-*")
        if (match := re.fullmatch(r"\.run-(\d+)", folder.name))
    ]
    removed = queries.removed_runs(project.store) if checkpoint_folders else frozenset()
    for run_id, folder in checkpoint_folders:
        if run_id in removed:
            record.forget_checkpoint(folder)


def differing(runs: Sequence[RunSummary]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The settings in which runs differ: the title of each and its value in every run ("" where it has none)."""
    titles = _titles(runs)
    flat = [_flat(one) for one in runs]
    names = dict.fromkeys(name for values in flat for name in values)
    rows = []
    for name in names:
        values = tuple(_text_of(settings.get(name)) for settings in flat)
        if len(set(values)) > 1:
            rows.append((titles.get(name, Phrase(name)), values))
    return tuple(rows)


def _flat(one: RunSummary) -> dict[str, Any]:
    spec = {name: value for name, value in one.run.spec.items() if name != "loss_params"}
    return {"split": one.split_by} | spec | dict(one.run.spec.get("loss_params", {}))


def _titles(runs: Sequence[RunSummary]) -> dict[str, str]:
    losses = {str(one.run.spec.get("loss")) for one in runs}
    models: list[type[BaseModel]] = [LOSSES[name].params for name in losses if name in LOSSES]
    models.append(TrainSpec)
    fields = {name: info for model in models for name, info in model.model_fields.items()}
    return {"split": Phrase("Split")} | {name: info.title or name for name, info in fields.items()}


def _text_of(value: Any) -> str:
    """The text of a setting's value; a registered network, loss or sampler is shown by its title."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return Phrase("yes") if value else Phrase("no")
    if isinstance(value, float):
        return f"{value:g}"
    for registry in (NETWORKS, LOSSES, SAMPLERS):
        if value in registry:
            return registry[value].display_name
    return str(value)
