"""Classifies new cells before a project has a model of its own, with a starter model that is shipped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rbc_desk.core.errors import BundleError, RbcDeskError
from rbc_desk.core.events import Problem, Progress
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.history.merge_changes import OnStep, combined
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.bundles.bundle import load_bundle
from rbc_desk.services.models import class_mapping, classification, evaluation
from rbc_desk.services.models.class_mapping import ModelClass
from rbc_desk.services.models.import_bundle import import_model
from rbc_desk.services.project import locks
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.settings.paths import shipped_models

STARTERS = ("starter", "starter-paper")
_LEAST_KNOWN = 2
NAME = "Starter (human cells)"
"""The name of the copy of a starter in a project."""


@dataclass(frozen=True, slots=True)
class StarterOffer:
    """A starter model that the project has no copy of, and how its classes would count there. `fits`: at least half
    of them are classes of the project, by code or by a name that suggests one.
    """

    folder: Path
    rows: tuple[ModelClass, ...]

    @property
    def fits(self) -> bool:
        return self._n_known >= max(_LEAST_KNOWN, len(self.rows) / 2)

    @property
    def unmatched(self) -> tuple[ModelClass, ...]:
        """The classes that are none of the project's, whose counting a person should see before it is used."""
        return tuple(row for row in self.rows if row.counted_as is None)

    @property
    def suggested(self) -> dict[str, str | None]:
        """The project's class that is suggested for each of `unmatched`, by code; None: counted separately."""
        return {row.code: row.suggestion for row in self.unmatched}

    def unknown(self, codes: Sequence[str], *, counted_as: Mapping[str, str | None]) -> tuple[str, ...]:
        """Which of the project's classes `codes` it would never predict, if `unmatched` are `counted_as`."""
        told = {counted_as.get(row.code, row.counted_as) for row in self.rows}
        return tuple(code for code in codes if code not in told)

    @property
    def _n_known(self) -> int:
        return len({row.meant for row in self.rows} - {None})


def offer(project: Project) -> StarterOffer | None:
    """The shipped starter model that knows most of the project's classes; None where the project has a model."""
    return None if evaluation.active_model(project) is not None else _best_offer(project)


def starter_for(project: Project) -> Path | None:
    """The shipped starter model that fits the project's classes best; None where none does."""
    best = _best_offer(project)
    return best.folder if best is not None and best.fits else None


def _best_offer(project: Project) -> StarterOffer | None:
    """The first of those that know most classes of the project, one that fits before others."""
    found = []
    for name in STARTERS:
        folder = shipped_models() / name
        try:
            found.append(StarterOffer(folder, class_mapping.classes_of_bundle(project, load_bundle(folder))))
        except BundleError:
            continue
    return max(found, key=lambda one: (one.fits, one._n_known), default=None)


def has_starter(project: Project) -> bool:
    """Whether a shipped starter model fits the project's classes."""
    return starter_for(project) is not None


def can_presort(project: Project) -> bool:
    """Whether there is a model to classify new cells with: the project's active one, or a starter that fits."""
    return evaluation.active_model(project) is not None or has_starter(project)


def presort(
    project: Project,
    *,
    smear_ids: Sequence[int],
    counted_as: Mapping[str, str | None] | None = None,
    task: Task = SILENT,
    on_step: OnStep | None = None,
) -> ChangeSet:
    """Classify the cells of smears with the active model. A project without models gets a copy of the starter first.

    `counted_as`: how classes of the starter that the project lacks are counted, which the project remembers (None: as
    `StarterOffer.suggested`). With it a starter that does not fit by itself is used too.
    A smear that cannot be read is reported, and the others continue. Smears of specimens whose report is signed are
    left out, and their number is reported. `on_step` gets each commit. Raises BundleError where there is neither an
    active model nor a starter that fits, LockedSpecimenError where all smears are of signed specimens, StorageError,
    CancelledError.
    """
    smear_ids = locks.changeable(project, smear_ids, task=task)
    model_id = usable_model(project, counted_as=counted_as, task=task)
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
    counted_as: Mapping[str, str | None] | None = None,
    task: Task,
    on_step: OnStep,
) -> None:
    """Run `detect(task=, on_step=)` on the smears; if `classify`, then classify the cells that it found (`presort`).

    If the cells cannot be classified, this is reported, and they stay unclassified. Raises the errors of `detect`,
    CancelledError.
    """
    detect(task=task, on_step=on_step)
    if not classify:
        return
    try:
        if can_presort(project) or counted_as:
            found_on = locks.unlocked(project, smear_ids)  # `detect` reported the others
            presort(project, smear_ids=found_on, counted_as=counted_as, task=task, on_step=on_step)
    except RbcDeskError as error:
        task.raise_if_stopped()
        task.report(Problem("", str(error)))


def usable_model(project: Project, *, counted_as: Mapping[str, str | None] | None = None, task: Task = SILENT) -> int:
    """The active model, or where there is none a copy of the starter, which becomes active. `counted_as`: as in
    `presort`.

    Raises BundleError where there is neither, StorageError, CancelledError.
    """
    model = evaluation.active_model(project)
    return model.id if model is not None else _import_starter(project, counted_as=counted_as, task=task)


def _import_starter(project: Project, *, counted_as: Mapping[str, str | None] | None, task: Task) -> int:
    best = _best_offer(project)
    if best is None or not (best.fits or counted_as):
        raise BundleError(
            "No starter model knows the classes of this project.",
            hint="Label some cells and train your own model.",
        )
    wanted = best.suggested if counted_as is None else counted_as
    return import_model(project, best.folder, name=NAME, counted_as=wanted, task=task)
