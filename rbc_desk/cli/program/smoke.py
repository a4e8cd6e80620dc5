"""`rbc-desk smoke`: checks an installed program on the bundled sample. For those who build it, so help hides it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rbc_desk.cli.console import ProgressLine, say, stoppable
from rbc_desk.core.errors import SettingsError


def run(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="An empty or new folder.")],
    window: Annotated[
        bool, typer.Option("--window", help="Drive the window too, on a display or off screen.")
    ] = False,
    processes: Annotated[
        bool, typer.Option("--processes/--no-processes", help="Write reports in worker processes.")
    ] = True,
    bundle: Annotated[
        Path | None, typer.Option("--bundle", "-b", metavar="B", help="The model to classify with.")
    ] = None,
) -> None:
    """Run every kind of work once, each step on a line; exit with 1 at the first that fails."""
    from rbc_desk.services import smoke

    if output.exists() and any(output.iterdir()):
        raise SettingsError(f"{output} is not empty.", hint="Name a new folder: --output DIR.")
    with ProgressLine() as progress, stoppable(progress) as task:
        for line in smoke.run_through(output.absolute(), bundle=bundle, processes=processes, task=task):
            say(line)
    if window:
        from rbc_desk.ui.smoke import drive

        for line in drive(output.absolute()):
            say(line)
    say("All steps passed.")
