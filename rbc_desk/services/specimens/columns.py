"""The columns of the worklist, in the window and in files."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.specimens import SEXES, SPECIES, SpecimenState
from rbc_desk.core.tables.columns import ReportColumn
from rbc_desk.services.specimens.editing import TITLES
from rbc_desk.services.specimens.worklist import WorklistRow

STATES: Mapping[SpecimenState, Phrase] = {
    SpecimenState.NEW: Phrase("New"),
    SpecimenState.SORTED: Phrase("Sorted"),
    SpecimenState.REVIEWED: Phrase("Reviewed"),
    SpecimenState.SIGNED: Phrase("Signed"),
}
SPECIES_NAMES: Mapping[str, Phrase] = dict(
    zip(
        SPECIES,
        (
            Phrase("dog"),
            Phrase("cat"),
            Phrase("horse"),
            Phrase("human"),
            Phrase("cow"),
            Phrase("sheep"),
            Phrase("goat"),
            Phrase("pig"),
            Phrase("rabbit"),
        ),
        strict=True,
    )
)


def species_text(species: str) -> Phrase:
    """A species as displayed: those that are offered have a name in each language, others stay as entered."""
    return SPECIES_NAMES.get(species, Phrase("{name}", name=species))


SEX_NAMES: Mapping[str, Phrase] = dict(
    zip(
        SEXES,
        (Phrase("female"), Phrase("female, spayed"), Phrase("male"), Phrase("male, neutered")),
        strict=True,
    )
)


def share_text(share: float | None) -> str:
    """A share in whole percent; 100 % only where nothing is missing."""
    return "" if share is None else f"{int(100 * share)} %"


def _count(n: int | None) -> str:
    return "…" if n is None else str(n) if n else ""


WORKLIST_COLUMNS: tuple[ReportColumn[WorklistRow], ...] = (
    ReportColumn("code", Phrase("Specimen"), attrgetter("specimen.code")),
    ReportColumn("patient", TITLES["patient"], attrgetter("specimen.patient")),
    ReportColumn("species", TITLES["species"], attrgetter("specimen.species"), text=species_text),
    ReportColumn("state", Phrase("State"), attrgetter("state"), text=lambda state: STATES[state]),
    ReportColumn("fields", Phrase("Fields"), lambda row: len(row.smears), text=_count, is_number=True),
    ReportColumn(
        "cells", Phrase("Cells"), lambda row: row.n_cells if row.counted else None, text=_count, is_number=True
    ),
    ReportColumn(
        "reviewed_share",
        Phrase("Reviewed"),
        lambda row: row.reviewed_share if row.counted else None,
        text=share_text,
        in_csv=lambda share: None if share is None else round(share, 4),
        in_json=lambda share: None if share is None else round(share, 4),
        is_number=True,
    ),
    ReportColumn("date", Phrase("Date"), attrgetter("date")),
)
"""The columns of the table in the window."""

FILE_COLUMNS: tuple[ReportColumn[WorklistRow], ...] = (
    *WORKLIST_COLUMNS,
    ReportColumn("labelled", Phrase("Labelled"), attrgetter("n_labelled"), is_number=True),
    *(
        ReportColumn(name, TITLES[name], attrgetter(f"specimen.{name}"))
        for name in ("breed", "age", "sex", "vet", "collected_on", "stain", "objective", "comment")
    ),
    ReportColumn("reviewed_at", Phrase("Reviewed at"), attrgetter("specimen.reviewed_at")),
    ReportColumn("reviewed_by", Phrase("Reviewed by"), attrgetter("specimen.reviewed_by")),
)
"""The columns of CSV and JSON."""

FIELD_COLUMNS: tuple[ReportColumn[SmearInfo], ...] = (
    ReportColumn("field", Phrase("Field"), attrgetter("name")),
    ReportColumn("cells", Phrase("Cells"), attrgetter("n_cells"), is_number=True),
    ReportColumn("labelled", Phrase("Labelled"), attrgetter("n_labelled"), is_number=True),
    ReportColumn("to_review", Phrase("To review"), attrgetter("n_proposed"), is_number=True),
)
"""The columns of the fields of one specimen, whose cells are counted."""
