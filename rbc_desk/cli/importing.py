"""rbc-desk import: smears, and what is known of their cells, into a project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rbc_desk.cli.common import JsonFlag, ProjectOption, end, opened
from rbc_desk.cli.console import ProgressLine, note, say, say_json, stoppable


def run(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="images, chula, voc or csv; bundle (a model).")],
    source: Annotated[Path, typer.Argument(metavar="SRC", help="The folder (or image) to read.")],
    project: ProjectOption,
    classes: Annotated[
        str | None, typer.Option("--classes", help="Class set of a project made now: paper, chula, canine, feline.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only the first so many images.")] = None,
    json: JsonFlag = False,
) -> None:
    if format == "bundle":
        from rbc_desk.services import bundles

        with opened(project) as opened_project, stoppable() as stop:
            number = bundles.take_in(opened_project, source, stop=stop)
        say(f"Took in {source.stem} as model {number}.")
        return
    from rbc_desk.core.errors import SettingsError
    from rbc_desk.services import library
    from rbc_desk.services.project import is_project

    library.check_format(format)
    if classes is not None and is_project(project):
        raise SettingsError(f"{project} exists already, with classes of its own.", hint="Leave --classes out.")
    create_with = classes or ("chula" if format == "chula" else "paper")
    with (
        opened(project, create_with=create_with) as opened_project,
        stoppable() as stop,
        ProgressLine(json_lines=json) as progress,
    ):
        result = library.import_from(
            opened_project, format=format, source=source, limit=limit, report=progress, stop=stop
        )
        unreported = len(result.troubles) - progress.troubles
        for trouble in result.troubles[len(result.troubles) - unreported :]:
            note(f"{trouble.item}: {trouble.message}")
    figures = {"smears": result.smears, "cells": result.cells, "labelled": result.labelled}
    if json:
        say_json(figures | {"troubles": [{"item": t.item, "message": t.message} for t in result.troubles]})
    else:
        say(f"Imported {result.smears} smears with {result.cells} cells, {result.labelled} of them labelled.")
    end(progress.troubles)
