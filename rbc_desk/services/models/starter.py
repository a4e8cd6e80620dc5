"""Classifies new cells before a project has a model of its own, with a starter model that is shipped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from rbc_desk.core.changes import ChangeSet
from rbc_desk.core.errors import BundleError, RbcDeskError
from rbc_desk.core.events import Problem, Progress
from rbc_desk.core.merge_changes import OnStep, combined
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.bundles.bundle import load_bundle
from rbc_desk.services.models import classification, evaluation
from rbc_desk.services.models.import_bundle import import_model
from rbc_desk.services.project import locks
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.settings.paths import shipped_models

STARTERS = ("starter", "starter-paper")
_LEAST_KNOWN = 2
NAME = "Starter (human cells)"
"""The name of the copy of a starter in a project."""


def starter_for(project: Project) -> Path | None:
    """The shipped starter model that fits the project's classes best; None where none does.

    At least half of its classes are classes of the project. The one that knows more of the project's classes fits
    better.
    """
    classes = project.class_set()
    found: list[tuple[int, Path]] = []
    for name in STARTERS:
        folder = shipped_models() / name
        try:
            codes = load_bundle(folder).codes
        except BundleError:
            continue
        n_known = sum(code in classes for code in codes)
        if n_known >= max(_LEAST_KNOWN, len(codes) / 2):
            found.append((n_known, folder))
    return max(found, key=lambda one: one[0])[1] if found else None


def has_starter(project: Project) -> bool:
    """Whether a shipped starter model fits the project's classes."""
    return starter_for(project) is not None


def can_presort(project: Project) -> bool:
    """Whether there is a model to classify new cells with: the project's active one, or a starter that fits."""
    return evaluation.active_model(project) is not None or has_starter(project)


def presort(
    project: Project, *, smear_ids: Sequence[int], task: Task = SILENT, on_step: OnStep | None = None
) -> ChangeSet:
    """Classify the cells of smears with the active model. A project without models gets a copy of the starter first.

    A smear that cannot be read is reported, and the others continue. Smears of specimens whose report is signed are
    left out, and their number is reported. `on_step` gets each commit. Raises BundleError where there is neither an
    active model nor a starter that fits, LockedSpecimenError where all smears are of signed specimens, StorageError,
    CancelledError.
    """
    smear_ids = locks.changeable(project, smear_ids, task=task)
    model_id = usable_model(project, task=task)
    steps: list[ChangeSet] = []
    for index, smear_id in enumerate(smear_ids):
        task.raise_if_stopped()
        name = library.known_smear(project, smear_id=smear_id).name
        task.report(Progress(index, len(smear_ids), name))
        try:
            step = classification.classify_smear(project, smear_id=smear_id, model_id=model_id, task=task.quiet())
        except RbcDeskError as error:
            task.raise_if_stopped()
            task.report(Problem(name, str(error)))
            continue
        steps.append(step)
        if on_step is not None:
            on_step(step)
    task.report(Progress(len(smear_ids), len(smear_ids)))
    n = len(steps)
    return combined(Phrase("Classify 1 smear") if n == 1 else Phrase("Classify {n} smears", n=n), steps)


def find_and_presort(
    detect: Callable[..., object],
    *,
    project: Project,
    smear_ids: Sequence[int],
    classify: bool,
    task: Task,
    on_step: OnStep,
) -> None:
    """Run `detect(task=, on_step=)` on the smears; if `classify`, then classify the cells that it found.

    If the cells cannot be classified, this is reported, and they stay unclassified. Raises the errors of `detect`,
    CancelledError.
    """
    detect(task=task, on_step=on_step)
    if not classify:
        return
    try:
        if can_presort(project):
            found_on = locks.unlocked(project, smear_ids)  # `detect` reported the others
            presort(project, smear_ids=found_on, task=task, on_step=on_step)
    except RbcDeskError as error:
        task.raise_if_stopped()
        task.report(Problem("", str(error)))


def usable_model(project: Project, *, task: Task = SILENT) -> int:
    """The active model, or where there is none a copy of the starter, which becomes active.

    Raises BundleError where there is neither, StorageError, CancelledError.
    """
    model = evaluation.active_model(project)
    return model.id if model is not None else _import_starter(project, task=task)


def _import_starter(project: Project, *, task: Task) -> int:
    folder = starter_for(project)
    if folder is None:
        raise BundleError(
            "No starter model knows the classes of this project.",
            hint="Label some cells and train your own model.",
        )
    return import_model(project, folder, name=NAME, task=task)
