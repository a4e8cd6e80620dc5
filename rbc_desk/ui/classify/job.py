"""The job of the page Classify: finds cells if there are none, then classifies them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.history.merge_changes import OnStep, combined
from rbc_desk.core.task import Task
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import find_cells
from rbc_desk.services.models import classification, starter

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project


def find_and_classify(project: Project, *, smear_id: int, model_id: int, task: Task, on_step: OnStep) -> None:
    """Find cells if the smear has none, then predict their classes. `on_step` gets each committed step."""
    _find_if_none(project, smear_id=smear_id, task=task, on_step=on_step)
    on_step(classification.classify_smear(project, smear_id=smear_id, model_id=model_id, task=task))


def find_and_presort_smear(
    project: Project, *, smear_id: int, counted_as: Mapping[str, str | None] | None, task: Task, on_step: OnStep
) -> None:
    """The same with the active model, or with a starter model that the project gets for it (`starter.presort`)."""
    _find_if_none(project, smear_id=smear_id, task=task, on_step=on_step)
    starter.presort(project, smear_ids=[smear_id], counted_as=counted_as, task=task, on_step=on_step)


def _find_if_none(project: Project, *, smear_id: int, task: Task, on_step: OnStep) -> None:
    cells = labelling.cells(project, smear_id=smear_id)
    if not any(cell.state is not CellState.REJECTED for cell in cells):
        find_cells.detect_smears(project, smear_ids=[smear_id], task=task, on_step=on_step)


def classified_as_one_step(steps: Sequence[ChangeSet]) -> ChangeSet:
    """The steps of `find_and_classify` as one step, named by what an undo reverts."""
    return combined(steps[0].op, steps)
