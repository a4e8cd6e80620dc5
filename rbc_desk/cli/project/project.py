"""`rbc-desk project`: copies a project, saves the password of its database, and gives roles on it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from rbc_desk.cli.common import JsonFlag, opened
from rbc_desk.cli.console import ProgressLine, counted, note, say, say_json, stoppable
from rbc_desk.cli.project.new import StoreOption
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.members import Member, Role

Target = Annotated[str, typer.Argument(metavar="PROJECT", help="Folder of the project, or the URL of its database.")]


def make_app() -> Any:
    """The commands about whole projects."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.command("copy", help="Copy a project into a new folder, or onto a server and back.")(copy)
    app.command("password", help="Save the password of a project's database in the system's keyring.")(password)
    app.command("roles", help="List, give and take the roles of accounts on a shared project.")(roles)
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


def roles(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="Folder of the project.")],
    action: Annotated[str, typer.Argument(metavar="[list|grant|revoke]", help="What to do.")] = "list",
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="The account on the server.")] = "",
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, adjudicator or administrator.")] = "",
    name: Annotated[
        str, typer.Option("--reader", metavar="NAME", help="The reader who uses the account. Default: its name.")
    ] = "",
    blinded: Annotated[
        bool, typer.Option("--blinded", help="The server hides the work of others from this reader.")
    ] = False,
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.project import roles as service

    _check_words(action, login=login, role=role)
    with opened(project) as shared:
        if action == "grant":
            found = [service.grant(shared, Member(login, name or login, Role(role), blinded))]
        elif action == "revoke":
            found = [service.revoke(shared, login=login)]
        else:
            found = [*service.members(shared)]
    if json:
        say_json([asdict(one) for one in found])
        return
    for one in found:
        words = f"{'blinded ' if one.blinded else ''}{one.role.value}, as {one.reader}"
        say(f"{one.login} is no longer {words}." if action == "revoke" else f"{one.login}: {words}")
    if not found:
        say("No account has a role: privileges of the database decide who may read and write.")


def _check_words(action: str, *, login: str, role: str) -> None:
    """Raises SettingsError for words that make no command."""
    wanted = {"list": 0, "grant": 2, "revoke": 1}
    if action not in wanted:
        raise SettingsError(f"{action} is not an action on roles.", hint=f"Give one of: {', '.join(wanted)}.")
    if len([word for word in (login, role) if word]) != wanted[action]:
        uses = {"list": "list", "grant": "grant LOGIN ROLE", "revoke": "revoke LOGIN"}
        raise SettingsError(
            f"Too many or too few words after {action}.", hint=f"rbc-desk project roles PROJECT {uses[action]}"
        )
    if role and role not in list(Role):
        raise SettingsError(f"{role} is not a role.", hint=f"Give one of: {', '.join(Role)}.")
