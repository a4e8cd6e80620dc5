"""`rbc-desk demo`: opens the bundled sample in the window, or runs it from start to end without one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rbc_desk.cli.console import ProgressLine, note, say, stoppable
from rbc_desk.cli.display import has_display

_OUTPUT = Path("rbc-desk-demo")


def run(
    headless: Annotated[bool, typer.Option("--headless", help="Run without the window.")] = False,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for the results of a run without the window.")
    ] = _OUTPUT,
) -> None:
    from rbc_desk.services import demo

    if not headless and has_display():
        from rbc_desk.settings.paths import demo_folder
        from rbc_desk.ui.app import main

        folder = demo.prepare(demo_folder())
        raise typer.Exit(main(folder))
    if not headless:
        note("There is no display: running the sample without the window.")
    with ProgressLine() as progress, stoppable(progress) as task:
        for line in demo.run_through(output, task=task):
            say(line)
