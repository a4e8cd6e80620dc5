"""Exports a reader's labels and crops for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.errors import NotEnoughDataError, RbcDeskError
from rbc_desk.core.events import Event, Progress, Trouble
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.datasets.crops import cut_missing, store_crops
from rbc_desk.services.project.project import Project

if TYPE_CHECKING:
    from rbc_desk.store.rows import CropRow


_SMEARS_AT_ONCE = 20
"""Some thousand cells: with their crops, of 30 kB each, they stay below a few hundred megabytes."""


def export_choices() -> tuple[tuple[str, str], ...]:
    """Every export format with its one-line summary."""
    from rbc_desk.store.exchange import EXPORTERS

    return tuple((entry.name, entry.summary) for entry in EXPORTERS)


def export_onnx(bundle: Path, output: Path) -> tuple[Path, float]:
    """Write a bundle as one ONNX file for other programs: `output`, or in it where it is no `.onnx`.

    Returns the file and the largest difference of a probability from our own. Raises BundleError, StorageError,
    RbcDeskError where the package `onnx` is missing or the file answers differently (then it is not written).
    """
    from rbc_desk.core.files import write_bytes
    from rbc_desk.learn.answer.predict import Predictor

    graph, difference = Predictor(bundle, device="cpu").onnx()
    file = output if output.suffix == ".onnx" else output / f"{bundle.name}.onnx"
    write_bytes(file, graph)
    return file, difference


def import_choices() -> tuple[tuple[str, str], ...]:
    """Every import format with its one-line summary."""
    from rbc_desk.store.exchange import IMPORTERS

    return tuple((entry.name, entry.summary) for entry in IMPORTERS)


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote. `missing` cells could not be written, as `troubles` explain; `notes` are no faults."""

    cells: int
    missing: int = 0
    troubles: tuple[Trouble, ...] = ()
    notes: tuple[str, ...] = ()


def export(project: Project, *, format: str, folder: Path, task: Task = SILENT) -> Exported:
    """Write every labelled cell of this reader in `format` into `folder`.

    A cell whose picture cannot be had is counted as missing, with its smear named, and the rest is written.

    Raises UnknownNameError, NotEnoughDataError where nothing is labelled, StorageError.
    """
    from rbc_desk.imaging.crop import DEFAULT_RECIPE
    from rbc_desk.store import queries
    from rbc_desk.store.exchange import EXPORTERS, WITH_CROPS, ExportedCell

    write = EXPORTERS.entry(format, besides=("onnx",)).make()
    viewpoint = project.viewpoint.own_labels()
    smears = {info.id: info for info in queries.smears(project.store, viewpoint=viewpoint) if info.n_labelled}
    total = sum(info.n_labelled for info in smears.values())
    if not total:
        raise NotEnoughDataError(
            "No cell is labelled, so there is nothing to export.", hint="Label some cells first."
        )
    cut: dict[int, CropRow] = {}
    troubles: list[Trouble] = []
    if format in WITH_CROPS:

        def heard(event: Event) -> None:
            if isinstance(event, Trouble):
                troubles.append(event)
            task.report(event)

        if project.why_read_only:
            cut = {row.cell_id: row for some in cut_missing(project, task=task.reporting_to(heard)) for row in some}
        else:
            store_crops(project, task=task.reporting_to(heard))
    written = missing = 0

    def cells() -> Iterator[ExportedCell]:
        """Some smears at a time, so that the memory does not grow with the project."""
        nonlocal written, missing
        for start in range(0, len(smears), _SMEARS_AT_ONCE):
            some = list(smears)[start : start + _SMEARS_AT_ONCE]
            task.raise_if_stopped()
            task.report(Progress(written + missing, total))
            labelled = queries.labelled_cells(project.store, smear_ids=some, shapes=True, viewpoint=viewpoint)
            crops: dict[int, CropRow] = {}
            if format in WITH_CROPS:
                ids = [item.cell.id for item in labelled]
                stored = queries.crops(project.store, cell_ids=ids, recipe_hash=DEFAULT_RECIPE.hash)
                # one that was cut from a previous circle may show another cell
                circles = {item.cell.id: item.cell.circle for item in labelled}
                crops = {i: row for i, row in (stored | cut).items() if circles.get(i) == row.circle}
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
        if not written:
            raise RbcDeskError(Phrase.of(troubles[0].message) if troubles else Phrase("No crop could be made."))

    sized = any(info.um_per_px for info in smears.values())
    write(folder, cells(), sized=sized)
    notes = []
    if format not in WITH_CROPS and not sized:
        notes.append(Phrase("The table has no column diameter_um because no smear is calibrated."))
    return Exported(written, missing, tuple(troubles), tuple(notes))
