"""`rbc-desk import`: imports smears and annotated data sets into a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rbc_desk.cli.common import JsonFlag, ProjectOption, check_classes, end, leaving_nothing_empty, opened
from rbc_desk.cli.console import ProgressLine, counted, note, say, say_json, stoppable
from rbc_desk.cli.smears import slides
from rbc_desk.cli.smears.class_mapping import map_classes, mapping_of
from rbc_desk.core.errors import SettingsError

if TYPE_CHECKING:
    from rbc_desk.services.datasets.importing import Imported


def run(
    words: Annotated[
        list[str],
        typer.Argument(metavar="[FORMAT] SRC", help="File, folder or ZIP file. Its format is detected."),
    ],
    project: ProjectOption,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="Overrides the detected format; bundle means a model.",
        ),
    ] = None,
    classes: Annotated[
        str | None, typer.Option("--classes", help="Class set for a new project: paper, chula, canine or feline.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Import at most this many images.")] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="NAME=CLASS", help="Import class NAME as CLASS; NAME= imports it unlabelled."),
    ] = None,
    map_file: Annotated[
        Path | None, typer.Option("--map-file", metavar="FILE", help="Text file with one NAME=CLASS per line.")
    ] = None,
    images_anywhere: Annotated[
        bool, typer.Option("--images-anywhere", help="Also read images outside the folder of the data set.")
    ] = False,
    region: Annotated[
        list[str] | None,
        typer.Option("--region", metavar="X,Y,W,H", help="Import this region of a whole slide, in its pixels."),
    ] = None,
    propose: Annotated[
        int | None,
        typer.Option("--propose", metavar="N", min=1, help="Import up to N monolayer regions of a whole slide."),
    ] = None,
    specimen: Annotated[
        str | None, typer.Option("--specimen", metavar="CODE", help="Specimen of the regions; else the slide's name.")
    ] = None,
    keep_metadata: Annotated[
        bool,
        typer.Option(
            "--keep-metadata", help="Keep the metadata of the images, which may name a patient; else it is removed."
        ),
    ] = False,
    json: JsonFlag = False,
) -> None:
    name, source = _what(words, format_)
    if region or propose:
        slides.refuse(
            {
                "--format": name,
                "--limit": limit,
                "--map": map_,
                "--map-file": map_file,
                "--images-anywhere": images_anywhere,
                "--keep-metadata": keep_metadata,
            }
        )
        slides.run(
            source,
            project=project,
            classes=classes,
            regions=region or [],
            propose=propose,
            specimen=specimen,
            json=json,
        )
        return
    if specimen is not None:
        raise SettingsError(
            "--specimen is for regions of a whole slide only.", hint="Choose regions with --region or --propose."
        )
    if name == "bundle":
        from rbc_desk.services.models import import_bundle
        from rbc_desk.services.models.quality import warnings_by_model

        wanted = mapping_of(map_ or [], file=map_file)
        with opened(project) as opened_project, stoppable() as task:
            number = import_bundle.import_model(opened_project, source, task=task)
            warned = warnings_by_model(opened_project)[number]
            say(f"Imported {source.stem} as model {number}.")
            if warned:
                say(f"WARNING: {warned}")
            map_classes(opened_project, wanted, model_id=number)
        return
    from rbc_desk.core.files.store_place import is_project
    from rbc_desk.services.datasets import importing
    from rbc_desk.services.project.project import load_class_set

    if name is not None:
        importing.check_format(name)
    check_classes(classes, project=project)
    mapping = mapping_of(map_ or [], file=map_file)
    # read before the project is created, so that an unreadable data set leaves no empty project
    data_set = importing.read_set(
        format=name,
        source=source,
        limit=limit,
        keep_names=frozenset(mapping),
        images_anywhere=images_anywhere,
    )
    if name is None:
        note(f"The format is {data_set.format}.")
    create_with = classes or ("chula" if data_set.format == "chula" else "paper")
    if not is_project(project):
        importing.checked_mapping(mapping, classes=load_class_set(create_with))
    with (
        leaving_nothing_empty(project),
        opened(project, create_with=create_with) as opened_project,
        ProgressLine(json_lines=json) as progress,
        stoppable(progress) as task,
    ):
        result = importing.import_set(
            opened_project, data_set, mapping=mapping, keep_metadata=keep_metadata or None, task=task
        )
    if json:
        say_json(_figures(result))
    else:
        _print_result(result)
    end(len(result.problems))


def _what(words: list[str], format: str | None) -> tuple[str | None, Path]:
    """The format, if it is named, and the source. Raises SettingsError."""
    if len(words) > 2 or (len(words) == 2 and format is not None):
        raise SettingsError("One file or folder is imported at a time.", hint="Name the format by --format.")
    return (words[0] if len(words) == 2 else format), Path(words[-1])


_KIND_WORDS = {"white": "white cell", "platelet": "platelet", "artefact": "artefact"}


def _figures(result: Imported) -> dict[str, object]:
    return {
        "smears": result.smears,
        "known": result.known,
        "cells": result.cells,
        "kinds": {kind.value: n for kind, n in result.others.items()},
        "labelled": result.labelled,
        "problems": [{"item": t.item, "message": t.message} for t in result.problems],
        "left_out": [{"item": t.item, "message": t.message} for t in result.left_out],
        "unmatched": {item.name: item.count for item in result.unmatched},
    }


def _print_result(result: Imported) -> None:
    for left_out in result.left_out:
        note(left_out.message)
    if result.unmatched:
        names = ", ".join(f"{item.name} ({item.count})" for item in result.unmatched)
        note(
            f"The project has no class for these names, so their cells were imported without a label: {names}. To map"
            " them, import into a new project with --map NAME=CLASS."
        )
    known = f"; {result.known} already there, whose cells stay as they are" if result.known else ""
    for kind, n in result.others.items():
        note(f"Imported {counted(n, _KIND_WORDS[kind.value])}: kept, but not counted as red cells.")
    cells = f" with {counted(result.cells, 'cell')}, {result.labelled} of them labelled" if result.cells else ""
    say(f"Imported {counted(result.smears, 'smear')}{cells}{known}.")
