"""The names of kinds of objects in data sets of other programs."""

from __future__ import annotations

from rbc_desk.core.cells.cell import CellKind

UNLABELLED = "RBC"
"""The name of red cells without a class in formats where each object needs one."""
NAMES = {CellKind.WHITE: "white cell", CellKind.PLATELET: "platelet", CellKind.ARTEFACT: "artefact"}
"""The names of other objects in exports."""

_UNLABELLED = frozenset({"rbc", "red blood cell", "red cell", "cell"})
_NOT_RED = {
    "wbc": CellKind.WHITE,
    "white cell": CellKind.WHITE,
    "white blood cell": CellKind.WHITE,
    "leukocyte": CellKind.WHITE,
    "leucocyte": CellKind.WHITE,
    "platelets": CellKind.PLATELET,
    "platelet": CellKind.PLATELET,
    "thrombocyte": CellKind.PLATELET,
    "artefact": CellKind.ARTEFACT,
    "artifact": CellKind.ARTEFACT,
}


def kind_named(name: str) -> CellKind:
    """Return the kind of object that a class name means; a name without a kind means a red cell."""
    return _NOT_RED.get(name.strip().casefold(), CellKind.RED)


def means_no_class(name: str) -> bool:
    """Whether a class name says only that an object is a red cell."""
    return not name or name.casefold() in _UNLABELLED


def name_of(code: str, kind: CellKind) -> str:
    """The name under which a cell is exported."""
    return NAMES.get(kind) or code or UNLABELLED
