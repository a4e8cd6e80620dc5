"""`rbc-desk new`: makes a project, with its database in the folder or on a server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rbc_desk.cli.common import JsonFlag
from rbc_desk.cli.console import note, say, say_json

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="An empty database on a server for readers who work at once, as in "
        "postgresql+psycopg://anna@server/database. Default: a file in the folder.",
    ),
]


def run(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new or empty folder.")],
    store: StoreOption = None,
    classes: Annotated[
        str, typer.Option("--classes", metavar="SET", help="Class set: paper, chula, canine or feline.")
    ] = "paper",
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Name of the project. Default: the folder's.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    from rbc_desk.services.project.project import create_project
    from rbc_desk.settings.files import load
    from rbc_desk.settings.paths import settings_file

    settings, error = load(settings_file())
    if error:
        note(error)
    project = create_project(folder, class_set=classes, reader=settings.reader, name=name, url=store)
    made_in, called = project.folder, project.name
    project.close()
    if as_json:
        say_json({"project": str(made_in), "name": called, "store": store})
    else:
        say(f"Created the project {called} in {made_in}.")
