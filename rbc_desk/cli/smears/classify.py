"""`rbc-desk classify`: classifies the cells of images and writes a CSV table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rbc_desk.cli.common import (
    DeviceOption,
    Images,
    JsonFlag,
    check_distinct,
    end,
    no_smear,
    print_others,
    result_channel,
)
from rbc_desk.cli.console import ProgressLine, counted, note, say_json, stoppable

if TYPE_CHECKING:
    from rbc_desk.core.counting.differential import Differential
    from rbc_desk.core.models.domain_shift import DomainShift
    from rbc_desk.core.tables.streamed import StreamedTable
    from rbc_desk.services.detection.given_cells import GivenCells
    from rbc_desk.services.detection.tables import PredictionLine
    from rbc_desk.services.models.classification import FileClasses

_WAY_OUT = "give the cells with --cells, or choose another --detector"


def run(
    images: Images,
    bundle: Annotated[str, typer.Option("--bundle", "-b", metavar="B", help="Folder or name of a bundle.")],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="CSV",
            help="Output file: columns image,x,y,r,class,confidence,p_… (- for stdout). Rows are "
            "written as images are done.",
        ),
    ],
    cells: Annotated[
        Path | None, typer.Option("--cells", help="Classify the cells of this CSV (image,x,y and optionally r).")
    ] = None,
    detector: Annotated[str | None, typer.Option("--detector", help="Name of a detector.")] = None,
    count_unfit: Annotated[
        bool, typer.Option("--count-unfit", help="Also count images that are too dark or overexposed.")
    ] = False,
    device: DeviceOption = "auto",
    json: JsonFlag = False,
) -> None:
    from rbc_desk.core.cells.cell import CellKind
    from rbc_desk.core.files.images import find_images
    from rbc_desk.services.detection.given_cells import read_given_cells
    from rbc_desk.services.detection.tables import prediction_table
    from rbc_desk.services.models import classification, differential
    from rbc_desk.services.models.evaluation import find_bundle
    from rbc_desk.services.models.quality import bundle_warnings

    folder = find_bundle(bundle)
    warned = bundle_warnings(folder)
    if warned and not json:
        note(f"WARNING: {warned}")
    files = find_images(images)
    given_cells = read_given_cells(cells, files=files) if cells is not None else None
    done: list[FileClasses] = []
    tell = result_channel(output, json=json)
    check_distinct({"--output": output, "--cells": cells})
    columns = given_cells.columns if given_cells is not None else None
    table: StreamedTable[PredictionLine] | None = None
    with ExitStack() as tables, ProgressLine(json_lines=json) as progress, stoppable(progress) as task:
        if given_cells is not None:
            _print_table_notes(given_cells, progress, json=json)
        for item in classification.classify_files(
            files,
            bundle=folder,
            given=given_cells.by_file if given_cells is not None else None,
            detector=detector,
            device=device,
            task=task,
        ):
            if item.error is not None:
                progress.problem(str(item.path), str(item.error))
                continue
            done.append(item)
            if table is None:
                table = tables.enter_context(prediction_table(output, codes=item.codes, given_columns=columns))
            table.write(_lines(item))
            if item.doubtful and not json:
                note(no_smear(item.image, n_cells=len(item.cells), way_out=_WAY_OUT))
        if table is None:
            tables.enter_context(prediction_table(output, codes=(), given_columns=columns))
    n_cells = sum(len(item.cells) for item in done)
    # as in the window: cells cut by the border are in the table, but not in the count
    found = differential.of_files(done, bundle=folder, count_unfit=count_unfit)
    kinds = sum((Counter(item.kinds) for item in done), Counter[CellKind]())
    if json:
        figures = {
            "images": len(done),
            "cells": n_cells,
            "counts": {row.code: row.count for row in found.rows if row.count},
            "shares": {row.code: [row.share, row.low, row.high] for row in found.rows},
            "below_threshold": found.n_uncertain,
            "cut_by_border": found.apart.n_cut,
            "kinds": {kind.value: kinds[kind] for kind in CellKind},
            "warning": warned,
            "unreadable": progress.problems,
        }
        figures["left_out"] = {one.smear: one.reason for one in found.left_out}
        figures["domain_shift"] = {one.smear: _shift_figures(one.shift) for one in found.fields}
        say_json(figures | {"doubtful": [item.image for item in done if item.doubtful], "output": str(output)})
    else:
        _print_counts(found, tell)
        print_others(kinds, n_images=len(done), tell=tell)
        tell(f"{counted(n_cells, 'cell')} on {counted(len(done), 'image')}: {output}")
    end(progress.problems)


def _print_counts(found: Differential, tell: Callable[[str], None]) -> None:
    for one in found.left_out:
        note(f"{one.smear} is left out of the counts: {one.reason}. --count-unfit counts it.")
    if found.domain_note:
        note(found.domain_note)
    for name in (one.smear for one in found.sorted_by_model if one.shift.outside and len(found.fields) > 1):
        note(f"  {name}")
    for row in found.rows:
        ends = f"   {100 * row.low:.1f} to {100 * row.high:.1f} %" if found.has_intervals else ""
        tell(f"{row.code:<20}{row.count:>8}{row.percent:>8.1f} %{ends}")
    if found.unmeasured:
        tell(found.unmeasured_note)
    if found.apart.n_cut:
        tell(f"{'(cut by the border)':<20}{found.apart.n_cut:>8}   not counted")
    if found.n_uncertain:
        tell(f"{found.n_uncertain} of these cells are below the model's confidence threshold.")


def _shift_figures(shift: DomainShift) -> dict[str, float | bool | None]:
    return {"distance": shift.distance, "limit": shift.limit, "outside": shift.outside if shift.checked else None}


def _print_table_notes(given_cells: GivenCells, progress: ProgressLine, *, json: bool) -> None:
    for problem in given_cells.problems:
        progress(problem)
    if not json:
        for message in given_cells.notes:
            note(str(message))


def _lines(item: FileClasses) -> list[PredictionLine]:
    from rbc_desk.services.detection.tables import PredictionLine

    return [
        PredictionLine(
            item.image,
            cell.circle,
            cell.code,
            cell.confidence,
            dict(zip(cell.codes, cell.probabilities, strict=True)),
            given_cell,
        )
        for cell, given_cell in zip_longest(item.cells, item.given)
    ]
