"""Imports data sets of other programs: reads them, stores them and reports what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import AnnotatedCell, CellKind, CellState, SmearInfo
from rbc_desk.core.class_names import ClassNames
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.errors import LockedSpecimenError, RbcDeskError, UnknownFormatError, UnknownNameError
from rbc_desk.core.events import Problem, Progress
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.geometry.shape import CellShape
from rbc_desk.core.history.audit import FROM_FILE
from rbc_desk.core.history.changes import ChangeSet, Entity
from rbc_desk.core.history.merge_changes import OnStep, combined, ignore_step
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.cells.classes import class_finder
from rbc_desk.services.project import locks
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.services.smears.known_files import KnownFiles
from rbc_desk.store.exchange import IMPORTERS, ReadOptions, recognised
from rbc_desk.store.exchange.archives import Unpacked, is_archive
from rbc_desk.store.exchange.texts import text_of

if TYPE_CHECKING:
    from rbc_desk.store.exchange import AnnotatedSet, AnnotatedSmear

ClassMapping = Mapping[str, str | None]
"""The class code for a name in a data set; None leaves its cells without a class."""


@dataclass(frozen=True, slots=True)
class NamedClass:
    """A class name in a data set, its number of cells, and the code of the project's class (None: no class)."""

    name: str
    count: int
    code: str | None


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import.

    `smears` counts new smears, `known` those that the project already had. `cells` counts imported red cells,
    `labelled` those with a class, `others` white cells, platelets and artefacts by kind.
    `problems` names faulty entries that were skipped, with the reason; `left_out` names entries left out on purpose.
    `unmatched` lists the names that no class of the project has: their cells were imported without a class.
    """

    smears: int
    known: int
    cells: int
    others: Mapping[CellKind, int]
    labelled: int
    problems: tuple[Problem, ...]
    left_out: tuple[Problem, ...]
    unmatched: tuple[NamedClass, ...]
    changes: ChangeSet


def check_format(format: str) -> None:
    """Raise UnknownNameError, which lists the import formats, where `format` is not one of them."""
    IMPORTERS.entry(format, besides=("bundle",))


def annotated_format(path: Path, *, task: Task = SILENT) -> str | None:
    """The format of a data set with annotations; None for plain images, and for what is no data set.

    A ZIP file's format is told when it is unpacked: "". Raises RbcDeskError where formats are mixed, CancelledError.
    """
    if is_archive(path):
        return ""
    try:
        found = recognised(path, task=task)
    except UnknownFormatError:
        return None
    return None if found == "images" else found


def read_set(
    *,
    source: Path,
    format: str | None = None,
    limit: int | None = None,
    keep_names: frozenset[str] = frozenset(),
    images_anywhere: bool = False,
    task: Task = SILENT,
) -> AnnotatedSet:
    """Read a data set (a file, a folder, or a ZIP file of one) without opening its images.

    `format`: "" or None recognises it. `limit`: the number of images to take at most. `keep_names`,
    `images_anywhere`: see `ReadOptions`. Raises RbcDeskError where nothing can be read, CancelledError.
    """
    source = source.expanduser()
    unpacked = Unpacked(source, task=task) if is_archive(source) else None
    place = unpacked.folder if unpacked is not None else source
    name = format or recognised(place, task=task)
    options = ReadOptions(keep_names=keep_names, images_anywhere=images_anywhere, all_kinds=True, task=task)
    dataset = replace(IMPORTERS[name].make()(place, options), format=name, holds=unpacked)
    return dataset if limit is None else replace(dataset, smears=dataset.smears[:limit])


def named_classes(
    project: Project, dataset: AnnotatedSet, *, shown: Mapping[str, str] | None = None
) -> tuple[NamedClass, ...]:
    """The class names of a data set, most common first, with the project's classes that they mean (merged ones too).

    `shown`: more names of the classes by code, such as translated ones.
    """
    names, finder = ClassNames(project.class_set(), shown=shown), class_finder(project)
    counts = Counter(cell.code for smear in dataset.smears for cell in smear.cells if cell.code is not None)
    return tuple(NamedClass(name, n, names.code_of(name) or finder(name)) for name, n in counts.most_common())


def checked_mapping(mapping: ClassMapping, *, classes: ClassSet) -> dict[str, str | None]:
    """Return the mapping with codes in place of codes or names. Raises UnknownNameError for an unknown class."""
    names = ClassNames(classes)
    checked: dict[str, str | None] = {}
    for name, wanted in mapping.items():
        code = names.code_of(wanted) if wanted else None
        if wanted and code is None:
            raise UnknownNameError(
                Phrase("The project has no class {name!r}.", name=wanted),
                hint=Phrase("Choose one of: {names}.", names=", ".join(classes.codes)),
            )
        checked[name] = code
    return checked


def mapping_lines(file: Path) -> list[str]:
    """The lines of a text file with one `NAME=CLASS` per line, without empty lines and comments (#)."""
    lines = (line.strip() for line in text_of(file).splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def import_set(
    project: Project,
    dataset: AnnotatedSet,
    *,
    mapping: ClassMapping | None = None,
    keep_metadata: bool | None = None,
    task: Task = SILENT,
    on_step: OnStep = ignore_step,
) -> Imported:
    """Store a data set's smears with their cells.

    A cell without a radius gets one that is measured on the smear around its point. `mapping` gives the class of a
    name; a name that is not in it means the class of that name. `problems` names cells that lie outside their image.
    A smear that already has cells is not changed, so an interrupted import can be repeated. `keep_metadata`: copy the
    images with their metadata; None: as the settings say.
    `on_step` is called with each commit; `imported_as_one_step` makes one undoable step of them.
    """
    classes = project.class_set()
    names = named_classes(project, dataset)
    code_of = {item.name: item.code for item in names} | checked_mapping(mapping or {}, classes=classes)
    seen = KnownFiles.of(project)
    files = [item.path for item in dataset.smears]
    names_of = library.free_names(project, files)
    bits_of = library.common_bits(project, files, task=task)
    problems = _Problems(task)
    left_out = list(dataset.left_out)
    steps: list[ChangeSet] = []
    kinds = Counter[CellKind]()
    n_smears = n_known = n_labelled = 0

    for problem in dataset.skipped:
        problems.report(problem)
    for index, item in enumerate(dataset.smears):
        if task.stopped:
            break
        task.report(Progress(index, len(dataset.smears), item.path.name))
        try:
            smear_id, step, image = library.add_file(
                project,
                item.path,
                name=names_of[item.path],
                known=seen,
                specimen=item.specimen,
                bits=bits_of.get(item.path),
                keep_metadata=keep_metadata,
                as_one=bool(item.cells),  # cells that lie on a whole slide have no other image
            )
            if step is None:
                n_known += 1
            else:
                n_smears += 1
                steps.append(step)
                on_step(step)
            if image.note:
                note = Phrase("{name}: {note}", name=item.path.name, note=Phrase.of(image.note))
                left_out.append(Problem(str(item.path), note))
            if problems.report_same(item, smear_id):
                continue
            info = library.smear(project, smear_id=smear_id)
            if info.n_cells or info.n_white or info.n_platelets or not item.cells:
                continue
            cells, impossible = _possible(item, info)
            for problem in impossible:
                problems.report(problem)
            if not cells:
                continue
            cells = [replace(cell, code=code_of.get(cell.code) if cell.code is not None else None) for cell in cells]
            steps.append(_store_cells(project, info, cells, pixels=image.pixels, task=task))
            on_step(steps[-1])
        except RbcDeskError as error:
            if task.stopped:
                break
            problems.report_error(item.path, error)
            continue
        kinds.update(cell.kind for cell in cells)
        n_labelled += sum(cell.code is not None for cell in cells)
    problems.report_locked()
    task.report(Progress(len(dataset.smears), len(dataset.smears)))
    unmatched = tuple(item for item in names if code_of[item.name] is None and item.name not in (mapping or {}))
    return Imported(
        smears=n_smears,
        known=n_known,
        cells=kinds[CellKind.RED],
        others={kind: n for kind, n in kinds.items() if kind is not CellKind.RED},
        labelled=n_labelled,
        problems=tuple(problems.found),
        left_out=tuple(left_out),
        unmatched=unmatched,
        changes=imported_as_one_step(steps),
    )


class _Problems:
    """Collects the problems of an import, and reports each to `task`; those with signed specimens at the end."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._locked: list[LockedSpecimenError] = []
        self._files: dict[int, Path] = {}
        self.found: list[Problem] = []

    def report(self, problem: Problem) -> None:
        self.found.append(problem)
        self._task.report(problem)

    def report_error(self, path: Path, error: RbcDeskError) -> None:
        if isinstance(error, LockedSpecimenError):
            self._locked.append(error)
        else:
            self.report(Problem(str(path), str(error)))

    def report_same(self, item: AnnotatedSmear, smear_id: int) -> bool:
        """Report an image with cells that shows the same as an earlier one of the import; return whether it does."""
        first = self._files.setdefault(smear_id, item.path)
        if first == item.path or not item.cells:
            return False
        words = Phrase(
            "{name} shows the same as {other}, so its cells were skipped.", name=item.path.name, other=first.name
        )
        self.report(Problem(str(item.path), words))
        return True

    def report_locked(self) -> None:
        if self._locked:
            self.report(locks.not_added(self._locked))


def import_from(
    project: Project,
    *,
    source: Path,
    format: str | None = None,
    limit: int | None = None,
    task: Task = SILENT,
    on_step: OnStep = ignore_step,
) -> Imported:
    """Read a data set and store it: `read_set`, then `import_set`, with their errors."""
    dataset = read_set(format=format, source=source, limit=limit, task=task)
    return import_set(project, dataset, task=task, on_step=on_step)


def imported_as_one_step(steps: Sequence[ChangeSet]) -> ChangeSet:
    """Combine the commits of `import_set` into one step."""
    return combined("Import data set", steps)


def _possible(item: AnnotatedSmear, info: SmearInfo) -> tuple[list[AnnotatedCell], list[Problem]]:
    """Return the cells that lie on the image, and the others as problems with the reason."""
    cells: list[AnnotatedCell] = []
    problems: list[Problem] = []
    for cell in item.cells:
        problem = cell.problem_on(width=info.width, height=info.height)
        if problem is None:
            cells.append(cell)
        else:
            place = Phrase.of(cell.where or item.path.name)
            message = Phrase("{where}: {why}; the cell was skipped.", where=place, why=problem)
            problems.append(Problem(str(item.path), message))
    return cells, problems


def _store_cells(
    project: Project,
    info: SmearInfo,
    cells: Sequence[AnnotatedCell],
    *,
    pixels: NDArray[np.uint8],
    task: Task,
) -> ChangeSet:
    from rbc_desk.imaging.detect.measure import measure_cells

    points = [(cell.x, cell.y) for cell in cells if cell.r is None]
    measured = iter(measure_cells(pixels, points=points))
    circles = [Circle(cell.x, cell.y, cell.r) if cell.r is not None else next(measured) for cell in cells]
    shapes = _shapes(cells, circles, pixels=pixels, task=task)
    op = Phrase("Import {n} cell" if len(cells) == 1 else "Import {n} cells", n=len(cells))
    with project.store.transact(op, reader=project.reader) as tx, tx.coming_from(FROM_FILE):
        rows = [
            {
                "smear_id": info.id,
                "x": circle.x,
                "y": circle.y,
                "r": circle.r,
                "kind": cell.kind,
                "state": CellState.CONFIRMED,
                "at_border": circle.cut_by_border(width=info.width, height=info.height),
                "shape": shape.as_row() if shape is not None else None,
            }
            for cell, circle, shape in zip(cells, circles, shapes, strict=True)
        ]
        ids = tx.insert_many(Entity.CELL, rows)
        by_code: dict[str, list[int]] = {}
        for cell_id, cell in zip(ids, cells, strict=True):
            if cell.code is not None:
                by_code.setdefault(cell.code, []).append(cell_id)
        for code in sorted(by_code):
            tx.set_labels(by_code[code], code)
    return tx.changeset


def _shapes(
    cells: Sequence[AnnotatedCell], circles: Sequence[Circle], *, pixels: NDArray[np.uint8], task: Task
) -> list[CellShape | None]:
    """The outlines of the data set; those of the cells without one are measured on the smear."""
    from rbc_desk.imaging.cells.shape import measure_shapes

    shapes = [_shape_of(cell.outline) if cell.outline is not None else None for cell in cells]
    rest = [i for i, shape in enumerate(shapes) if shape is None]
    for i, shape in zip(rest, measure_shapes(pixels, [circles[i] for i in rest], task=task), strict=True):
        shapes[i] = shape
    return shapes


def _shape_of(outline: Sequence[float]) -> CellShape | None:
    from rbc_desk.imaging.cells.outline import shape_of_outline

    try:
        return shape_of_outline(np.array(outline).reshape(-1, 2))
    except ValueError:  # it crosses itself
        return None
