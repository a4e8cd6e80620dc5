"""The names of the kinds of objects in the interface's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rbc_desk.core.cells.cell import CellKind


def kind_name(kind: CellKind) -> str:
    """The name of one object of a kind."""
    tr = QCoreApplication.translate
    return {
        CellKind.RED: tr("CellKind", "Red cell"),
        CellKind.WHITE: tr("CellKind", "White cell"),
        CellKind.PLATELET: tr("CellKind", "Platelet"),
        CellKind.ARTEFACT: tr("CellKind", "Artefact"),
    }[kind]
