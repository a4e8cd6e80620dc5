"""`rbc-desk audit`: shows and verifies the change log of a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rbc_desk.cli.common import JsonFlag, ProjectOption, opened
from rbc_desk.cli.console import ProgressLine, note, say, say_json, stoppable
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.tables.columns import json_row, lines

if TYPE_CHECKING:
    from rbc_desk.core.history.audit import ChainCheck
    from rbc_desk.services.project.project import Project

_LIMIT = 1000


def make_app() -> Any:
    """The commands about the change log."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.command("verify", help="Check that no entry of the change log was changed or removed.")(verify)
    app.command("receipt", help="Write a receipt of the change log, to be kept outside the project.")(receipt)
    app.command("show", help="List what happened to a cell, a specimen or the project.")(show)
    return app


def verify(
    project: ProjectOption,
    receipts: Annotated[
        list[Path] | None,
        typer.Option("--receipt", metavar="FILE", help="A receipt written earlier. Can be repeated."),
    ] = None,
    heads: Annotated[
        list[str] | None,
        typer.Option("--head", metavar="DIGITS", help="The change log on a signed report. Can be repeated."),
    ] = None,
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.audit import audit

    recorded = [audit.read_receipt(path) for path in receipts or ()]
    with opened(project) as opened_project, ProgressLine(json_lines=json) as progress, stoppable(progress) as task:
        printed = {digits: audit.printed_head(opened_project, digits) for digits in heads or ()}
        recorded += [one for one in printed.values() if one is not None]
        found = audit.verify(opened_project, recorded=recorded, task=task)
    missing = [digits for digits, one in printed.items() if one is None]
    holds = found.holds and not missing
    if json:
        say_json(_figures(found, missing=missing))
    else:
        for one in found.breaks:
            say(f"BROKEN  {audit.break_words(one)}")
        for digits in missing:
            say(f"BROKEN  No entry has a hash that begins with {digits}.")
        say(f"{found.n_entries} entries, {found.recorded + len(missing)} recorded heads looked for.")
        say(f"The newest is entry {found.head.entry}, hash {found.head.hash}.")
        say("The change log is unbroken." if holds else "The change log is BROKEN.")
    if not holds:
        raise typer.Exit(1)


def _figures(found: ChainCheck, *, missing: list[str]) -> dict[str, Any]:
    from rbc_desk.services.audit import audit

    return {
        "unbroken": found.holds and not missing,
        "entries": found.n_entries,
        "head": found.head.to_json(),
        "recorded_heads": found.recorded + len(missing),
        "breaks": [
            {"entry": one.entry, "fault": one.fault.value, "message": audit.break_words(one)} for one in found.breaks
        ],
        "unknown_heads": missing,
    }


def receipt(
    project: ProjectOption,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="File of the receipt, .json.")],
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.audit import audit

    if output.exists():
        raise SettingsError(
            f"{output} exists already.", hint="Name another file: an earlier receipt proves what the log was then."
        )
    with opened(project) as opened_project:
        made = audit.write_receipt(opened_project, output)
    if json:
        say_json({"output": str(output), **made.head.to_json(), "at": made.at})
    else:
        say(f"Receipt of {made.head.entry} entries, hash {made.head.hash}: {output}")
        note("Keep it where nobody who can change the project can change it.")


def show(
    project: ProjectOption,
    cell: Annotated[int | None, typer.Option("--cell", metavar="N", help="Number of a cell.")] = None,
    specimen: Annotated[
        str | None, typer.Option("--specimen", metavar="CODE", help="Code of a specimen, with all its smears.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The newest entries to list.")] = _LIMIT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the entries to this file, .csv.")
    ] = None,
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.audit import audit
    from rbc_desk.services.audit.columns import AUDIT_COLUMNS

    if cell is not None and specimen is not None:
        raise SettingsError("Give --cell or --specimen, not both.")
    with opened(project) as opened_project:
        subject = _subject(opened_project, cell=cell, specimen=specimen)
        shown = audit.timeline(opened_project, subject=subject, limit=limit)
    if output is not None:
        audit.export_csv(shown, output)
    if json:
        say_json([json_row(AUDIT_COLUMNS, entry) for entry in shown.entries])
    elif output is not None:
        say(f"{len(shown.entries)} entries: {output}")
    else:
        for line in lines(AUDIT_COLUMNS, shown.entries):
            say(line)
    if shown.is_cut:
        note(f"There are older entries: --limit shows more than {limit}.")


def _subject(project: Project, *, cell: int | None, specimen: str | None) -> Any:
    from rbc_desk.core.history.audit import Subject
    from rbc_desk.services.specimen_report.report_folder import specimens_named

    if specimen is None:
        return Subject(cell_id=cell)
    (one,) = specimens_named(project, [specimen])
    return Subject(specimen_id=one.id)
