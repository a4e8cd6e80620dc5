"""What the page Agreement shows, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.counting.reader_agreement import ReaderAgreement
from rbc_desk.core.counting.repeats import RepeatPlan
from rbc_desk.core.task import Task
from rbc_desk.services.agreement.checks import ReaderChecks, check_figures, control_cells, repeat_plan
from rbc_desk.services.agreement.consensus import Disagreement, consensus, disagreements
from rbc_desk.services.agreement.figures import agreement_of_readers
from rbc_desk.services.cells import labelling
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library

_AT_ONCE = 2000  # cells read by one statement


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures; the cells on which readers disagree, as they are on their smears, and the consensus on them.

    `checks`: each reader against themselves and against the control cells, which are `controls` with their classes.
    """

    found: ReaderAgreement
    disagreements: tuple[Disagreement, ...]
    cells: Mapping[int, Cell]
    consensus: Mapping[int, str]
    classes: ClassSet
    smears: Mapping[int, str]
    checks: tuple[ReaderChecks, ...]
    controls: Mapping[int, str]
    plan: RepeatPlan | None


def compare(project: Project, task: Task) -> Compared:
    """Read everything. Raises BlindedError for a blinded reader, CancelledError."""
    found = agreement_of_readers(project, task=task)
    differing = disagreements(project, task=task)
    ids = [one.cell_id for one in differing]
    cells: dict[int, Cell] = {}
    for start in range(0, len(ids), _AT_ONCE):
        task.raise_if_stopped()
        batch = labelling.some_cells(project, cell_ids=ids[start : start + _AT_ONCE])
        cells.update((cell.id, cell) for cell in batch)
    return Compared(
        found,
        tuple(one for one in differing if one.cell_id in cells),
        cells,
        consensus(project, cell_ids=ids),
        project.class_set(),
        {smear.id: smear.name for smear in library.smears(project)},
        check_figures(project, task=task),
        control_cells(project),
        repeat_plan(project),
    )
