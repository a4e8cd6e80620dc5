"""Exports a reader's labels and crops for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.errors import NotEnoughDataError, RbcDeskError, SettingsError
from rbc_desk.core.events import Event, Problem
from rbc_desk.core.files.atomic import write_bytes
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.services.cells.kinds import other_objects
from rbc_desk.services.datasets.crops import cut_missing, store_crops
from rbc_desk.services.datasets.exported_cells import ExportedCells, ExportOptions
from rbc_desk.services.project.project import Project
from rbc_desk.store.exchange import EXPORTERS, IMPORTERS, ExportedSet, ExportedSmear, Fact, traits_of
from rbc_desk.store.exchange.traits import Traits
from rbc_desk.store.exchange.written import safe_path

if TYPE_CHECKING:
    from rbc_desk.store.rows import CropRow


@dataclass(frozen=True, slots=True)
class Format:
    """An import or export format as the window lists it, and what an export has a place for."""

    name: str
    title: str
    summary: str
    images: bool = False
    kinds: bool = False
    unlabelled: bool = False
    predictions: bool = False


def export_choices() -> tuple[Format, ...]:
    """The export formats."""
    return tuple(_export_format(entry.name, entry.display_name, entry.summary) for entry in EXPORTERS)


def _export_format(name: str, title: str, summary: str) -> Format:
    traits = traits_of(name)
    return Format(
        name,
        title,
        summary,
        images=traits.images is not None,
        kinds=Fact.KIND in traits.holds,
        unlabelled=not traits.crops,
        predictions=Fact.SCORE in traits.holds,
    )


def export_onnx(bundle: Path, output: Path) -> tuple[Path, float]:
    """Write a bundle as one ONNX file for other programs. `output` is a file name ending in `.onnx`, or a folder.

    Returns the file and the largest difference between its probabilities and our own. Raises BundleError,
    StorageError, RbcDeskError where the package `onnx` is missing or the probabilities differ (nothing is written).
    """
    graph, difference = Predictor(bundle, device="cpu").onnx()
    file = onnx_file(bundle, output)
    write_bytes(file, graph)
    return file, difference


def onnx_file(bundle: Path, output: Path) -> Path:
    """The file that `export_onnx` writes."""
    return output if output.suffix == ".onnx" else output / f"{bundle.name}.onnx"


def import_choices() -> tuple[Format, ...]:
    """The import formats."""
    return tuple(Format(entry.name, entry.display_name, entry.summary) for entry in IMPORTERS)


@dataclass(frozen=True, slots=True)
class Exported:
    """The result of an export.

    `cells` are red cells; `others` are white cells, platelets and artefacts; `predicted` are cells with a model's
    class. `problems` explain the `missing` cells and images; `notes` are remarks that are not errors.
    """

    cells: int
    missing: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    others: int = 0
    predicted: int = 0


def export(
    project: Project,
    *,
    format: str,
    folder: Path,
    wanted: ExportOptions = ExportOptions(),  # noqa: B008  frozen
    images: bool = True,
    task: Task = SILENT,
) -> Exported:
    """Write every labelled cell of this reader, and what else is `wanted`, in `format` to `folder`.

    `images`: with copies of the images, without their metadata, where the format has a place for them. A cell whose
    crop cannot be made counts as missing, with its smear named; the others are written.

    Raises UnknownNameError, SettingsError where the format cannot hold what is wanted, NotEnoughDataError where there
    is nothing to export, StorageError.
    """
    write = EXPORTERS.entry(format, besides=("onnx",)).make()
    traits = traits_of(format)
    smears = _smears_to_write(project, format=format, wanted=wanted)
    problems: list[Problem] = []
    unsaved = _cut(project, problems, task=task) if traits.crops else {}
    cells = ExportedCells(project, smears, wanted, task, with_crops=traits.crops, unsaved=unsaved, problems=problems)
    if traits.images is not None:
        cells.names = _image_names(smears.values())
        cells.images = folder / traits.images if images else None
    has_scale = any(info.um_per_px for info in smears.values())
    exported = ExportedSet(
        _some_of(cells, problems), codes=project.class_set().codes, sized=has_scale, kinds=wanted.all_kinds
    )
    notes = [*write(folder, exported), *_not_held(traits)]
    return Exported(
        cells.written, cells.missing, tuple(problems), tuple(notes), others=cells.others, predicted=cells.predicted
    )


def _cut(project: Project, problems: list[Problem], *, task: Task) -> dict[int, CropRow]:
    """Make the crops that are missing; those of a project that cannot be changed are returned."""

    def collect_problem(event: Event) -> None:
        if isinstance(event, Problem):
            problems.append(event)
        task.report(event)

    if project.why_read_only:
        missing = cut_missing(project, task=task.reporting_to(collect_problem))
        return {row.cell_id: row for some in missing for row in some}
    store_crops(project, task=task.reporting_to(collect_problem))
    return {}


def _some_of(cells: ExportedCells, problems: list[Problem]) -> Iterator[ExportedSmear]:
    """The smears. Raises RbcDeskError at the end where there was no cell, so that no empty data set is left."""
    yield from cells
    if not cells.written + cells.others + cells.predicted:
        raise RbcDeskError(Phrase.of(problems[0].message) if problems else Phrase("No crop could be created."))


def _image_names(smears: Iterable[SmearInfo]) -> dict[int, str]:
    """The paths of the smears' images in a data set, by id: no two differ in their suffixes or in case alone."""
    taken: set[str] = set()
    names: dict[int, str] = {}
    for info in smears:
        path = safe_path(info.name)
        stem, n = path.stem, 1
        while path.with_suffix("").as_posix().casefold() in taken:
            n += 1
            path = path.with_name(f"{stem}-{n}{path.suffix}")
        taken.add(path.with_suffix("").as_posix().casefold())
        names[info.id] = path.as_posix()
    return names


