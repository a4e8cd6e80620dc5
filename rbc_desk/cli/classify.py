"""rbc-desk classify: the cells of images with their classes as CSV."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from rbc_desk.cli.common import DeviceOption, Images, JsonFlag, end, no_smear
from rbc_desk.cli.console import ProgressLine, note, say, say_json, stoppable


def run(
    images: Images,
    bundle: Annotated[str, typer.Option("--bundle", "-b", metavar="B", help="A bundle's folder or name.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="CSV", help="image,x,y,r,class,confidence,p_…")],
    cells: Annotated[
        Path | None, typer.Option("--cells", help="CSV with image,x,y and perhaps r: classify these instead.")
    ] = None,
    detector: Annotated[str | None, typer.Option("--detector", help="The detector's name.")] = None,
    device: DeviceOption = "auto",
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services import classification
    from rbc_desk.services.evaluation import find_bundle
    from rbc_desk.services.standing import bundle_warnings
    from rbc_desk.services.tables import PredictionLine, read_cells, write_predictions

    folder = find_bundle(bundle)
    warned = bundle_warnings(folder)
    if warned and not json:
        note(f"WARNING: {warned}")
    given = read_cells(cells) if cells is not None else None
    lines: list[PredictionLine] = []
    codes: tuple[str, ...] = ()
    n_images = 0
    doubtful: list[str] = []
    counts: Counter[str] = Counter()
    n_cut = 0
    with stoppable() as stop, ProgressLine(json_lines=json) as progress:
        results = classification.classify_files(
            images, bundle=folder, given=given, detector=detector, device=device, report=progress, stop=stop
        )
        for item in results:
            codes = item.codes
            if item.error is not None:
                progress.trouble(str(item.path), str(item.error))
                continue
            n_images += 1
            if item.doubtful:
                doubtful.append(item.path.name)
                if not json:
                    note(no_smear(item.path.name, n_cells=len(item.cells), way_out="give them with --cells, or choose another --detector"))
            for cell in item.cells:
                odds = dict(zip(cell.codes, cell.probabilities, strict=True))
                lines.append(PredictionLine(item.path.name, cell.circle, cell.code, cell.confidence, odds))
                # as in the window: half a cell that nobody asked about is in the table, but not in the count
                if cell.at_border and given is None:
                    n_cut += 1
                else:
                    counts[cell.code] += 1
    write_predictions(output, lines, codes=codes)
    n_counted = sum(counts.values())
    if json:
        figures = {
            "images": n_images,
            "cells": len(lines),
            "counts": dict(counts),
            "cut_by_border": n_cut,
            "warning": warned,
            "unreadable": progress.troubles,
        }
        say_json(figures | {"doubtful": doubtful, "output": str(output)})
    else:
        for code in codes:
            percent = 100 * counts[code] / n_counted if n_counted else 0.0
            say(f"{code:<20}{counts[code]:>8}{percent:>8.1f} %")
        if n_cut:
            say(f"{'(cut by the border)':<20}{n_cut:>8}   not counted")
        say(f"{len(lines)} cells on {n_images} images: {output}")
    end(progress.troubles)
