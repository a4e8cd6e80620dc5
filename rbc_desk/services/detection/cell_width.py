"""The width of a typical cell: what is expected from the scale, and what a person set for a specimen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.history.changes import ChangeSet, Entity
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.project.project import Project

POSSIBLE_PX = (8.0, 1000.0)
"""The widths of a typical cell that detectors accept."""

_POSSIBLE_UM = (5.5, 9.0)  # of a typical red cell of any species
_OF_MEAN = (0.78, 1.28)  # of a species' mean diameter: smears and microscopes differ


@dataclass(frozen=True, slots=True)
class CellWidth:
    """The width of a typical cell on a smear: `set_px` was set by a person for its specimen (None: not set).

    `uncertain`: it was not set, and the latest detection was uncertain of it or did not take the image for a smear.
    """

    set_px: float | None
    uncertain: bool


def of_smear(project: Project, *, smear_id: int) -> CellWidth:
    from rbc_desk.store import queries

    width = queries.cell_widths(project.store, smear_ids=[smear_id]).get(smear_id)
    return CellWidth(width, width is None and queries.is_width_uncertain(project.store, smear_id=smear_id))


def expected_px(um_per_px: float | None, *, mean_um: float | None = None) -> tuple[float, float] | None:
    """The range of a typical red cell's width in pixels, from the scale and the species' mean diameter, if known."""
    if not um_per_px:
        return None
    least, most = (mean_um * part for part in _OF_MEAN) if mean_um else _POSSIBLE_UM
    return least / um_per_px, most / um_per_px


def with_width(
    detector: str, params: Mapping[str, Any] | None, *, set_px: float | None, expected: tuple[float, float] | None
) -> dict[str, Any]:
    """The parameters of a detector with the width set for the specimen, else with the expected range.

    A width in `params` stays. A person who set the width saw cells on the image, so that any image is searched.
    """
    from rbc_desk.imaging.detect import DETECTORS

    fields = DETECTORS[detector].params.model_fields
    values = dict(params or {})
    if "diameter_px" not in fields or values.get("diameter_px"):
        return values
    if set_px is not None:
        values |= {"diameter_px": set_px} | ({"any_picture": True} if "any_picture" in fields else {})
    elif expected is not None and "expected_px" in fields:
        values["expected_px"] = expected
    return values


def set_width(project: Project, *, smear_id: int, width_px: float | None) -> ChangeSet:
    """Set the width of a typical cell for the specimen of a smear (None removes it) in one step that can be undone.

    Raises SettingsError where no cell can be so wide.
    """
    from rbc_desk.store import queries

    least, most = POSSIBLE_PX
    if width_px is not None and not least <= width_px <= most:
        raise SettingsError(
            Phrase("A cell cannot be {n:.0f} pixels wide.", n=width_px),
            hint=Phrase(
                "Drag from edge to edge of one cell: {least:.0f} to {most:.0f} pixels.", least=least, most=most
            ),
        )
    op = Phrase("Remove cell size") if width_px is None else Phrase("Set cell size to {n:.0f} px", n=width_px)
    with project.store.transact(op, reader=project.reader) as tx:
        tx.update(Entity.SPECIMEN, queries.specimen_of(project.store, smear_id=smear_id), {"cell_width_px": width_px})
    return tx.changeset
