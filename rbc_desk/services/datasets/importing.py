"""Imports data sets of other programs: reads first, then stores, and reports what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells import AnnotatedCell, CellKind, CellState, SmearInfo
from rbc_desk.core.changes import ChangeSet, Entity
from rbc_desk.core.class_names import ClassNames
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.errors import RbcDeskError, UnknownNameError
from rbc_desk.core.events import Progress, Trouble
from rbc_desk.core.geometry import Circle
from rbc_desk.core.merge_changes import OnStep, combined, ignore_step
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.cells.classes import class_finder
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library

if TYPE_CHECKING:
    from rbc_desk.store.exchange import AnnotatedSet, AnnotatedSmear

ClassMapping = Mapping[str, str | None]
"""The class code for a name in a data set; None leaves its cells without a class."""


@dataclass(frozen=True, slots=True)
class NamedClass:
    """A class name in a data set, the cells that carry it, and the project's class it means (None: none)."""

    name: str
    count: int
    code: str | None


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought.

    `smears` are new, `known` were in the project already; `cells` came in, `labelled` of them with a class, and
    `others`: white cells, platelets and artefacts, by kind.
    `troubles` names what is bad and was skipped, with the reason, `left_out` what was left out on purpose, and
    `unmatched` the names that no class of the project has: their cells came in without a class.
    """

    smears: int
    known: int
    cells: int
    others: Mapping[CellKind, int]
    labelled: int
    troubles: tuple[Trouble, ...]
    left_out: tuple[Trouble, ...]
    unmatched: tuple[NamedClass, ...]
    changes: ChangeSet


def check_format(format: str) -> None:
    """Raises UnknownNameError that lists what can be imported."""
    from rbc_desk.store.exchange import IMPORTERS

    IMPORTERS.entry(format, besides=("bundle",))


def reads_a_file(format: str) -> bool:
    """Whether a data set of this format is one file and no folder."""
    from rbc_desk.store.exchange import OF_A_FILE

    return format in OF_A_FILE


def read_set(
    *,
    format: str,
    source: Path,
    limit: int | None = None,
    keep_names: frozenset[str] = frozenset(),
    images_anywhere: bool = False,
    task: Task = SILENT,
) -> AnnotatedSet:
    """What a data set (`images`, `chula`, `voc`, `csv`) holds; its pictures are not opened yet.

    `limit` takes the first so many images. `keep_names` and `images_anywhere`: see `ReadOptions`. Raises RbcDeskError
    where nothing of it can be read, CancelledError soon after `task` is stopped.
    """
    from rbc_desk.store.exchange import IMPORTERS, ReadOptions

    options = ReadOptions(keep_names=keep_names, images_anywhere=images_anywhere, all_kinds=True, task=task)
    found = IMPORTERS[format].make()(source.expanduser(), options)
    return found if limit is None else replace(found, smears=found.smears[:limit])


def named_classes(
    project: Project, found: AnnotatedSet, *, shown: Mapping[str, str] | None = None
) -> tuple[NamedClass, ...]:
    """The class names of a data set, the most common first, with the classes they mean, merged ones among them.

    `shown`: further names of the classes by code, such as translated ones.
    """
    names, finder = ClassNames(project.class_set(), shown=shown), class_finder(project)
    counts = Counter(cell.code for smear in found.smears for cell in smear.cells if cell.code is not None)
    return tuple(NamedClass(name, n, names.code_of(name) or finder(name)) for name, n in counts.most_common())


def checked_mapping(given: ClassMapping, *, classes: ClassSet) -> dict[str, str | None]:
    """The mapping with its classes, given by code or name, as codes. Raises UnknownNameError for one there is not."""
    names = ClassNames(classes)
    checked: dict[str, str | None] = {}
    for name, wanted in given.items():
        code = names.code_of(wanted) if wanted else None
        if wanted and code is None:
            raise UnknownNameError(
                Phrase("The project has no class {name!r}.", name=wanted),
                hint=Phrase("Choose one of: {names}.", names=", ".join(classes.codes)),
            )
        checked[name] = code
    return checked


def mapping_lines(file: Path) -> list[str]:
    """The lines of a text file with `NAME=CLASS` a line; empty ones and those that begin with # count for nothing."""
    from rbc_desk.store.exchange.texts import text_of

    lines = (line.strip() for line in text_of(file).splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def import_set(
    project: Project,
    found: AnnotatedSet,
    *,
    mapping: ClassMapping | None = None,
    task: Task = SILENT,
    on_step: OnStep = ignore_step,
) -> Imported:
    """Store a data set's smears with its cells.

    A cell without a radius gets one measured from the smear around its point. `mapping` says which class a name
    means; a name that it lacks means the class of that name. A cell that cannot be on its picture is named in
    `troubles`. A smear that has cells already is left alone, so an import can be repeated after an interruption.
    `on_step` is told about each commit as it is made; `imported_as_one` makes one undoable step of them.
    """
    classes = project.class_set()
    names = named_classes(project, found)
    code_of = {item.name: item.code for item in names} | checked_mapping(mapping or {}, classes=classes)
    by_hash = {info.sha256: info.id for info in library.smears(project)}
    files = [item.path for item in found.smears]
    names_of = library.free_names(project, files)
    bits_of = library.common_bits(project, files, task=task)
    troubles: list[Trouble] = []
    left_out = list(found.left_out)
    steps: list[ChangeSet] = []
    kinds = Counter[CellKind]()
    n_smears = n_known = n_labelled = 0

    def tell(trouble: Trouble) -> None:
        troubles.append(trouble)
        task.report(trouble)

    for trouble in found.skipped:
        tell(trouble)
    for index, item in enumerate(found.smears):
        if task.stopped:
            break
        task.report(Progress(index, len(found.smears), item.path.name))
        try:
            smear_id, step, image = library.add_file(
                project,
                item.path,
                name=names_of[item.path],
                by_hash=by_hash,
                specimen=item.specimen,
                bits=bits_of.get(item.path),
            )
            if step is None:
                n_known += 1
            else:
                n_smears += 1
                steps.append(step)
                on_step(step)
            if image.note:
                note = Phrase("{name}: {note}", name=item.path.name, note=Phrase.of(image.note))
                left_out.append(Trouble(str(item.path), note))
            info = library.smear(project, smear_id=smear_id)
            if info.n_cells or info.n_white or info.n_platelets or not item.cells:
                continue
            cells, bad = _possible(item, info)
            for trouble in bad:
                tell(trouble)
            if not cells:
                continue
            cells = [replace(cell, code=code_of.get(cell.code) if cell.code is not None else None) for cell in cells]
            steps.append(_store_cells(project, info, cells, pixels=image.pixels, task=task))
            on_step(steps[-1])
        except RbcDeskError as error:
            if task.stopped:
                break
            tell(Trouble(str(item.path), str(error)))
            continue
        kinds.update(cell.kind for cell in cells)
        n_labelled += sum(cell.code is not None for cell in cells)
    task.report(Progress(len(found.smears), len(found.smears)))
    unmatched = tuple(item for item in names if code_of[item.name] is None and item.name not in (mapping or {}))
    return Imported(
        smears=n_smears,
        known=n_known,
        cells=kinds[CellKind.RED],
        others={kind: n for kind, n in kinds.items() if kind is not CellKind.RED},
        labelled=n_labelled,
        troubles=tuple(troubles),
        left_out=tuple(left_out),
        unmatched=unmatched,
        changes=imported_as_one(steps),
    )


def import_from(
    project: Project,
    *,
    format: str,
    source: Path,
    limit: int | None = None,
    task: Task = SILENT,
    on_step: OnStep = ignore_step,
) -> Imported:
    """Read a data set and store it: `read_set` and `import_set` in one, with what they raise."""
    found = read_set(format=format, source=source, limit=limit, task=task)
    return import_set(project, found, task=task, on_step=on_step)


def imported_as_one(steps: Sequence[ChangeSet]) -> ChangeSet:
    """What `import_set` committed, as one step."""
    return combined("Import data set", steps)


def _possible(item: AnnotatedSmear, info: SmearInfo) -> tuple[list[AnnotatedCell], list[Trouble]]:
    """The cells that can be on the picture, and those that cannot, named with the reason."""
    cells: list[AnnotatedCell] = []
    bad: list[Trouble] = []
    for cell in item.cells:
        problem = cell.problem_on(width=info.width, height=info.height)
        if problem is None:
            cells.append(cell)
        else:
            where = Phrase.of(cell.where or item.path.name)
            told = Phrase("{where}: {why}; the cell was skipped.", where=where, why=problem)
            bad.append(Trouble(str(item.path), told))
    return cells, bad


def _store_cells(
    project: Project,
    info: SmearInfo,
    cells: Sequence[AnnotatedCell],
    *,
    pixels: NDArray[np.uint8],
    task: Task,
) -> ChangeSet:
    from rbc_desk.imaging.measure import measure_cells
    from rbc_desk.imaging.shape import measure_shapes

    bare = [(cell.x, cell.y) for cell in cells if cell.r is None]
    measured = iter(measure_cells(pixels, points=bare))
    circles = [Circle(cell.x, cell.y, cell.r) if cell.r is not None else next(measured) for cell in cells]
    shapes = measure_shapes(pixels, circles, task=task)
    op = Phrase("Import {n} cell" if len(cells) == 1 else "Import {n} cells", n=len(cells))
    with project.store.transact(op, reader=project.reader) as tx:
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
