"""Counts of white cells and platelets as text."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from rbc_desk.core.cells.cell import SmearInfo


def per_smear_text(smears: Iterable[SmearInfo]) -> str:
    """The white cells and platelets of the smears that are counted, in all and on average, a line each."""
    counted = [smear for smear in smears if smear.counted]
    if not counted:
        return ""
    tr = QCoreApplication.translate
    lines = (
        (tr("ObjectCounts", "White cells: {n} on {smears}, {mean} per smear"), sum(s.n_white for s in counted)),
        (tr("ObjectCounts", "Platelets: {n} on {smears}, {mean} per smear"), sum(s.n_platelets for s in counted)),
    )
    of = tr("ObjectCounts", "%n smear(s)", "", len(counted))
    return "\n".join(line.format(n=n, smears=of, mean=f"{n / len(counted):.1f}") for line, n in lines)
