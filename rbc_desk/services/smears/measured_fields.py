"""The measured quality of fields, stored in the project so that no field is measured twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.errors import RbcDeskError, StorageError
from rbc_desk.core.events import Progress
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.parallel import in_order
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.store.rows import FieldQualityRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rbc_desk.imaging.field.quality import FieldQuality

MEASURED_BY = 2
"""The version of the measurement. A change makes the stored ones void, and fields are measured again."""


@dataclass(frozen=True, slots=True)
class MeasuredField:
    """The quality of a field, for this width of a typical cell in pixels.

    `doubtful`: whether it does not look like a blood smear; None: not checked.
    """

    quality: FieldQuality
    cell_px: float
    doubtful: bool | None = None


def measured_fields(
    project: Project,
    *,
    smears: Sequence[SmearInfo],
    doubts: bool = False,
    workers: int | None = 1,
    task: Task = SILENT,
) -> Iterator[tuple[int, MeasuredField]]:
    """Yield the quality of each smear with its id, stored ones first; the others are measured and stored.

    `doubts`: also check whether they look like blood smears, which takes about a second each. Unreadable smears are
    left out, and progress is reported to `task`. Raises CancelledError.
    """
    stored = stored_fields(project, smears=smears, doubts=doubts)
    yield from stored.items()
    missing = [info for info in smears if info.id not in stored]

    def measure(info: SmearInfo) -> MeasuredField | None:
        task.raise_if_stopped()
        try:
            pixels = library.load_pixels(project, smear_id=info.id)
        except RbcDeskError:
            return None  # the page that shows the smear says why
        return measure_field(pixels, cell_px=info.typical_diameter_px, doubts=doubts, task=task)

    for index, (info, found) in enumerate(in_order(measure, missing, workers=workers, task=task), start=1):
        if found is not None:
            _save(project, row_of(found, smear_id=info.id))  # before it is shown, because the window reads it then
            yield info.id, found
        task.report(Progress(len(stored) + index, len(smears)))


def stored_fields(
    project: Project, *, smears: Collection[SmearInfo], doubts: bool = False
) -> dict[int, MeasuredField]:
    """The stored quality of smears by id, without those that this version did not measure.

    `doubts`: only of those for which it is known whether they look like blood smears.
    """
    from rbc_desk.store import queries

    rows = queries.field_qualities(project.store, smear_ids=[info.id for info in smears])
    found = {info.id: _field_of(rows[info.id], info=info) for info in smears if info.id in rows}
    return {i: one for i, one in found.items() if one is not None and not (doubts and one.doubtful is None)}


def row_of(field: MeasuredField, *, smear_id: int) -> FieldQualityRow:
    """The row to store of a measured field."""
    figures = {**asdict(field.quality), "doubtful": field.doubtful}
    return FieldQualityRow(smear_id, MEASURED_BY, field.cell_px, figures)


def _field_of(row: FieldQualityRow, *, info: SmearInfo) -> MeasuredField | None:
    """A stored measurement; None where another version or for another cell width made it."""
    from rbc_desk.imaging.field.quality import FieldQuality

    if row.measured_by != MEASURED_BY or row.cell_px != info.typical_diameter_px:
        return None
    figures: Mapping[str, Any] = {name: value for name, value in row.figures.items() if name != "doubtful"}
    return MeasuredField(FieldQuality(**figures), row.cell_px, row.figures.get("doubtful"))


def measure_field(
    pixels: NDArray[np.uint8], *, cell_px: float, doubts: bool = False, task: Task = SILENT
) -> MeasuredField:
    """Measure a field (uint8 RGB, H x W x 3) whose typical cell is `cell_px` wide.

    `doubts`: also check whether it looks like a blood smear, which takes about a second. Raises CancelledError.
    """
    from rbc_desk.imaging.detect import DEFAULT_DETECTOR, DETECTORS
    from rbc_desk.imaging.detect.plausible import looks_like_smear
    from rbc_desk.imaging.field.diameter import windows
    from rbc_desk.imaging.field.quality import field_quality

    quality = field_quality(pixels, cell_px=cell_px)
    if not doubts:
        return MeasuredField(quality, cell_px)
    part = windows(pixels)[0]  # part of a large smear is representative, and fast
    found = DETECTORS[DEFAULT_DETECTOR].make()(part, task=task)
    return MeasuredField(quality, cell_px, not looks_like_smear(part, found, task=task))


def _save(project: Project, row: FieldQualityRow) -> None:
    """Store a measurement; where the project cannot be written, it is measured again the next time."""
    with suppress(StorageError), project.store.transact(Phrase("Rate fields"), reader=project.reader) as tx:
        tx.derived.put_field_quality([row])
