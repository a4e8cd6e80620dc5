"""Options of the commands that write reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rbc_desk.services.specimen_report.report_folder import ReportWish

FormatOption = Annotated[
    list[str] | None,
    typer.Option("--format", help="pdf, html, csv, json or fhir. Can be repeated. Default: pdf."),
]
LanguageOption = Annotated[str, typer.Option("--language", help="Language of the reports: en or th.")]
RulesOption = Annotated[
    str, typer.Option("--rules", metavar="KEY", help="Rule set for grades. Default: that of the species.")
]


def wish_of(formats: Sequence[str] | None, *, language: str, rules: str) -> ReportWish:
    """How reports are written. A format can also be a list such as pdf,html."""
    from rbc_desk.services.specimen_report.report_folder import ReportWish

    names = [name for text in formats or ["pdf"] for name in text.replace(",", " ").split()]
    return ReportWish(tuple(dict.fromkeys(names)), language, rules)
