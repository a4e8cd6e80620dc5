"""Finds the cells of smears: in a project, where reviewed cells are kept, and in loose files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rbc_desk.core.cells.cell import Cell, CellKind, CellState, DetectedCell, SmearInfo, red_only
from rbc_desk.core.errors import NoSmearError, RbcDeskError
from rbc_desk.core.events import Problem, Progress, Warned
from rbc_desk.core.files.images import distinct_names, find_images
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import ChangeSet, Entity
from rbc_desk.core.history.merge_changes import combined
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.viewpoint import EVERYBODY
from rbc_desk.imaging.parallel import in_order
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import cell_width, detectors, presets
from rbc_desk.services.project import locks
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import calibration, library
from rbc_desk.services.smears.measured_fields import MeasuredField, row_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rbc_desk.core.registry import Params
    from rbc_desk.imaging.detect import Detector
    from rbc_desk.imaging.read import SmearImage

# Two circles show the same cell where the distance of their centres is below this share of the smaller radius. It is
# less than 1, where touching round cells would merge, and more than refinement moves a centre.
_SAME_CELL = 0.7


def detect_smears(
    project: Project,
    *,
    smear_ids: Sequence[int],
    detector: str | None = None,
    params: dict[str, Any] | None = None,
    workers: int | None = None,
    task: Task = SILENT,
    on_step: Callable[[ChangeSet], None] | None = None,
) -> ChangeSet:
    """Find the cells of smears on `workers` threads (None: one per core), with one commit per smear in this order.

    With neither `detector` nor `params`, the last ones of the reader in this project are used, or else the default.
    Cells that a person confirmed, rejected, labelled or drew stay, and no second circle is proposed on them. Other
    proposals of the previous detection are replaced. An unreadable smear is reported, and the others continue.
    Smears of specimens whose report is signed are left out, and their number is reported.
    `on_step` is called with each commit on the calling thread; `found_as_one_step` makes one undoable step of them.
    Raises CancelledError when stopped; finished smears keep their cells. Raises LockedSpecimenError where all smears
    are of signed specimens.
    """
    from rbc_desk.imaging.detect import DETECTORS

    if detector is None and params is None:
        last = presets.last_used(project.folder)
        detector, params = last.detector, last.params
    name = detector or detectors.default_detector()
    entry = DETECTORS[name]
    entry.checked(params)
    smear_ids = locks.changeable(project, smear_ids, task=task)
    infos = [library.known_smear(project, smear_id=smear_id) for smear_id in smear_ids]
    params_of = _params_by_smear(project, infos, detector=name, params=params)
    steps: list[ChangeSet] = []
    failures: list[RbcDeskError] = []
    task.report(Progress(0, len(infos), infos[0].name if infos else ""))
    search = partial(
        _search_smear, project, {smear_id: entry.make(params_of[smear_id]) for smear_id in smear_ids}, task=task
    )
    for index, (info, found) in enumerate(in_order(search, infos, workers=workers, task=task), start=1):
        if isinstance(found, RbcDeskError):
            failures.append(found)
            task.report(Problem(info.name, str(found)))
            if isinstance(found, NoSmearError):
                store_no_smear(project, smear_id=info.id, detector=name, params=entry.checked(params_of[info.id]))
        else:
            chosen = entry.checked(params_of[info.id]).model_dump(mode="json")
            step = store_found(
                project,
                smear_id=info.id,
                found=found.cells,
                detector=name,
                params=chosen,
                width_uncertain=found.width_uncertain,
                field=found.field,
            )
            steps.append(step)
            if on_step is not None:
                on_step(step)
        task.report(Progress(index, len(infos), info.name))
    if failures and not steps:
        raise failures[0]
    return found_as_one_step(steps)


def _params_by_smear(
    project: Project, infos: Sequence[SmearInfo], *, detector: str, params: Mapping[str, Any] | None
) -> dict[int, dict[str, Any]]:
    """By smear id, the parameters with the width set for its specimen, or the range that its scale suggests."""
    from rbc_desk.store import queries

    widths = queries.cell_widths(project.store, smear_ids=[info.id for info in infos])
    species = calibration.known_species(project)
    mean_um = species.mean_diameter_um if species is not None else None
    return {
        info.id: cell_width.with_width(
            detector,
            params,
            set_px=widths.get(info.id),
            expected=cell_width.expected_px(info.um_per_px, mean_um=mean_um),
        )
        for info in infos
    }


def found_as_one_step(steps: Sequence[ChangeSet]) -> ChangeSet:
    """Combine the commits of a detection, and of a classification after it, into one step that can be undone."""
    n = len({smear_id for step in steps for smear_id in step.smear_ids})
    return combined(Phrase("Find cells on 1 smear") if n == 1 else Phrase("Find cells on {n} smears", n=n), steps)


@dataclass(frozen=True, slots=True)
class SmearCells:
    """What was detected on a smear; `width_uncertain`: the width of a typical cell may be wrong.

    `field`: the quality of its field, which decides whether the cells are counted.
    """

    cells: Sequence[DetectedCell]
    width_uncertain: bool
    field: MeasuredField


def search(pixels: NDArray[np.uint8], find: Detector, *, cell_px: float, task: Task = SILENT) -> SmearCells:
    """Detect the cells of an image (uint8 RGB), outline them, and rate the field. Needs no project.

    `cell_px`: the width of a typical cell as measured at the import, in pixels.

    Raises NoSmearError where the image does not look like a blood smear, CancelledError.
    """
    from rbc_desk.imaging.cells.shape import with_shapes
    from rbc_desk.imaging.detect import Found
    from rbc_desk.imaging.field.quality import field_quality

    found = find(pixels, task=task)
    if isinstance(found, Found) and found.doubtful:
        raise NoSmearError(
            Phrase("The image does not look like a blood smear; no cells were added."),
            hint="Turn on “Accept any image” in the detector settings to find cells anyway.",
        )
    uncertain = isinstance(found, Found) and found.width_uncertain
    doubtful = found.doubtful if isinstance(found, Found) else None
    field = MeasuredField(field_quality(pixels, cell_px=cell_px), cell_px, doubtful)
    return SmearCells(with_shapes(pixels, found, task=task), uncertain, field)


def _search_smear(
    project: Project, finds: Mapping[int, Detector], info: SmearInfo, *, task: Task
) -> SmearCells | RbcDeskError:
    """Detect the cells of a smear, on any thread. Returns an error of this smear; raises only CancelledError."""
    try:
        pixels = library.load_pixels(project, smear_id=info.id)
        return search(pixels, finds[info.id], cell_px=info.typical_diameter_px, task=task)
    except RbcDeskError as error:
        task.raise_if_stopped()
        return error


def kept_cells(project: Project, *, smear_id: int) -> tuple[Cell, ...]:
    """The cells of a smear that a person edited. A new detection does not change them."""
    from rbc_desk.store import queries

    return tuple(filter(_is_a_persons, queries.objects(project.store, smear_id=smear_id, viewpoint=EVERYBODY)))


def _is_a_persons(cell: Cell) -> bool:
    return cell.state is not CellState.PROPOSED or cell.is_manual or cell.human_code is not None


def kept_visible(project: Project, *, smear_id: int) -> tuple[Cell, ...]:
    """The `kept_cells` that this reader may see: all, or for a blinded reader only their own and drawn ones."""
    return tuple(filter(_is_a_persons, labelling.cells(project, smear_id=smear_id)))


def unclaimed(found: Iterable[DetectedCell], kept: Iterable[Cell]) -> list[DetectedCell]:
    """The detected cells that are not the same as a kept cell."""
    circles = [cell.circle for cell in kept]
    return [cell for cell in found if not any(_same(cell.circle, circle) for circle in circles)]


def store_no_smear(project: Project, *, smear_id: int, detector: str, params: Params) -> None:
    """Record a detection that did not take the image for a smear: a person may know how wide its cells are."""
    with project.store.transact(Phrase("Find cells"), reader=project.reader) as tx:
        tx.derived.insert_detection_run(
            smear_id=smear_id,
            detector=detector,
            params=params.model_dump(mode="json"),
            n_cells=0,
            width_uncertain=True,
        )


def store_found(
    project: Project,
    *,
    smear_id: int,
    found: Sequence[DetectedCell],
    detector: str,
    params: dict[str, Any],
    width_uncertain: bool,
    field: MeasuredField | None = None,
) -> ChangeSet:
    """Store the cells found on a smear in place of the proposals of an earlier detection, as `detect_smears` says.

    `field`: the quality of its field, if it was measured. Raises LockedSpecimenError.
    """
    from rbc_desk.store import queries

    kept = kept_cells(project, smear_id=smear_id)
    kept_ids = {cell.id for cell in kept}
    before = queries.objects(project.store, smear_id=smear_id, viewpoint=EVERYBODY)
    outdated = [cell.id for cell in before if cell.id not in kept_ids]
    new = unclaimed(found, kept)
    n_red = len(red_only(new))
    op = Phrase("Find {n} cell" if n_red == 1 else "Find {n} cells", n=n_red)
    with project.store.transact(op, reader=project.reader) as tx:
        # cells may have been edited during the comparison; from here on the transaction prevents it
        now_kept = kept_cells(project, smear_id=smear_id)
        late = [cell for cell in now_kept if cell.id not in kept_ids]
        if late:
            new = unclaimed(new, late)
            late_ids = {cell.id for cell in late}
            outdated = [cell_id for cell_id in outdated if cell_id not in late_ids]
        run_id = tx.derived.insert_detection_run(
            smear_id=smear_id,
            detector=detector,
            params=params,
            n_cells=len(red_only(found)),
            width_uncertain=width_uncertain,
        )
        if field is not None:
            tx.derived.put_field_quality([row_of(field, smear_id=smear_id)])
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
                    "shape": cell.shape.as_row() if cell.shape is not None else None,
                    "kind": cell.kind,
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
    """The cells of one image file, or the error that prevented detection.

    `image`: the name of the file in tables. `cells`: the red cells. `others`: white cells, platelets and artefacts.
    `um_per_px`: None where the file has no scale. `width_uncertain`: the width of a typical cell may be wrong.
    `doubtful`: the image does not look like a blood smear. `note`: parts of the file that were not read, such as more
    pages.
    """

    path: Path
    image: str
    cells: tuple[DetectedCell, ...]
    error: RbcDeskError | None = None
    um_per_px: float | None = None
    doubtful: bool = False
    note: str = ""
    others: tuple[DetectedCell, ...] = ()
    width_uncertain: bool = False


def detect_files(
    paths: Iterable[Path | str],
    *,
    detector: str | None = None,
    params: dict[str, Any] | None = None,
    shapes: bool = False,
    workers: int | None = None,
    task: Task = SILENT,
) -> Iterator[FileCells]:
    """Find the cells of image files, folders and globs, in order; an unreadable file yields its error.

    `shapes`: also measure outlines. `workers`: the number of threads (None: one per core). Raises CancelledError.
    """
    from rbc_desk.imaging.detect import DETECTORS

    name = detector or detectors.default_detector()
    DETECTORS[name].checked(params)
    files = find_images([Path(path) for path in paths])
    task.report(Progress(0, len(files), files[0].name if files else ""))
    bits = library.common_bits_of(files, task=task)
    search = partial(_search_file, name, params, distinct_names(files), bits, shapes=shapes, task=task)
    for index, (path, found) in enumerate(in_order(search, files, workers=workers, task=task), start=1):
        if found.note:
            task.report(Warned(Phrase("{name}: {note}", name=path.name, note=Phrase.of(found.note))))
        yield found
        task.report(Progress(index, len(files), path.name))


def find_on_file(
    image: SmearImage, *, detector: str, params: Mapping[str, Any] | None = None, task: Task = SILENT
) -> list[DetectedCell]:
    """Find the cells of an image that no project knows. The scale in the file says how wide they may be."""
    from rbc_desk.imaging.detect import DETECTORS

    expected = cell_width.expected_px(image.um_per_px)
    find = DETECTORS[detector].make(cell_width.with_width(detector, params, set_px=None, expected=expected))
    return find(image.pixels, task=task)


def _search_file(
    detector: str,
    params: Mapping[str, Any] | None,
    names: Mapping[Path, str],
    bits: Mapping[Path, int],
    path: Path,
    *,
    shapes: bool,
    task: Task,
) -> FileCells:
    from rbc_desk.imaging.cells.shape import with_shapes
    from rbc_desk.imaging.detect import Found
    from rbc_desk.imaging.detect.plausible import looks_like_smear
    from rbc_desk.imaging.read import read_image

    try:
        image = read_image(path, bits=bits.get(path))
        cells = find_on_file(image, detector=detector, params=params, task=task)
        width_uncertain = isinstance(cells, Found) and cells.width_uncertain
        doubtful = not looks_like_smear(image.pixels, cells, task=task)
        if shapes:
            cells = with_shapes(image.pixels, cells, task=task)
        return FileCells(
            path,
            names[path],
            tuple(red_only(cells)),
            um_per_px=image.um_per_px,
            doubtful=doubtful,
            note=image.note,
            others=tuple(cell for cell in cells if cell.kind is not CellKind.RED),
            width_uncertain=width_uncertain,
        )
    except RbcDeskError as error:
        task.raise_if_stopped()
        return FileCells(path, names[path], (), error)
