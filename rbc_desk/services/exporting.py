"""The reader's labels and crops handed to other programs."""

from __future__ import annotations

from pathlib import Path

from rbc_desk.core.control import Reporter, StopToken, silent
from rbc_desk.core.errors import NotEnoughDataError
from rbc_desk.services import datasets, library
from rbc_desk.services.project import Project


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
    from rbc_desk.learn.predict import Predictor

    graph, difference = Predictor(bundle, device="cpu").onnx()
    file = output if output.suffix == ".onnx" else output / f"{bundle.name}.onnx"
    write_bytes(file, graph)
    return file, difference


def import_choices() -> tuple[tuple[str, str], ...]:
    """Every import format with its one-line summary."""
    from rbc_desk.store.exchange import IMPORTERS

    return tuple((entry.name, entry.summary) for entry in IMPORTERS)


def export(
    project: Project, *, format: str, folder: Path, report: Reporter = silent, stop: StopToken | None = None
) -> int:
    """Write every labelled cell of this reader in `format` into `folder`; return how many.

    Raises UnknownNameError, NotEnoughDataError where nothing is labelled, StorageError.
    """
    from rbc_desk.imaging.crop import DEFAULT_RECIPE
    from rbc_desk.store import queries
    from rbc_desk.store.exchange import EXPORTERS, WITH_CROPS, ExportedCell

    write = EXPORTERS[format].make()
    labelled = queries.labelled_cells(project.store, reader=project.reader, blinded=project.blinded)
    if not labelled:
        raise NotEnoughDataError("There is nothing to export: no cell is labelled.", hint="Label some cells first.")
    crops = {}
    if format in WITH_CROPS:
        datasets.store_crops(project, report=report, stop=stop)
        ids = [item.cell.id for item in labelled]
        crops = queries.crops(project.store, cell_ids=ids, recipe_hash=DEFAULT_RECIPE.hash)
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
    write(folder, cells)
    return len(cells)
