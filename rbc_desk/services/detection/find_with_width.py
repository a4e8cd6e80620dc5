"""Sets the width of a typical cell for a specimen and finds its cells again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.history.merge_changes import combined
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.detection import cell_width, find_cells, presets
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import calibration
from rbc_desk.services.smears.calibration import Scope


def find_with_width(
    project: Project,
    *,
    smear_id: int,
    width_px: float,
    task: Task = SILENT,
    on_step: Callable[[ChangeSet], None],
) -> None:
    """Set the width for the specimen of a smear, and find the cells of all its smears again with it.

    `on_step` gets each commit; `set_as_one_step` makes one undoable step of them. Raises the errors of
    `cell_width.set_width` and `find_cells.detect_smears`.
    """
    on_step(cell_width.set_width(project, smear_id=smear_id, width_px=width_px))
    last = presets.last_used(project.folder)
    find_cells.detect_smears(
        project,
        smear_ids=calibration.smears_in(project, smear_id=smear_id, scope=Scope.SPECIMEN),
        detector=last.detector,
        params={name: value for name, value in last.params.items() if name != "diameter_px"},
        task=task,
        on_step=on_step,
    )


def set_as_one_step(steps: Sequence[ChangeSet]) -> ChangeSet:
    """Combine the commits of `find_with_width` into one step that can be undone."""
    return combined(steps[0].op, steps)
