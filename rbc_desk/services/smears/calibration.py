"""Sets the scale of smears (micrometres per pixel) from a line of known length, the cells, or a typed number."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from rbc_desk.core.cells.cell import ScaleSource
from rbc_desk.core.errors import NotEnoughDataError, RbcDeskError
from rbc_desk.core.history.changes import ChangeSet, Entity
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.project.project import Project, list_class_sets
from rbc_desk.services.smears import library
from rbc_desk.settings.paths import resource

CREDIBLE_UM_PER_PX = (0.005, 5.0)
"""No microscope shows red cells outside these scales, so another value is a typing error."""

FEW_CELLS = 20
"""With fewer cells their median is not reliable, and the smear's typical diameter is used."""


class Scope(StrEnum):
    """A set of smears: the current one, all of its specimen, all of the project."""

    SMEAR = "smear"
    SPECIMEN = "specimen"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Species:
    """A species and the mean diameter of its healthy red cells on a dried smear."""

    key: str
    name: str
    mean_diameter_um: float


@dataclass(frozen=True, slots=True)
class MeasuredDiameter:
    """The median diameter of `n_cells` cells, or for 0 cells the typical diameter measured at import."""

    diameter_px: float
    n_cells: int


def species(own: Mapping[str, float] | None = None) -> tuple[Species, ...]:
    """The known species; `own` replaces mean diameters (µm) by key, as the settings have them."""
    own = own or {}
    table = tomllib.loads(resource("species.toml").read_text("utf-8"))
    return tuple(
        Species(entry["key"], entry["name"], own.get(entry["key"], entry["mean_diameter_um"]))
        for entry in table["species"]
    )


def likely_species(project: Project) -> str:
    """The key of the species of the project's class set; the first species where it is unknown."""
    known = known_species(project)
    return known.key if known is not None else species()[0].key


def known_species(project: Project, *, own: Mapping[str, float] | None = None) -> Species | None:
    """The species of the project's class set, with the mean diameters of `species`; None where it is unknown."""
    table = tomllib.loads(resource("species.toml").read_text("utf-8"))["species"]
    name = project.class_set().name
    class_set = next((key for key, shipped in list_class_sets() if shipped.name == name), "")
    key = next((entry["key"] for entry in table if class_set in entry["class_sets"]), None)
    return next((one for one in species(own) if one.key == key), None)


def smears_in(project: Project, *, smear_id: int, scope: Scope) -> tuple[int, ...]:
    """The ids of the smears in `scope`, starting from this smear."""
    if scope is Scope.SMEAR:
        return (smear_id,)
    smears = library.smears(project)
    specimen = next((info.specimen for info in smears if info.id == smear_id), None)
    return tuple(info.id for info in smears if scope is Scope.PROJECT or info.specimen == specimen)


def measured_diameter(project: Project, *, smear_ids: Collection[int]) -> MeasuredDiameter:
    """The median diameter in pixels of the counted cells of smears with one scale.

    Cells cut off by the border are left out. Raises NotEnoughDataError where there is no smear.
    """
    from rbc_desk.store import queries

    sizes = queries.cell_sizes(project.store, smear_ids=smear_ids, viewpoint=project.viewpoint)
    if len(sizes) >= FEW_CELLS:
        return MeasuredDiameter(median(size.diameter_px for size in sizes), len(sizes))
    typical = [info.typical_diameter_px for info in library.smears(project) if info.id in smear_ids]
    if not typical:
        raise NotEnoughDataError("There are no smears to calibrate.", hint="Add smears first.")
    return MeasuredDiameter(median(typical), 0)


def by_line(*, length_px: float, length_um: float) -> float:
    """Micrometres per pixel from a line over a known length. Raises RbcDeskError where it is not plausible."""
    if not (length_px > 0 and length_um > 0):
        raise RbcDeskError("The line has no length.", hint="Draw it along the scale bar, from end to end.")
    return _credible(length_um / length_px)


def by_cells(measured: MeasuredDiameter, *, mean_diameter_um: float) -> float:
    """Micrometres per pixel from the species' mean cell diameter. Raises RbcDeskError where it is not plausible."""
    return _credible(mean_diameter_um / measured.diameter_px)


def set_scale(
    project: Project, *, smear_ids: Collection[int], um_per_px: float | None, source: ScaleSource
) -> ChangeSet:
    """Set the scale of smears (None removes it) in one step that can be undone. Raises RbcDeskError."""
    n = len(smear_ids)
    values = {"um_per_px": None, "scale_source": None}
    if um_per_px is not None:
        values = {"um_per_px": _credible(um_per_px), "scale_source": source}  # type: ignore[dict-item]
    if um_per_px is not None:
        op = Phrase("Calibrate 1 smear") if n == 1 else Phrase("Calibrate {n} smears", n=n)
    else:
        op = (
            Phrase("Remove the calibration of 1 smear")
            if n == 1
            else Phrase("Remove the calibration of {n} smears", n=n)
        )
    with project.store.transact(op, reader=project.reader) as tx:
        tx.update_many(Entity.SMEAR, dict.fromkeys(smear_ids, values))
    return tx.changeset


def _credible(um_per_px: float) -> float:
    low, high = CREDIBLE_UM_PER_PX
    if not low <= um_per_px <= high:
        raise RbcDeskError(
            Phrase("{scale:.4g} µm per pixel is not a plausible scale for a smear.", scale=um_per_px),
            hint=Phrase(
                "It must be between {low:g} and {high:g}. Check the length and its unit.", low=low, high=high
            ),
        )
    return um_per_px
