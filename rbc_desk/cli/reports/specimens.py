"""`rbc-desk specimens`: the worklist of a project, and the facts and the review of one specimen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rbc_desk.cli.common import JsonFlag, ProjectOption, opened
from rbc_desk.cli.console import ProgressLine, say, say_json, stoppable
from rbc_desk.core.errors import SettingsError, UnknownNameError
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.specimens import FACTS, SpecimenState
from rbc_desk.core.tables.columns import csv_table, json_row, lines

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project
    from rbc_desk.services.specimens.worklist import WorklistRow

_STATES = ", ".join(SpecimenState)
Code = Annotated[str, typer.Argument(metavar="CODE", help="Code of the specimen.")]


def make_app() -> Any:
    """The commands about specimens."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.command("list", help="List the specimens with their states and cells.")(list_specimens)
    app.command("show", help="Show the facts of a specimen and its fields.")(show)
    app.command("set", help="Set facts of a specimen, and whether it is reviewed.")(set_facts)
    return app


def list_specimens(
    project: ProjectOption,
    state: Annotated[
        list[str] | None, typer.Option("--state", metavar="STATE", help=f"Only these: {_STATES}. Can be repeated.")
    ] = None,
    search: Annotated[
        str, typer.Option("--search", metavar="TEXT", help="Only specimens in which every word occurs.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="CSV", help="Write the list with all facts to this file.")
    ] = None,
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.specimens.columns import FILE_COLUMNS, WORKLIST_COLUMNS
    from rbc_desk.services.specimens.worklist import found

    states = [_state(name) for name in state or SpecimenState]
    with opened(project) as opened_project:
        rows = [row for row in found(_rows(opened_project), search) if row.state in states]
    if output is not None:
        write_text(output, csv_table(FILE_COLUMNS, rows))
    if json:
        say_json({"specimens": [json_row(FILE_COLUMNS, row) for row in rows]})
    elif output is not None:
        say(f"{len(rows)} specimen{'' if len(rows) == 1 else 's'}: {output}")
    elif not rows:
        say("No specimen matches." if state or search else "There are no specimens.")
    else:
        for line in lines(WORKLIST_COLUMNS, rows):
            say(line)


def show(code: Code, project: ProjectOption, json: JsonFlag = False) -> None:
    with opened(project) as opened_project:
        _show(_row(opened_project, code), json=json)


def set_facts(
    code: Code,
    project: ProjectOption,
    facts: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME=VALUE", help=f"Facts: {', '.join(FACTS)}. NAME= removes one."),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Create the specimen; it must not exist yet.")] = False,
    reviewed: Annotated[
        bool | None, typer.Option("--reviewed/--not-reviewed", help="Whether you have reviewed the specimen.")
    ] = None,
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.specimens import editing
    from rbc_desk.services.specimens.worklist import row_named, worklist

    values = _facts(facts or [])
    if not (values or new or reviewed is not None):
        raise SettingsError("Give facts as NAME=VALUE, --new, --reviewed or --not-reviewed.")
    with opened(project) as opened_project:
        if new:
            specimen_id = editing.create(opened_project, code=code, facts=values).changes[0].ids[0]
        else:
            specimen_id = row_named(worklist(opened_project).rows, code).specimen.id
            if values:
                editing.set_facts(opened_project, specimen_ids=[specimen_id], facts=values)
        if reviewed is not None:
            editing.set_reviewed(opened_project, specimen_ids=[specimen_id], reviewed=reviewed)
        _show(_row(opened_project, values.get("code", "") or code), json=json)


def _facts(assignments: list[str]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals or not name.strip():
            raise SettingsError(f"{assignment}: write it as NAME=VALUE.", hint="For example: species=dog")
        facts[name.strip()] = value
    return facts


def _state(name: str) -> SpecimenState:
    try:
        return SpecimenState(name)
    except ValueError:
        raise UnknownNameError(f"There is no state named {name!r}.", hint=f"The states are: {_STATES}.") from None


def _rows(project: Project) -> tuple[WorklistRow, ...]:
    """The worklist with every cell counted."""
    from rbc_desk.core.cells.counts import Labels
    from rbc_desk.services.project import counts
    from rbc_desk.services.specimens.worklist import worklist

    with ProgressLine() as progress, stoppable(progress) as task:
        counts.count(project, [Labels.SHOWN], task=task)
    return worklist(project).rows


def _row(project: Project, code: str) -> WorklistRow:
    from rbc_desk.services.specimens.worklist import row_named

    return row_named(_rows(project), " ".join(code.split()))


def _show(row: WorklistRow, *, json: bool) -> None:
    from rbc_desk.services.specimens.columns import FIELD_COLUMNS, FILE_COLUMNS

    if json:
        fields = [json_row(FIELD_COLUMNS, smear) for smear in row.smears]
        say_json(json_row(FILE_COLUMNS, row) | {"smears": fields})
        return
    facts = [(str(column.title), str(column.text_of(row))) for column in FILE_COLUMNS]
    width = max(len(title) for title, _ in facts)
    for title, text in facts:
        if text:
            say(f"{title:<{width}}  {text}")
    for line in lines(FIELD_COLUMNS, row.smears) if row.smears else ():
        say(line)
