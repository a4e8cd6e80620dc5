"""Fills the counting sheet of a specimen from the labels of its fields."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rbc_desk.core.counting.counting_sheet import CountingSheet, FieldState, SheetField, SheetLine
from rbc_desk.core.counting.differential import Differential, FieldTally
from rbc_desk.core.counting.findings import presence_findings
from rbc_desk.core.counting.grading import Grade
from rbc_desk.core.counting.rule_sets import RuleSet
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.specimens import Specimen
from rbc_desk.core.tables.columns import ReportColumn, csv_table, json_row, lines, unchanged
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.grading.rule_set_files import rules_title
from rbc_desk.services.models.differential import ModelFacts, estimated, tally_of
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import fitness, library
from rbc_desk.services.specimen_report.grades import ReportGrades, grades_of, unchecked_note
from rbc_desk.services.specimens import editing

FIELDS_WANTED, CELLS_WANTED = 10, 1000
"""What is asked for where no rule set can be used."""

STATES: Mapping[FieldState, Phrase] = {
    FieldState.EMPTY: Phrase("no red cells"),
    FieldState.OPEN: Phrase("not read"),
    FieldState.STARTED: Phrase("started"),
    FieldState.READ: Phrase("read"),
    FieldState.LEFT_OUT: Phrase("left out"),
}


def counting_sheet(
    project: Project,
    *,
    specimen: Specimen,
    rules: str = "",
    known: Mapping[int, FieldTally] | None = None,
    task: Task = SILENT,
) -> tuple[CountingSheet, Mapping[int, FieldTally]]:
    """The sheet of a specimen as this reader sees its cells, and the tallies of its fields by smear.

    `rules`: the key of a rule set, "" for the default of the species. `known`: tallies that still hold, which are not
    read again. Use a job. Raises CancelledError, UnknownNameError, SettingsError.
    """
    tallies = {}
    for smear_id in editing.smear_ids(project, specimen_id=specimen.id):
        task.raise_if_stopped()
        found = (known or {}).get(smear_id)
        tallies[smear_id] = found if found is not None else tally_of(project, smear_id=smear_id)
    ratings = fitness.rated(
        project, smears=[library.known_smear(project, smear_id=smear_id) for smear_id in tallies], task=task
    )
    reasons = {i: one.reason if one.left_out else "" for i, one in ratings.items()}
    fields = tuple(SheetField.of(one, left_out=reasons[i]) for i, one in tallies.items())
    read = {one.smear_id for one in fields if one.state is FieldState.READ}
    counted = estimated(
        [one for one in tallies.values() if one.smear_id in read], classes=project.class_set(), model=ModelFacts()
    )
    if not counted.rows:
        counted = estimated([FieldTally(0, "")], classes=project.class_set(), model=ModelFacts())
    grades = grades_of(project, counted, species=specimen.species_key, key=rules, presence=specimen.presence)
    own = grades.rules if grades is not None else None
    sheet = CountingSheet(
        specimen.code,
        fields,
        tuple(_lines(counted, specimen, grades)),
        own.min_fields if own is not None else FIELDS_WANTED,
        own.min_cells if own is not None else CELLS_WANTED,
        rules=rules_title(own) if own is not None else "",
        rules_note=unchecked_note(own) if own is not None else "",
        referred=grades.referred if grades is not None else (),
    )
    return sheet, tallies


def _lines(counted: Differential, specimen: Specimen, grades: ReportGrades | None) -> Iterator[SheetLine]:
    n_red = counted.n_red
    for row in counted.rows:
        own = grades.of_class(row.code) if grades is not None and n_red else None
        yield SheetLine(
            row.code,
            row.name,
            row.colour,
            row.count,
            100 * row.share if n_red else None,
            100 * row.low if n_red else None,
            100 * row.high if n_red else None,
            own,
            own.word if own is not None else "",
            grades.standing_of(own) if grades is not None and own is not None else "",
        )
    if grades is None:
        return
    if n_red:
        yield from (_sum_line(one, grades) for one in grades.all_sums)
    yield from _presence(specimen, grades.rules)


def _sum_line(grade: Grade, grades: ReportGrades) -> SheetLine:
    per_percent = grades.rules.in_unit(0.01)
    percent, low, high = (None if one is None else one / per_percent for one in (grade.value, grade.low, grade.high))
    return SheetLine(
        grade.finding,
        grade.name,
        count=round(grade.count),
        percent=percent,
        low=low,
        high=high,
        grade=grade,
        word=grade.word,
        standing=grades.standing_of(grade),
    )


def _presence(specimen: Specimen, rules: RuleSet) -> Iterator[SheetLine]:
    for finding in presence_findings():
        said = specimen.presence.get(finding.key)
        if said is not None:
            word = Phrase("present") if said else Phrase("not present")
            yield SheetLine(finding.key, finding.name, word=word)
        elif rules.rule_for(finding.key) is not None:
            yield SheetLine(finding.key, finding.name, standing=Phrase("Not assessed yet."))


def _one_digit(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _rounded(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _whole(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _interval(line: SheetLine) -> str:
    return "" if line.low is None or line.high is None else f"{line.low:.1f} – {line.high:.1f}"


LINE_COLUMNS: Sequence[ReportColumn[SheetLine]] = (
    ReportColumn.in_files("code", lambda line: line.code),
    ReportColumn("name", Phrase("Class"), lambda line: line.name, text=unchanged),
    ReportColumn("cells", Phrase("Cells"), lambda line: line.count, text=_whole, is_number=True),
    ReportColumn(
        "percent", Phrase("Percent"), lambda line: line.percent, text=_one_digit, in_csv=_rounded, is_number=True
    ),
    ReportColumn.in_files("low", lambda line: line.low, in_csv=_rounded),
    ReportColumn.in_files("high", lambda line: line.high, in_csv=_rounded),
    ReportColumn("interval", Phrase("95 % interval"), _interval, is_number=True),
    ReportColumn("grade", Phrase("Grade so far"), lambda line: line.word, text=unchanged),
    ReportColumn.in_files("certain", lambda line: line.is_certain),
    ReportColumn("standing", Phrase("Still needed"), lambda line: line.standing, text=unchanged),
)
"""The lines of a sheet, for the window, files and the command line."""
SHOWN_COLUMNS = tuple(column for column in LINE_COLUMNS if column.title)
_FILE_COLUMNS = tuple(column for column in LINE_COLUMNS if column.name != "interval")


def field_columns(sheet: CountingSheet) -> tuple[ReportColumn[SheetField], ...]:
    """The fields of a sheet: name, state, cells, and a column for each class that was counted or has a name.

    Where fields are left out, a column says why.
    """
    why: ReportColumn[SheetField] = ReportColumn(
        "left_out", Phrase("Left out because"), lambda one: one.left_out, text=unchanged
    )
    return (
        ReportColumn("field", Phrase("Field"), lambda one: one.name),
        ReportColumn("state", Phrase("State"), lambda one: one.state, text=lambda state: STATES[state]),
        *((why,) if any(one.left_out for one in sheet.fields) else ()),
        ReportColumn("cells", Phrase("Cells"), lambda one: one.n_labelled, text=_whole, is_number=True),
        ReportColumn("left", Phrase("To read"), lambda one: one.n_left, text=_whole, is_number=True),
        *(_of_class(line) for line in sheet.lines if line.colour),
    )


def _of_class(line: SheetLine) -> ReportColumn[SheetField]:
    return ReportColumn(line.code, line.name, lambda one: one.counts.get(line.code, 0), text=_whole, is_number=True)


def _of_field(one: SheetField) -> ReportColumn[SheetLine]:
    return ReportColumn.in_files(one.name, lambda line: one.counts.get(line.code, 0) if line.colour else None)


def sheet_csv(sheet: CountingSheet) -> str:
    """The sheet as one table: a row for each line, and a column for each field that is read."""
    return csv_table([*_FILE_COLUMNS, *map(_of_field, sheet.read)], sheet.lines)


def sheet_json(sheet: CountingSheet) -> str:
    """The sheet as JSON text."""
    return json.dumps(sheet_figures(sheet), indent=1, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[CountingSheet], str]] = {".csv": sheet_csv, ".json": sheet_json}
"""How a sheet is written, by the suffix of the file."""


def write_sheet(sheet: CountingSheet, path: Path) -> None:
    """Write the sheet in the format of the file's suffix, CSV for an unknown one. Raises StorageError."""
    write_text(path, FORMATS.get(path.suffix.lower(), sheet_csv)(sheet))


