"""A scale as text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rbc_desk.core.cells.cell import ScaleSource


def source_text(source: str | None) -> str:
    """The source of a scale, as text to follow it."""
    tr = QCoreApplication.translate
    return (
        {
            ScaleSource.FILE: tr("CalibrationCard", "from the file"),
            ScaleSource.LINE: tr("CalibrationCard", "from a measured length"),
            ScaleSource.SPECIES: tr("CalibrationCard", "from the cells' mean diameter"),
            ScaleSource.TYPED: tr("CalibrationCard", "entered by hand"),
        }.get(ScaleSource(source), "")
        if source
        else ""
    )
