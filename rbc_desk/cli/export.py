"""rbc-desk export: a project's labelled cells for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rbc_desk.cli.common import ProjectOption, opened
from rbc_desk.cli.console import ProgressLine, say, stoppable


def run(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="csv or imagefolder.")],
    project: ProjectOption,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write into.")],
) -> None:
    from rbc_desk.services import exporting

    with opened(project) as opened_project, stoppable() as stop, ProgressLine() as progress:
        n = exporting.export(opened_project, format=format, folder=output, report=progress, stop=stop)
    say(f"{n} cells: {output}")
