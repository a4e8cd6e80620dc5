"""Exports a reader's labels and crops for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.cells import SmearInfo
from rbc_desk.core.errors import NotEnoughDataError, RbcDeskError, SettingsError
from rbc_desk.core.events import Event, Problem, Progress
from rbc_desk.core.files import write_bytes
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.cells.kinds import other_objects
from rbc_desk.services.datasets.crops import cut_missing, store_crops
from rbc_desk.services.project.project import Project
from rbc_desk.store.exchange import EXPORTERS, IMPORTERS, WITH_CROPS, ExportedCell

if TYPE_CHECKING:
    from rbc_desk.store.rows import CropRow


_SMEARS_AT_ONCE = 20
"""These have some thousand cells. Their crops of 30 kB each take less than a few hundred megabytes."""


def export_choices() -> tuple[tuple[str, str], ...]:
    """The export formats with their one-line summaries."""
    return tuple((entry.name, entry.summary) for entry in EXPORTERS)


def export_onnx(bundle: Path, output: Path) -> tuple[Path, float]:
    """Write a bundle as one ONNX file for other programs. `output` is a file name ending in `.onnx`, or a folder.

    Returns the file and the largest difference between its probabilities and our own. Raises BundleError,
    StorageError, RbcDeskError where the package `onnx` is missing or the probabilities differ (nothing is written).
    """
    from rbc_desk.learn.answer.predict import Predictor

    graph, difference = Predictor(bundle, device="cpu").onnx()
    file = output if output.suffix == ".onnx" else output / f"{bundle.name}.onnx"
    write_bytes(file, graph)
    return file, difference


def import_choices() -> tuple[tuple[str, str], ...]:
    """The import formats with their one-line summaries."""
    return tuple((entry.name, entry.summary) for entry in IMPORTERS)


@dataclass(frozen=True, slots=True)
class Exported:
    """The result of an export.

    `cells` are red cells; `others` are white cells, platelets and artefacts. `problems` explain the `missing` cells;
    `notes` are remarks that are not errors.
    """

    cells: int
    missing: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    others: int = 0


def export(project: Project, *, format: str, folder: Path, all_kinds: bool = False, task: Task = SILENT) -> Exported:
    """Write every labelled cell of this reader in `format` to `folder`.

    `all_kinds`: also the white cells, platelets and artefacts that this reader sees, in a table with the column kind.

    A cell whose image cannot be read counts as missing, with its smear named; the others are written.

    Raises UnknownNameError, SettingsError where the format knows no kinds, NotEnoughDataError where there is nothing
    to export, StorageError.
    """
    from rbc_desk.imaging.crop import DEFAULT_RECIPE
    from rbc_desk.store import queries

    write = EXPORTERS.entry(format, besides=("onnx",)).make()
    smears = _smears_to_write(project, format=format, all_kinds=all_kinds)
    total = sum(info.n_labelled for info in smears.values())
    viewpoint = project.viewpoint.own_labels()
    unsaved: dict[int, CropRow] = {}
    problems: list[Problem] = []
    if format in WITH_CROPS:

        def collect_problem(event: Event) -> None:
            if isinstance(event, Problem):
                problems.append(event)
            task.report(event)

        if project.why_read_only:
            unsaved = {
                row.cell_id: row
                for some in cut_missing(project, task=task.reporting_to(collect_problem))
                for row in some
            }
        else:
            store_crops(project, task=task.reporting_to(collect_problem))
    written = missing = n_others = 0

    def cells() -> Iterator[ExportedCell]:
        """Yield the cells of a few smears at a time, so that memory does not grow with the project."""
        nonlocal written, missing, n_others
        for start in range(0, len(smears), _SMEARS_AT_ONCE):
            some = list(smears)[start : start + _SMEARS_AT_ONCE]
            task.raise_if_stopped()
            task.report(Progress(written + missing, total))
            labelled = queries.labelled_cells(project.store, smear_ids=some, shapes=True, viewpoint=viewpoint)
            crops: dict[int, CropRow] = {}
            if format in WITH_CROPS:
                ids = [item.cell.id for item in labelled]
                stored = queries.crops(project.store, cell_ids=ids, recipe_hash=DEFAULT_RECIPE.hash)
                # a crop of a previous circle may show another cell
                circles = {item.cell.id: item.cell.circle for item in labelled}
                crops = {i: row for i, row in (stored | unsaved).items() if circles.get(i) == row.circle}
            for item in labelled:
                crop, info = crops.get(item.cell.id), smears[item.smear_id]
                if crop is None and format in WITH_CROPS:
                    missing += 1
                    continue
                written += 1
                yield ExportedCell(
                    cell_id=item.cell.id,
                    image=info.name,
                    specimen=item.specimen,
                    circle=item.cell.circle,
                    code=item.code,
                    reader=project.reader,
                    png=None if crop is None else crop.png,
                    um_per_px=info.um_per_px,
                    shape=item.cell.shape,
                )
            for other in _other_objects(project, [smears[i] for i in some if all_kinds]):
                n_others += 1
                yield other
        if not written + n_others:
            raise RbcDeskError(Phrase.of(problems[0].message) if problems else Phrase("No crop could be created."))

    has_scale = any(info.um_per_px for info in smears.values())
    write(folder, cells(), sized=has_scale, kinds=all_kinds)
    notes = []
    if format not in WITH_CROPS and not has_scale:
        notes.append(Phrase("The table has no column diameter_um because no smear is calibrated."))
    return Exported(written, missing, tuple(problems), tuple(notes), n_others)


def _smears_to_write(project: Project, *, format: str, all_kinds: bool) -> dict[int, SmearInfo]:
    """By id. Raises SettingsError, NotEnoughDataError as `export` does."""
    from rbc_desk.store import queries

    if all_kinds and format in WITH_CROPS:
        words = Phrase("The format {name} holds labelled red cells only.", name=format)
        raise SettingsError(words, hint="Export other objects as csv.")
    every = queries.smears(project.store, viewpoint=project.viewpoint.own_labels())
    labelled = {info.id: info for info in every if info.n_labelled}
    if not labelled and not (all_kinds and any(_other_objects(project, every))):
        raise NotEnoughDataError(
            "No cell is labelled, so there is nothing to export.", hint="Label some cells first."
        )
    return {info.id: info for info in every} if all_kinds else labelled


def _other_objects(project: Project, smears: Iterable[SmearInfo]) -> Iterator[ExportedCell]:
    for info in smears:
        for cell in other_objects(project, smear_id=info.id):
            yield ExportedCell(
                cell_id=cell.id,
                image=info.name,
                specimen=info.specimen,
                circle=cell.circle,
                code="",
                reader=project.reader,
                png=None,
                um_per_px=info.um_per_px,
                shape=cell.shape,
                kind=cell.kind,
            )
