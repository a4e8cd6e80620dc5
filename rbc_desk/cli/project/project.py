"""`rbc-desk project`: copies a project, and saves the password of its database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from rbc_desk.cli.common import JsonFlag, opened
from rbc_desk.cli.console import ProgressLine, counted, note, say, say_json, stoppable
from rbc_desk.cli.project.new import StoreOption
from rbc_desk.core.errors import SettingsError

Target = Annotated[str, typer.Argument(metavar="PROJECT", help="Folder of the project, or the URL of its database.")]


def make_app() -> Any:
    """The commands about whole projects."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.command("copy", help="Copy a project into a new folder, or onto a server and back.")(copy)
    app.command("password", help="Save the password of a project's database in the system's keyring.")(password)
    return app


def copy(
    source: Annotated[Path, typer.Argument(metavar="FROM", help="Folder of the project.")],
    to: Annotated[Path, typer.Argument(metavar="TO", help="A new or empty folder.")],
    store: StoreOption = None,
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.copy_project import copy_project

    with opened(source) as project, ProgressLine(json_lines=json) as progress, stoppable(progress) as task:
        done = copy_project(project, to=to, url=store, task=task)
    log = done.rows.log
    n_rows = sum(done.rows.rows.values())
    if json:
        say_json({"project": str(done.folder), "rows": done.rows.rows, "files": done.n_files,
                  "log": {"entries": log.n_entries, "unbroken": log.holds, "head": log.head.to_json()}})  # fmt: skip
        return
    what = f"{counted(n_rows, 'row')} and {counted(done.n_files, 'file')}"
    say(f"Copied {what} to {done.folder}. Every table equals the original.")
    if log.holds:
        say(f"The change log is unbroken: {log.n_entries} entries, hash {log.head.hash}.")
    else:
        note("The change log is BROKEN, as in the original: rbc-desk audit verify says where.")


def password(
    target: Target,
    forget: Annotated[bool, typer.Option("--forget", help="Delete the saved password.")] = False,
) -> None:
    from rbc_desk.services.project import passwords

    if forget:
        say("The password was deleted." if passwords.forget_password(target) else "No password was saved.")
        return
    given = typer.prompt("Password", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if not given:
        raise SettingsError("No password was given.", hint="Type it, or pass it through standard input.")
    passwords.save_password(target, given)
    say("The password is saved in the keyring of the system.")
