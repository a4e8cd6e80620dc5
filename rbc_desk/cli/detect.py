"""rbc-desk detect: the cells of images as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rbc_desk.cli.common import Images, JsonFlag, end
from rbc_desk.cli.console import ProgressLine, say, say_json, stoppable


def run(
    images: Images,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="CSV", help="Columns image,x,y,r,score.")],
    detector: Annotated[str | None, typer.Option("--detector", help="The detector's name.")] = None,
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services import detection
    from rbc_desk.services.tables import write_cells

    found = []
    with stoppable() as stop, ProgressLine(json_lines=json) as progress:
        for item in detection.detect_files(images, detector=detector, report=progress, stop=stop):
            if item.error is not None:
                progress.trouble(str(item.path), str(item.error))
            else:
                found.append((item.path.name, item.cells))
    rows = write_cells(output, found)
    if json:
        say_json({"images": len(found), "cells": rows, "unreadable": progress.troubles, "output": str(output)})
    else:
        say(f"{rows} cells on {len(found)} images: {output}")
    end(progress.troubles)