def _not_held(traits: Traits) -> Iterator[Phrase]:
    """What the project knows and this format does not tell."""
    missing = [words for fact, words in _FACTS.items() if fact not in traits.holds]
    if missing and not traits.crops:
        yield Phrase("The format cannot store: {what}.", what=Phrase.joined(", ", missing))


_FACTS = {
    Fact.READER: Phrase("who labelled or confirmed a cell"),
    Fact.SPECIMEN: Phrase("the specimens"),
    Fact.RADIUS: Phrase("the sizes of the cells"),
    Fact.OUTLINE: Phrase("the outlines"),
}


def _smears_to_write(project: Project, *, format: str, wanted: ExportOptions) -> dict[int, SmearInfo]:
    """By id. Raises SettingsError, NotEnoughDataError as `export` does."""
    from rbc_desk.store import queries

    holds = traits_of(format).holds
    if wanted.all_kinds and Fact.KIND not in holds:
        words = Phrase("The format {name} holds labelled red cells only.", name=format)
        raise SettingsError(words, hint="Export other objects as csv or coco.")
    if wanted.predictions and Fact.SCORE not in holds:
        words = Phrase("The format {name} does not tell predictions from labels.", name=format)
        raise SettingsError(words, hint="Export predictions as coco, geojson or labelstudio.")
    if wanted.unlabelled and traits_of(format).crops:
        words = Phrase("The format {name} holds labelled red cells only.", name=format)
        raise SettingsError(words, hint="Export cells without a class as coco or yolo.")
    every = queries.smears(project.store, viewpoint=project.viewpoint.own_labels())
    if wanted == ExportOptions():
        smears = {info.id: info for info in every if info.n_labelled}
    else:
        smears = {info.id: info for info in every if info.n_cells or info.n_labelled or _has_others(project, info)}
    if not smears:
        raise NotEnoughDataError(
            "No cell is labelled, so there is nothing to export.", hint="Label some cells first."
        )
    return smears


def _has_others(project: Project, info: SmearInfo) -> bool:
    return bool(other_objects(project, smear_id=info.id))
