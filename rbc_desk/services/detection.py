"""Cells found on smears: in the project, where what a person said stays, and on loose files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rbc_desk.core.cells import CellState, DetectedCell
from rbc_desk.core.changes import ChangeSet, Entity
from rbc_desk.core.control import Reporter, StopToken, silent
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Progress, Trouble
from rbc_desk.core.geometry import Circle
from rbc_desk.services import library
from rbc_desk.services.combine import combined
from rbc_desk.services.project import Project

# Two circles show the same cell where their centres lie within this part of the smaller radius... a value
# below the 1.0 at which touching round cells would merge, above what refinement moves a centre.
_SAME_CELL = 0.7


@dataclass(frozen=True, slots=True)
class Choice:
    """A named choice for a form: a detector, a network, a loss."""

    name: str
    summary: str


def detector_choices() -> tuple[Choice, ...]:
    """Every detector, registered ones of plug-ins included."""
    from rbc_desk.imaging.detect import DETECTORS

    return tuple(Choice(entry.name, entry.summary) for entry in DETECTORS)


def default_detector() -> str:
    from rbc_desk.imaging.detect import DEFAULT_DETECTOR

    return DEFAULT_DETECTOR


def detect_smears(
    project: Project,
    *,
    smear_ids: Sequence[int],
    detector: str | None = None,
    params: dict[str, Any] | None = None,
    report: Reporter = silent,
    stop: StopToken | None = None,
) -> ChangeSet:
    """Find the cells of smears; one commit a smear.

    What a person confirmed, rejected, labelled or drew stays, and no second circle is proposed over it; the
    former detection's untouched proposals give way. An unreadable smear is reported and the rest goes on.
    Raises CancelledError when stopped; smears done before keep their cells.
    """
    from rbc_desk.imaging.detect import DETECTORS

    name = detector or default_detector()
    entry = DETECTORS[name]
    find = entry.make(params)
    chosen = entry.checked(params).model_dump(mode="json")
    steps: list[ChangeSet] = []
    failures: list[RbcDeskError] = []
    for index, smear_id in enumerate(smear_ids):
        if stop is not None:
            stop.raise_if_set()
        info = library.smear(project, smear_id=smear_id)
        report(Progress(index, len(smear_ids), info.name))
        try:
            found = find(library.load_pixels(project, smear_id=smear_id), stop=stop)
        except RbcDeskError as error:
            if stop is not None:
                stop.raise_if_set()
            failures.append(error)
            report(Trouble(info.name, str(error)))
            continue
        steps.append(_store(project, smear_id, found, detector=name, params=chosen))
    if failures and not steps:
        raise failures[0]
    report(Progress(len(smear_ids), len(smear_ids)))
    what = "1 smear" if len(steps) == 1 else f"{len(steps)} smears"
    return combined(f"Find cells on {what}", steps)


def _store(
    project: Project, smear_id: int, found: Sequence[DetectedCell], *, detector: str, params: dict[str, Any]
) -> ChangeSet:
    from rbc_desk.store import queries

    before = queries.cells(project.store, smear_id=smear_id, reader=project.reader)
    # A cell is a person's as soon as anybody, not just this reader, labelled it.
    touched = queries.labelled_cell_ids(project.store, smear_id=smear_id)
    kept = [c for c in before if c.state is not CellState.PROPOSED or c.is_manual or c.id in touched]
    kept_ids = {cell.id for cell in kept}
    outdated = [cell.id for cell in before if cell.id not in kept_ids]
    circles = [cell.circle for cell in kept]
    new = [cell for cell in found if not any(_same(cell.circle, circle) for circle in circles)]
    with project.store.transact(f"Find {len(new)} cells", reader=project.reader) as tx:
        run_id = tx.insert_detection_run(smear_id=smear_id, detector=detector, params=params, n_cells=len(found))
        tx.remove_many(Entity.CELL, outdated)
        tx.insert_many(
            Entity.CELL,
            [
                {
                    "smear_id": smear_id,
                    "run_id": run_id,
                    "x": cell.circle.x,
                    "y": cell.circle.y,
                    "r": cell.circle.r,
                    "score": cell.score,
                    "at_border": cell.at_border,
                    "state": CellState.PROPOSED,
                }
                for cell in new
            ],
        )
    return tx.changeset


def _same(a: Circle, b: Circle) -> bool:
    reach = _SAME_CELL * min(a.r, b.r)
    return (a.x - b.x) ** 2 + (a.y - b.y) ** 2 < reach * reach


@dataclass(frozen=True, slots=True)
class FileCells:
    """The cells of one loose image file, or the reason why there are none."""

    path: Path
    cells: tuple[DetectedCell, ...]
    error: RbcDeskError | None = None


def detect_files(
    paths: Iterable[Path | str],
    *,
    detector: str | None = None,
    params: dict[str, Any] | None = None,
    report: Reporter = silent,
    stop: StopToken | None = None,
) -> Iterator[FileCells]:
    """Find the cells on image files, folders and globs, file by file; an unreadable one carries its error."""
    from rbc_desk.imaging.detect import DETECTORS
    from rbc_desk.imaging.read import find_images, read_image

    find = DETECTORS[detector or default_detector()].make(params)
    files = find_images([Path(path) for path in paths])
    for index, path in enumerate(files):
        if stop is not None:
            stop.raise_if_set()
        report(Progress(index, len(files), path.name))
        try:
            yield FileCells(path, tuple(find(read_image(path).pixels, stop=stop)))
        except RbcDeskError as error:
            if stop is not None:
                stop.raise_if_set()
            yield FileCells(path, (), error)
    report(Progress(len(files), len(files)))
