"""`rbc-desk detect`: finds the cells of images and writes a CSV table."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from rbc_desk.cli.common import Images, JsonFlag, check_distinct, end, no_smear, print_others, result_channel
from rbc_desk.cli.console import ProgressLine, counted, note, say_json, stoppable
from rbc_desk.cli.options import ConfigOption, setting_values
from rbc_desk.core.tables.streamed import STANDARD_OUTPUT

_WAY_OUT = "--set any_picture=true keeps them anyway"


def run(
    images: Images,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="CSV",
            help="Output file with the columns image,x,y,r,score (- for stdout). Rows are written "
            "as images are done.",
        ),
    ],
    detector: Annotated[str | None, typer.Option("--detector", help="Name of a detector.")] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="key=value", help="A setting of the detector, such as min_score=0.4."),
    ] = None,
    config: ConfigOption = None,
    preset: Annotated[
        str | None, typer.Option("--preset", help="A preset (detector and settings) saved in the window.")
    ] = None,
    shapes: Annotated[
        Path | None,
        typer.Option(
            "--shapes", metavar="CSV", help="Also write shapes: axes, area, elongation and outline per cell."
        ),
    ] = None,
    all_kinds: Annotated[
        bool,
        typer.Option("--all-kinds", help="Also list white cells, platelets and artefacts, with the column kind."),
    ] = False,
    cell_width: Annotated[
        float | None,
        typer.Option(
            "--cell-width", metavar="PX", min=8, max=1000, help="Width of a typical red cell. Default: measured."
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Number of smears in parallel. Default: all cores.")
    ] = None,
    json: JsonFlag = False,
) -> None:
    from rbc_desk.core.cells.cell import CellKind, count_kinds
    from rbc_desk.services.detection import find_cells, presets
    from rbc_desk.services.detection.tables import FoundCell, cell_table, shape_table

    params = setting_values(settings or [], config=config)
    if preset is not None:
        saved = presets.named(preset)
        if detector in (None, saved.detector):
            detector, params = saved.detector, {**saved.params, **params}
    if cell_width is not None:
        params["diameter_px"] = cell_width
    found = []
    tell = result_channel(output, json=json)
    check_distinct({"--output": output, "--shapes": shapes}, need_files=("--shapes",))
    with ExitStack() as tables, ProgressLine(json_lines=json) as progress, stoppable(progress) as task:
        cells_file, shapes_file = cell_table(output, kinds=all_kinds), shape_table(shapes or STANDARD_OUTPUT)
        work = find_cells.detect_files(
            images,
            detector=detector,
            params=params,
            shapes=shapes is not None,
            workers=workers,
            task=task,
        )
        for number, item in enumerate(work):
            if not number:  # a setting or path that cannot be leaves the files as they are
                tables.enter_context(cells_file)
                if shapes is not None:
                    tables.enter_context(shapes_file)
            if item.error is not None:
                progress.problem(str(item.path), str(item.error))
                continue
            found.append(item)
            listed = (*item.cells, *item.others) if all_kinds else item.cells
            cells_file.write(FoundCell(item.image, cell) for cell in listed)
            if shapes is not None:
                shapes_file.write(FoundCell(item.image, cell, item.um_per_px) for cell in item.cells)
            if item.doubtful and not json:
                note(no_smear(item.image, n_cells=len(item.cells), way_out=_WAY_OUT))
    uncertain = [item.image for item in found if item.width_uncertain and not item.doubtful]
    if uncertain and not json:
        note(
            f"The size of the cells is uncertain on {', '.join(uncertain)}. Measure the width of one cell in pixels,"
            " and give it: --cell-width PX"
        )
    counts = count_kinds(cell for item in found for cell in (*item.cells, *item.others))
    n_cells = counts[CellKind.RED]
    if json:
        say_json(
            {
                "images": len(found),
                "cells": n_cells,
                "kinds": {kind.value: n for kind, n in counts.items()},
                "unreadable": progress.problems,
                "width_uncertain": uncertain,
                "doubtful": [item.image for item in found if item.doubtful],
                "output": str(output),
            }
        )
    else:
        print_others(counts, n_images=len(found), tell=tell)
        tell(f"{counted(n_cells, 'cell')} on {counted(len(found), 'image')}: {output}")
    end(progress.problems)
