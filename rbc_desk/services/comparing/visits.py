"""Compares the visits of one animal or patient over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rbc_desk.core.counting.differential import ClassShare, Differential
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.specimens import Specimen
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.models.differential import differential
from rbc_desk.services.project.project import Project
from rbc_desk.services.reports.blocks import (
    Block,
    Chart,
    Figure,
    FigureRow,
    Heading,
    Page,
    Paragraph,
    Series,
    Table,
)
from rbc_desk.services.specimens import editing

_NORMAL = "normal"
_MOST_CURVES = 6


@dataclass(frozen=True, slots=True)
class Visit:
    """A specimen of the patient with its differential."""

    specimen: Specimen
    found: Differential

    @property
    def name(self) -> str:
        return self.specimen.collected_on or self.specimen.code


def visits_of(project: Project, *, patient: str, task: Task = SILENT) -> tuple[Visit, ...]:
    """The specimens of a patient (its code) with their differentials, oldest first; those without a date at the end.

    Raises CancelledError.
    """
    from rbc_desk.store import queries

    own = [one for one in queries.specimens(project.store) if one.patient == patient]
    own.sort(key=lambda one: (not one.collected_on, one.collected_on, one.id))
    visits = []
    for specimen in own:
        task.raise_if_stopped()
        smears = editing.smear_ids(project, specimen_id=specimen.id)
        visits.append(Visit(specimen, differential(project, smear_ids=smears)))
    return tuple(visits)


def visits_page(patient: str, visits: Sequence[Visit]) -> Page:
    """The visits side by side: percent of each class with its interval, and curves of the abnormal ones."""
    title = Phrase("Visits of {patient}", patient=patient)
    blocks: list[Block] = [Heading(title, 1)]
    counted = [one for one in visits if one.found.n_classified]
    if not counted:
        blocks.append(Paragraph(Phrase("No visit has classified cells yet."), "note"))
        return Page(title, blocks)
    rows = _rows(counted)
    head = [Phrase("Percent of the red cells"), *(one.name for one in counted)]
    table = [
        [shares[0].name, *(_percent(share, one.found) for share, one in zip(shares, counted, strict=True))]
        for shares in rows
    ]
    table.append([Phrase("Red cells"), *(str(one.found.n_red) for one in counted)])
    table.append([Phrase("Confirmed"), *(str(one.found.n_confirmed) for one in counted)])
    colours = [*(shares[0].colour for shares in rows), "", ""]
    blocks.append(Table(head, table, row_colours=colours))
    if len(counted) > 1:
        blocks.append(
            Paragraph(Phrase("In brackets: 95 % interval. Changes within the intervals may be chance."), "note")
        )
        blocks.append(FigureRow([_curves(counted, rows)]))
    notes = dict.fromkeys(one.found.unmeasured_note for one in counted)
    blocks += [Paragraph(note, "note") for note in notes if note]
    return Page(title, blocks)


def _rows(visits: Sequence[Visit]) -> list[list[ClassShare]]:
    """The classes that any visit has, each with its share at every visit; the most common first, normal last."""
    codes = dict.fromkeys(row.code for one in visits for row in one.found.rows if row.count)
    rows = [[_share(one.found, code, visits) for one in visits] for code in codes]
    return sorted(rows, key=lambda shares: (shares[0].code == _NORMAL, -max(share.share for share in shares)))


def _share(found: Differential, code: str, visits: Sequence[Visit]) -> ClassShare:
    own = found.row(code)
    if own is not None:
        return own
    other = next(row for one in visits if (row := one.found.row(code)) is not None)
    return ClassShare(code, other.name, other.colour, other.letters, 0, 0, 0, 0.0, 0.0, 0.0, 0.0)


def _percent(share: ClassShare, found: Differential) -> str:
    if not found.has_intervals:
        return f"{share.percent:.1f}"
    return f"{share.percent:.1f} ({100 * share.low:.1f} – {100 * share.high:.1f})"


def _curves(visits: Sequence[Visit], rows: Sequence[Sequence[ClassShare]]) -> Figure:
    days = [_day(one.specimen) for one in visits]
    by_day = all(day is not None for day in days)
    first = min((day for day in days if day is not None), default=0)
    places = [float(day - first) if by_day and day is not None else float(i + 1) for i, day in enumerate(days)]
    series = []
    for shares in [shares for shares in rows if shares[0].code != _NORMAL][:_MOST_CURVES]:
        points = tuple((x, share.percent) for x, share in zip(places, shares, strict=True))
        whiskers = tuple(
            (100 * share.low, 100 * share.high) if one.found.has_intervals else None
            for share, one in zip(shares, visits, strict=True)
        )
        series.append(Series(shares[0].name, points, marks=True, whiskers=whiskers, colour=shares[0].colour))
    label = Phrase("days since the first visit") if by_day else Phrase("visit")
    caption = Phrase("Abnormal cells over time")
    return Figure(caption, Chart(series, caption, label, Phrase("percent of the red cells")))


def _day(specimen: Specimen) -> int | None:
    try:
        return date.fromisoformat(specimen.collected_on).toordinal()
    except ValueError:
        return None
