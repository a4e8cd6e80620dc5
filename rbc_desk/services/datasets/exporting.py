"""Exports a reader's labels and crops for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.errors import NotEnoughDataError, RbcDeskError
from rbc_desk.core.events import Event, Trouble
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.datasets.crops import cut_missing, store_crops
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library

if TYPE_CHECKING:
    from rbc_desk.store.rows import CropRow


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
    labelled = queries.labelled_cells(project.store, reader=project.reader, blinded=project.blinded)
    if not labelled:
        raise NotEnoughDataError(
            "No cell is labelled, so there is nothing to export.", hint="Label some cells first."
        )
    crops = {}
    troubles: list[Trouble] = []
    if format in WITH_CROPS:

        def heard(event: Event) -> None:
            if isinstance(event, Trouble):
                troubles.append(event)
            task.report(event)

        cut: list[CropRow] = []
        if project.why_read_only:
            cut = [row for some in cut_missing(project, task=task.reporting_to(heard)) for row in some]
        else:
            store_crops(project, task=task.reporting_to(heard))
        circles = {item.cell.id: item.cell.circle for item in labelled}
        stored = queries.crops(project.store, cell_ids=list(circles), recipe_hash=DEFAULT_RECIPE.hash)
        # one that was cut from a previous circle may show another cell
        crops = {cell_id: row for cell_id, row in stored.items() if row.circle == circles[cell_id]}
        crops |= {row.cell_id: row for row in cut}
    smears = {info.id: info for info in library.smears(project)}
    cells = [
        ExportedCell(
            cell_id=item.cell.id,
            image=smears[item.smear_id].name,
            specimen=item.specimen,
            circle=item.cell.circle,
            code=item.code,
            reader=project.reader,
            png=crops[item.cell.id].png if item.cell.id in crops else None,
            um_per_px=smears[item.smear_id].um_per_px,
            shape=item.cell.shape,
        )
        for item in labelled
    ]
    missing = sum(cell.png is None for cell in cells) if format in WITH_CROPS else 0
    if missing == len(cells):
        raise RbcDeskError(Phrase.of(troubles[0].message) if troubles else Phrase("No crop could be made."))
    write(folder, cells)
    notes = []
    if format not in WITH_CROPS and not any(cell.um_per_px for cell in cells):
        notes.append(Phrase("The table has no column diameter_um because no smear is calibrated."))
    return Exported(len(cells) - missing, missing, tuple(troubles), tuple(notes))
