"""`rbc-desk report`: verifies signed reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rbc_desk.cli.common import JsonFlag, ProjectOption, opened
from rbc_desk.cli.console import note, say, say_json

if TYPE_CHECKING:
    from rbc_desk.services.signing.verification import Verification


def make_app() -> Any:
    """The commands about reports."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.command("verify", help="Check that a PDF is a valid, current report that was signed in the project.")(verify)
    return app


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The PDF of a report.")],
    project: ProjectOption,
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.signing import verification

    with opened(project) as opened_project:
        found = verification.verify(opened_project, pdf=file)
    if json:
        say_json(_figures(found))
    else:
        for finding in found.findings:
            say(f"{'ok    ' if finding.holds else 'FAILED'}  {finding.words}")
        for words in found.notes:
            note(words)
        say(_verdict(found))
    if not found.holds:
        raise typer.Exit(1)


def _verdict(found: Verification) -> str:
    if found.holds:
        return "The report is valid."
    return "The report is NOT valid." if found.report is not None else "The file is NOT a report of this project."


def _figures(found: Verification) -> dict[str, Any]:
    report = found.report
    figures: dict[str, Any] = {
        "valid": found.holds,
        "checks": [{"check": f.check.value, "holds": f.holds, "message": f.words} for f in found.findings],
        "notes": list(found.notes),
    }
    if report is not None:
        figures["report"] = {
            "specimen": report.specimen,
            "version": report.version,
            "signed_by": report.signed_by,
            "signed_at": report.signed_at,
            "reopened_at": report.reopened_at,
        }
    return figures
