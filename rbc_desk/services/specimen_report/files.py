"""Writes a report on a specimen as PDF, HTML, CSV, JSON and FHIR."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.files.atomic import write_bytes
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.report_language import ENGLISH, ReportLanguage
from rbc_desk.core.tables.columns import csv_table
from rbc_desk.services.reports.blocks import Page
from rbc_desk.services.reports.html import render
from rbc_desk.services.reports.pdf import pictures_of_pdf, render_pdf, render_pictures
from rbc_desk.services.specimen_report.content import CLASS_LINE_COLUMNS, ReportContent
from rbc_desk.services.specimen_report.fhir import fhir_json
from rbc_desk.services.specimen_report.sections import Clinic, ReportPictures, report_page
from rbc_desk.services.specimen_report.signed import SignedFiles


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is ready to be written: its content, letterhead, pictures and language.

    `frozen`: of a signed report, its files, which are written and shown as they were signed.
    """

    content: ReportContent
    clinic: Clinic
    pictures: ReportPictures
    language: ReportLanguage = ENGLISH
    frozen: SignedFiles | None = None

    def pdf(self) -> bytes:
        return self.frozen.pdf if self.frozen is not None else render_pdf(self._page(), language=self.language)

    def sheets(self, *, dpi: float) -> list[bytes]:
        """The sheets of the PDF as PNG files."""
        if self.frozen is not None:
            return pictures_of_pdf(self.frozen.pdf, dpi=dpi)
        return render_pictures(self._page(), language=self.language, dpi=dpi)

    def html(self) -> bytes:
        if self.frozen is not None and self.frozen.html is not None:
            return self.frozen.html
        return render(self._page(), language=self.language).encode()

    def csv(self) -> bytes:
        return csv_table(CLASS_LINE_COLUMNS, self.content.classes).encode()

    def json(self) -> bytes:
        return (json.dumps(self.content.as_json(), indent=1, ensure_ascii=False) + "\n").encode()

    def fhir(self) -> bytes:
        return fhir_json(self.content, pdf=self.pdf()).encode()

    def _page(self) -> Page:
        return report_page(self.content, clinic=self.clinic, pictures=self.pictures)


FORMATS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "pdf": (".pdf", Report.pdf),
    "html": (".html", Report.html),
    "csv": (".csv", Report.csv),
    "json": (".json", Report.json),
    "fhir": (".fhir.json", Report.fhir),
}
"""The suffix and the writer of each format."""


def write_report(report: Report, folder: Path, *, name: str, formats: Sequence[str]) -> list[Path]:
    """Write the report in these formats as `name` with a suffix each; return the files.

    Raises UnknownNameError for an unknown format before anything is written, and StorageError.
    """
    for one in formats:
        if one not in FORMATS:
            raise UnknownNameError(
                Phrase("There is no report format named {name!r}.", name=one),
                hint=Phrase("The formats are: {names}.", names=", ".join(FORMATS)),
            )
    files = []
    for one in formats:
        suffix, make = FORMATS[one]
        path = folder / f"{name}{suffix}"
        write_bytes(path, make(report))
        files.append(path)
    return files
