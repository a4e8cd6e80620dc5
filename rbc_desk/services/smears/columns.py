"""The columns of the table of smears."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import NamedTuple

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.counting.field_fitness import UNCHECKED, FieldFitness
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.columns import ReportColumn
from rbc_desk.services.smears.quality import SmearQuality


class SmearRow(NamedTuple):
    """A smear with the quality of its field, once it is measured."""

    info: SmearInfo
    field: SmearQuality | None


def state_text(info: SmearInfo) -> Phrase:
    """The state of a smear's review, as the table shows it."""
    if not info.counted:
        return Phrase("counting the cells…")
    if info.n_cells == 0:
        return Phrase("cells not found yet")
    if info.n_proposed:
        return Phrase("{n} to review", n=info.n_proposed)
    if info.n_labelled < info.n_cells:
        return Phrase("{n} to label", n=info.n_cells - info.n_labelled)
    return Phrase("done")


def fitness_of(info: SmearInfo, field: SmearQuality) -> FieldFitness:
    """Whether the cells of a smear are counted."""
    return FieldFitness(field.unfit, overruled_by=info.overruled_by or "")


def tip_texts(info: SmearInfo, field: SmearQuality) -> list[str]:
    """What there is to know of the quality of a smear: what is done with it, advice, and what was not checked."""
    note = fitness_of(info, field).note
    return [*([note] if note else []), field.advice, UNCHECKED]


def _field_text(row: SmearRow) -> Phrase:
    field = row.field
    if field is None:
        return Phrase("…")
    fitness = fitness_of(row.info, field)
    if fitness.left_out:
        return Phrase.of(fitness.note)
    if fitness.faults:
        return Phrase("{reason}, counted", reason=fitness.reason)
    return Phrase.joined(", ", field.faults) if field.faults else Phrase("good")


def _count_text(n: int | None) -> str:
    return "…" if n is None else str(n)


def _counts(name: str, title: Phrase, count: Callable[[SmearInfo], int]) -> ReportColumn[SmearRow]:
    """A column of counts, which are None until the smear is counted."""
    return ReportColumn(
        name, title, lambda row: count(row.info) if row.info.counted else None, text=_count_text, is_number=True
    )


SMEAR_COLUMNS: tuple[ReportColumn[SmearRow], ...] = (
    ReportColumn("smear", Phrase("Smear"), attrgetter("info.name")),
    ReportColumn(
        "size",
        Phrase("Size"),
        lambda row: (row.info.width, row.info.height),
        text=lambda size: f"{size[0]} × {size[1]}",
        is_number=True,
    ),
    ReportColumn(
        "um_per_px",
        "µm/px",
        attrgetter("info.um_per_px"),
        text=lambda scale: f"{scale:.3f}" if scale else "–",
        is_number=True,
    ),
    ReportColumn("specimen", Phrase("Specimen"), attrgetter("info.specimen")),
    ReportColumn("quality", Phrase("Quality"), lambda row: row, text=_field_text),
    _counts("cells", Phrase("Cells"), attrgetter("n_cells")),
    _counts("labelled", Phrase("Labelled"), attrgetter("n_labelled")),
    _counts("white_cells", Phrase("White cells"), attrgetter("n_white")),
    _counts("platelets", Phrase("Platelets"), attrgetter("n_platelets")),
    ReportColumn("state", Phrase("State"), attrgetter("info"), text=state_text),
)