def sheet_figures(sheet: CountingSheet) -> dict[str, Any]:
    """The sheet as JSON values."""
    return {
        "specimen": sheet.specimen,
        "verdict": sheet.verdict,
        "enough": sheet.is_enough,
        "fields": {"read": sheet.n_fields, "wanted": sheet.fields_wanted, "all": len(sheet.fields)},
        "cells": {"counted": sheet.n_cells, "wanted": sheet.cells_wanted},
        "rules": sheet.rules,
        "rules_note": sheet.rules_note,
        "referred": list(sheet.referred),
        "lines": [json_row(_FILE_COLUMNS, line) for line in sheet.lines],
        "by_field": [json_row(field_columns(sheet), one) for one in sheet.fields],
    }


def sheet_lines(sheet: CountingSheet) -> Iterator[str]:
    """The sheet for a terminal, in English."""
    yield f"{sheet.specimen}: {sheet.verdict}"
    yield f"Fields read: {sheet.n_fields} of {sheet.fields_wanted}. Cells: {sheet.n_cells} of {sheet.cells_wanted}."
    yield (
        f"Grades by {sheet.rules}. {sheet.rules_note}".strip() if sheet.rules else "No rule set grades this species."
    )
    yield ""
    yield from lines(SHOWN_COLUMNS, sheet.lines)
    yield from sheet.referred
    yield ""
    yield from lines(field_columns(sheet), sheet.fields)
