"""The summary of a batch: a line for each image, as CSV and as a page that links the reports."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from rbc_desk.core.errors import storage_error
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.files.images import natural_key
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.report_language import ENGLISH, ReportLanguage
from rbc_desk.core.tables.columns import ReportColumn, csv_table, rows_of_csv
from rbc_desk.services.reports.blocks import Facts, Page, table_of
from rbc_desk.services.reports.html import render
from rbc_desk.services.specimen_report.report_folder import SUMMARY, WrittenReport

_EVERY_S = 1.0
_SHARE = 0.05
"""The share of the time that writing the summary may take; with thousands of lines it is written less often."""


class Outcome(StrEnum):
    """How an image ended."""

    DONE = "done"
    FAILED = "failed"


_OUTCOMES: Mapping[str, Phrase] = {Outcome.DONE: Phrase("done"), Outcome.FAILED: Phrase("failed")}


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """An image of the batch. `file` is its absolute path, `smear` its name in the project ("": it is not there).

    `cells` are red cells without rejected ones. `reason` says why the image failed, or what is odd about it.
    `reports` are the files of the report on its specimen, and `findings` what that says of the abnormal classes.
    """

    file: str
    outcome: Outcome
    smear: str = ""
    specimen: str = ""
    cells: int | None = None
    reason: str = ""
    reports: tuple[str, ...] = ()
    findings: str = ""


def _cells_text(n: int | None) -> str:
    return "" if n is None else str(n)


COLUMNS: tuple[ReportColumn[SummaryLine], ...] = (
    ReportColumn("specimen", Phrase("Specimen"), lambda line: line.specimen or Path(line.file).name),
    ReportColumn("smear", Phrase("Smear"), lambda line: line.smear),
    ReportColumn("outcome", Phrase("State"), lambda line: str(line.outcome), text=lambda name: _OUTCOMES[name]),
    ReportColumn("findings", Phrase("Findings"), lambda line: line.findings),
    ReportColumn("reason", Phrase("Reason"), lambda line: line.reason),
    ReportColumn("file", Phrase("File"), lambda line: line.file),
    ReportColumn("cells", Phrase("Red cells"), lambda line: line.cells, text=_cells_text, is_number=True),
)
"""The columns of the page."""

FILE_COLUMNS: tuple[ReportColumn[SummaryLine], ...] = (
    ReportColumn.in_files("file", lambda line: line.file),
    ReportColumn.in_files("outcome", lambda line: str(line.outcome)),
    ReportColumn.in_files("smear", lambda line: line.smear),
    ReportColumn.in_files("specimen", lambda line: line.specimen),
    ReportColumn.in_files("cells", lambda line: line.cells),
    ReportColumn.in_files("reports", lambda line: ";".join(line.reports)),
    ReportColumn.in_files("findings", lambda line: line.findings),
    ReportColumn.in_files("reason", lambda line: line.reason),
)
"""The columns of the CSV."""


@dataclass
class Summary:
    """The lines of a folder of reports, with those of earlier batches. Used by one thread."""

    folder: Path
    language: ReportLanguage = ENGLISH
    _lines: dict[str, SummaryLine] = field(default_factory=dict)
    _reports: dict[str, WrittenReport] = field(default_factory=dict)
    _next_at: float = 0.0

    @classmethod
    def of(cls, folder: Path, *, language: ReportLanguage) -> Summary:
        """The summary in a folder; an empty one where there is none. Raises StorageError."""
        lines = {line.file: line for line in _read(folder / f"{SUMMARY}.csv")}
        return cls(folder, language, lines)

    @property
    def lines(self) -> list[SummaryLine]:
        """The lines in natural order of the files, with the reports on their specimens."""
        return [self._with_report(self._lines[file]) for file in sorted(self._lines, key=natural_key)]

    def add(self, line: SummaryLine) -> None:
        """Add the line of an image in place of an earlier one, and write the files now and then."""
        known = self._lines.get(line.file)
        if known is not None and known.specimen == line.specimen and not line.reports:
            line = replace(line, reports=known.reports, findings=known.findings)
        self._lines[line.file] = line
        self._save_sometimes()

    def add_report(self, report: WrittenReport) -> None:
        """Name a report in the lines of its specimen."""
        self._reports[report.specimen] = report
        self._save_sometimes()

    def save(self) -> None:
        """Write both files. Raises StorageError."""
        started = time.monotonic()
        lines = self.lines
        write_text(self.folder / f"{SUMMARY}.csv", csv_table(FILE_COLUMNS, lines))
        write_text(self.folder / f"{SUMMARY}.html", render(_page(lines), language=self.language))
        ended = time.monotonic()
        self._next_at = ended + max(_EVERY_S, (ended - started) / _SHARE)

    def _save_sometimes(self) -> None:
        if time.monotonic() >= self._next_at:
            self.save()

    def _with_report(self, line: SummaryLine) -> SummaryLine:
        report = self._reports.get(line.specimen)
        if report is None:
            return line
        return replace(line, reports=tuple(path.name for path in report.files), findings=report.findings)


def _page(lines: list[SummaryLine]) -> Page:
    n_failed = sum(line.outcome is Outcome.FAILED for line in lines)
    reports = {name for line in lines for name in line.reports[:1]}
    facts = Facts(
        (
            (Phrase("Smears"), str(len(lines))),
            (Phrase("Failed"), str(n_failed)),
            (Phrase("Reports"), str(len(reports))),
        )
    )
    # what a person has to look at comes first
    rows = sorted(lines, key=lambda line: line.outcome is not Outcome.FAILED)
    table = replace(table_of(COLUMNS, rows), row_links=[_link(line) for line in rows])
    return Page(Phrase("Summary of the smears"), (facts, table))


def _link(line: SummaryLine) -> str:
    """The address of the report in the first of the formats that a browser shows."""
    names = [name for suffix in (".pdf", ".html") for name in line.reports if name.endswith(suffix)]
    return quote(names[0]) if names else ""


def _read(path: Path) -> Iterable[SummaryLine]:
    try:
        text = path.read_text("utf-8-sig")
    except (FileNotFoundError, UnicodeDecodeError):
        return []
    except OSError as error:
        raise storage_error(error, doing=Phrase("reading {name}", name=path.name)) from error
    found = []
    for row in rows_of_csv(text):
        if row.get("file") and row.get("outcome") in list(Outcome):
            cells, reports = row.get("cells", ""), row.get("reports", "")
            found.append(
                SummaryLine(
                    row["file"],
                    Outcome(row["outcome"]),
                    row.get("smear", ""),
                    row.get("specimen", ""),
                    int(cells) if cells.isdecimal() else None,
                    row.get("reason", ""),
                    tuple(name for name in reports.split(";") if name),
                    row.get("findings", ""),
                )
            )
    return found
