"""`rbc-desk restore`: replaces the database of a project with a backup."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rbc_desk.cli.common import JsonFlag, opened
from rbc_desk.cli.console import ProgressLine, counted, note, say, say_json, stoppable

if TYPE_CHECKING:
    from rbc_desk.core.files.backups import BackupInfo, Backups, Contents


def run(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="Folder of the project.")],
    backup: Annotated[
        Path | None,
        typer.Option("--backup", metavar="FILE", help="A backup named by --list. Default: the newest."),
    ] = None,
    show: Annotated[bool, typer.Option("--list", help="List the backups and change nothing.")] = False,
    as_json: JsonFlag = False,
) -> None:
    from rbc_desk.services import restore_project

    if show:
        _show(restore_project.backups(project), as_json=as_json)
        return
    done = restore_project.restore(project, source=backup)
    note(f"The replaced database is kept in {done.kept_in}.")
    with opened(project) as opened_project, ProgressLine() as progress, stoppable(progress) as task:
        n_crops = restore_project.complete(opened_project, task=task)
    held = done.contents
    if as_json:
        say_json({"restored": str(done.source), "kept_in": str(done.kept_in), "smears": held.n_smears,
                  "cells": held.n_cells, "labels": held.n_labels, "crops": n_crops})  # fmt: skip
    else:
        say(f"Restored {done.source.name}: {_held(held)}.")


def _show(known: Backups, *, as_json: bool) -> None:
    if as_json:
        say_json([_row(info) for info in known.found])
        return
    present = known.present
    if present is None:
        say("The project's database is damaged or missing.")
    else:
        say(f"Current state: {_held(present)}.")
    for info in known.found:
        say(_line(info))
    if not known.found:
        say("There are no backups.")


def _line(info: BackupInfo) -> str:
    when = f"{_local(info.made_at):%Y-%m-%d %H:%M:%S}"
    if info.contents is None:
        return f"{info.path.name}  {when}  cannot be read"
    held = _held(info.contents)
    lost = "" if info.steps_lost is None else f"; {info.steps_lost} later steps would be lost"
    return f"{info.path.name}  {when}  {held}{lost}"


def _row(info: BackupInfo) -> dict[str, Any]:
    row: dict[str, Any] = {"file": str(info.path), "made_at": info.made_at.isoformat(), "steps_lost": info.steps_lost}
    held = info.contents
    if held is not None:
        row |= {"smears": held.n_smears, "cells": held.n_cells, "labels": held.n_labels}
    return row


def _held(contents: Contents) -> str:
    parts = (contents.n_smears, "smear"), (contents.n_cells, "cell"), (contents.n_labels, "label")
    return ", ".join(counted(n, what) for n, what in parts)


def _local(moment: datetime) -> datetime:
    return moment.astimezone()
