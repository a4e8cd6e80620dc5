"""`rbc-desk export`: writes labelled cells, or a model, in a format that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rbc_desk.cli.common import end, opened
from rbc_desk.cli.console import ProgressLine, note, say, stoppable
from rbc_desk.core.errors import SettingsError


def run(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="csv or imagefolder; onnx (for a bundle).")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Output folder.")],
    project: Annotated[
        Path | None, typer.Option("--project", "-p", metavar="P", help="Folder of the project.")
    ] = None,
    bundle: Annotated[
        str | None, typer.Option("--bundle", "-b", metavar="B", help="The bundle to export as onnx.")
    ] = None,
    all_kinds: Annotated[
        bool,
        typer.Option("--all-kinds", help="csv: also white cells, platelets and artefacts, with the column kind."),
    ] = False,
) -> None:
    from rbc_desk.services.datasets import exporting

    if format == "onnx":
        from rbc_desk.services.models.evaluation import find_bundle

        if bundle is None:
            raise SettingsError("ONNX export needs a model.", hint="Name it: --bundle B.")
        file, difference = exporting.export_onnx(find_bundle(bundle), output)
        say(f"{file}: agrees with RBC Desk's own predictions to within {difference:.1g}")
        return
    if project is None:
        raise SettingsError("No project is given.", hint="Name its folder: --project P.")
    with opened(project) as opened_project, ProgressLine() as progress, stoppable(progress) as task:
        done = exporting.export(opened_project, format=format, folder=output, all_kinds=all_kinds, task=task)
    for message in done.notes:
        note(message)
    if done.missing:
        note(f"{done.missing} cells were not written: their smear cannot be read.")
    others = f", {done.others} other objects" if all_kinds else ""
    say(f"{done.cells} cells{others}: {output}")
    end(done.missing)
