"""What is left to do on a smear. A batch keeps no other record, so that it goes on after it was killed."""

from __future__ import annotations

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.viewpoint import EVERYBODY
from rbc_desk.services.batch.worker import KnownSmear
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import cell_width
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library


def left_to_do(project: Project, *, smear_id: int, model_id: int) -> KnownSmear | None:
    """What is to be read on a smear: all of it, or its known cells; None where nothing is left.

    It is done when its cells were searched for, or are there from elsewhere, and every one that is not rejected has
    a prediction of the model. The model is the active one. Raises UnknownNameError.
    """
    from rbc_desk.store import queries

    store = project.store
    info = library.smear(project, smear_id=smear_id)
    cells = [cell for cell in labelling.cells(project, smear_id=smear_id) if cell.state is not CellState.REJECTED]
    if all(cell.prediction is not None and cell.prediction.model_id == model_id for cell in cells) and (
        cells
        or queries.is_found_empty(store, smear_id=smear_id)
        or queries.objects(store, smear_id=smear_id, viewpoint=EVERYBODY)
    ):
        return None
    return KnownSmear(
        info.sha256,
        info.um_per_px,
        info.typical_diameter_px,
        info.sample_bits,
        cell_width.of_smear(project, smear_id=smear_id).set_px,
        tuple(cell.circle for cell in cells) if cells else None,
    )


def looks_like_no_smear(project: Project, *, smear_id: int) -> bool:
    """Whether the detector found no cells on a smear, because it did not take the image for one."""
    from rbc_desk.store import queries

    return not queries.objects(project.store, smear_id=smear_id, viewpoint=EVERYBODY) and queries.is_width_uncertain(
        project.store, smear_id=smear_id
    )
