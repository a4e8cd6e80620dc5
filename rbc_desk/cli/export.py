"""`rbc-desk export`: writes labelled cells, or a model, in a format that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rbc_desk.cli.common import end, opened
from rbc_desk.cli.console import ProgressLine, note, say, stoppable
from rbc_desk.core.errors import SettingsError


def run(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="csv or imagefolder; onnx (of a bundle).")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write into.")],
    project: Annotated[
        Path | None, typer.Option("--project", "-p", metavar="P", help="The project's folder.")
    ] = None,
    bundle: Annotated[str | None, typer.Option("--bundle", "-b", metavar="B", help="For onnx: the model.")] = None,
) -> None:
    from rbc_desk.services.datasets import exporting

    if format == "onnx":
        from rbc_desk.services.models.evaluation import find_bundle

        if bundle is None:
            raise SettingsError("An ONNX file is made of a model.", hint="Name it: --bundle B.")
        file, difference = exporting.export_onnx(find_bundle(bundle), output)
        say(f"{file}: as RBC Desk's own answers to within {difference:.1g}")
        return
    if project is None:
        raise SettingsError("There is no project to export from.", hint="Name its folder: --project P.")
    with opened(project) as opened_project, stoppable() as stop, ProgressLine() as progress:
        done = exporting.export(opened_project, format=format, folder=output, report=progress, stop=stop)
    for words in done.notes:
        note(words)
    if done.missing:
        note(f"{done.missing} cells could not be written: their smear cannot be read.")
    say(f"{done.cells} cells: {output}")
    end(done.missing)
