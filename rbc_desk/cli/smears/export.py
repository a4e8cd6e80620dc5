"""`rbc-desk export`: writes labelled cells, or a model, in a format that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rbc_desk.cli.common import JsonFlag, end, opened
from rbc_desk.cli.console import ProgressLine, counted, note, say, say_json, stoppable
from rbc_desk.core.errors import SettingsError


def run(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Output folder.")],
    word: Annotated[
        str | None,
        typer.Argument(
            metavar="FORMAT",
            help="csv, imagefolder, coco, yolo, yolo-segment, voc, chula, geojson, labelme, cvat, labelstudio, bbbc; "
            "onnx (for a bundle).",
        ),
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", "-f", metavar="FORMAT", help="The same as the argument FORMAT.")
    ] = None,
    project: Annotated[
        Path | None, typer.Option("--project", "-p", metavar="P", help="Folder of the project.")
    ] = None,
    bundle: Annotated[
        str | None, typer.Option("--bundle", "-b", metavar="B", help="The bundle to export as onnx.")
    ] = None,
    all_kinds: Annotated[
        bool,
        typer.Option("--all-kinds", help="Also export white cells, platelets and artefacts."),
    ] = False,
    unlabelled: Annotated[
        bool, typer.Option("--unlabelled", help="Also export confirmed cells without a class, as RBC.")
    ] = False,
    predictions: Annotated[
        bool,
        typer.Option("--predictions", help="Also export the model's classes of unlabelled cells."),
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Write into a folder that is not empty, and replace files there.")
    ] = False,
    json: JsonFlag = False,
    images: Annotated[
        bool, typer.Option("--images/--no-images", help="Copy the images, without their metadata, into the data set.")
    ] = True,
) -> None:
    from rbc_desk.services.datasets import exporting
    from rbc_desk.services.datasets.exported_cells import ExportOptions

    name = format_ or word
    if name is None or (format_ and word):
        raise SettingsError(
            "No format is given." if name is None else "Two formats are given.", hint="Name one: --format coco."
        )
    if name == "onnx":
        from rbc_desk.services.models.evaluation import find_bundle
        from rbc_desk.services.models.quality import bundle_warnings

        if bundle is None:
            raise SettingsError("ONNX export needs a model.", hint="Name it: --bundle B.")
        folder = find_bundle(bundle)
        warned = bundle_warnings(folder)
        if warned and not json:
            note(f"WARNING: {warned}")
        file = exporting.onnx_file(folder, output)
        if file.exists() and not overwrite:
            raise SettingsError(f"{file} exists already.", hint="Name another file, or give --overwrite.")
        file, difference = exporting.export_onnx(folder, output)
        if json:
            say_json({"file": str(file), "largest_difference": difference, "warning": warned})
            return
        say(f"{file}: agrees with RBC Desk's own predictions to within {difference:.1g}")
        return
    if project is None:
        raise SettingsError("No project is given.", hint="Name its folder: --project P.")
    if not overwrite and output.is_dir() and any(output.iterdir()):
        raise SettingsError(
            f"{output} is not empty, and the export would replace files of the same names.",
            hint="Name another folder, or give --overwrite.",
        )
    with opened(project) as opened_project, ProgressLine(json_lines=json) as progress, stoppable(progress) as task:
        wanted = ExportOptions(all_kinds=all_kinds, unlabelled=unlabelled, predictions=predictions)
        done = exporting.export(opened_project, format=name, folder=output, wanted=wanted, images=images, task=task)
    if json:
        figures = {"cells": done.cells, "others": done.others, "predicted": done.predicted, "missing": done.missing}
        say_json({**figures, "notes": [str(one) for one in done.notes], "output": str(output)})
        end(done.missing or len(done.problems))
        return
    for message in done.notes:
        note(message)
    if done.missing:
        note(f"Not written, because their smear cannot be read: {counted(done.missing, 'cell')}.")
    others = f", {counted(done.others, 'other object')}" if all_kinds else ""
    predicted = f", {done.predicted} predicted" if predictions else ""
    say(f"{counted(done.cells, 'cell')}{others}{predicted}: {output}")
    end(done.missing or len(done.problems))
