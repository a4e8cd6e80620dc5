"""Exports an evaluation as a page, tables and JSON, and a smear with its cells drawn in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rbc_desk.core.classes import ClassSet
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.models.results import Depth, Evaluation, Figure
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.report_language import ENGLISH, ReportLanguage
from rbc_desk.core.tables.columns import ReportColumn, confusion_columns, csv_table
from rbc_desk.services.models.class_figures import (
    CLASS_CSV_COLUMNS,
    OVERALL_CSV_COLUMNS,
    ClassRow,
    class_rows,
    in_csv,
    overall_figures,
)
from rbc_desk.services.models.evaluation import EvaluationRecord, figures
from rbc_desk.services.project.project import Project
from rbc_desk.services.reports.evaluation_page import evaluation_page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_AVERAGES = {
    "macro average": {
        "recall": "balanced_accuracy",
        "f1": "macro_f1",
        "auroc": "macro_auroc",
        "average_precision": "macro_average_precision",
    },
    "weighted average": {"recall": "accuracy", "f1": "weighted_f1"},
}
"""The average rows of scores.csv by name, with the overall metric for each of their columns."""


class _ConfusionRow(NamedTuple):
    true: str
    counts: Sequence[int]


class _RocPoint(NamedTuple):
    code: str
    false_positive_rate: float
    true_positive_rate: float


_ROC_COLUMNS: tuple[ReportColumn[_RocPoint], ...] = (
    ReportColumn.in_files("class", lambda point: point.code),
    ReportColumn.in_files("false_positive_rate", lambda point: point.false_positive_rate, in_csv=in_csv),
    ReportColumn.in_files("true_positive_rate", lambda point: point.true_positive_rate, in_csv=in_csv),
)


def export_evaluation(
    project: Project, record: EvaluationRecord, folder: Path, *, language: ReportLanguage = ENGLISH
) -> list[Path]:
    """Write evaluation.html, scores.csv, overall.csv, confusion.csv, roc.csv and evaluation.json; return the files.

    The page is in `language`; the tables and JSON are always in English. Raises StorageError.
    """
    e = record.evaluation
    title = Phrase("{model} on the {part} part", model=record.model_name, part=Phrase(record.part))
    files = {
        "evaluation.html": evaluation_page(record, title=title, classes=project.class_set(), language=language),
        "evaluation.json": json.dumps(figures(record), indent=1),
        "scores.csv": csv_table(CLASS_CSV_COLUMNS, [*class_rows(e), *_averages(e)]),
        "overall.csv": csv_table(OVERALL_CSV_COLUMNS, _overall(e)),
        "confusion.csv": csv_table(confusion_columns(e.codes), map(_ConfusionRow, e.codes, e.confusion)),
        "roc.csv": csv_table(_ROC_COLUMNS, _roc_points(e)),
    }
    for file_name, text in files.items():
        write_text(folder / file_name, text)
    return [folder / file_name for file_name in files]


def _averages(e: Evaluation) -> list[ClassRow]:
    """The average rows of scores.csv below its classes. Their names are never class codes.

    The macro average of recall is balanced accuracy; its average weighted by cells is accuracy.
    """
    rows = []
    for shown, names in _AVERAGES.items():
        found = {} if e.depth is None else {column: e.depth.figure(name) for column, name in names.items()}
        rows.append(ClassRow(shown, e.n_cells, {n: one for n, one in found.items() if one is not None}))
    return rows


def _roc_points(e: Evaluation) -> Iterator[_RocPoint]:
    for curve in e.roc:
        rates = zip(curve.false_positive_rate, curve.true_positive_rate, strict=True)
        yield from (_RocPoint(curve.code, *both) for both in rates)


def _overall(e: Evaluation) -> list[Figure]:
    """The metrics over all classes, of calibration and of the confidence threshold."""
    depth, found = e.depth, list(overall_figures(e))
    if depth is not None:
        answering = depth.answering
        found += [Figure(name, "", value) for name, value in _beyond(depth).items()]
        found.append(Figure("right_of_answered", "", answering.reached, answering.low, answering.high))
    return found


def _beyond(depth: Depth) -> dict[str, float | None]:
    answering = depth.answering
    return {
        "calibration_error_before": depth.ece_raw,
        "calibration_error": depth.ece,
        "temperature": depth.temperature,
        "wanted_right": answering.right,
        "threshold": answering.threshold,
        "threshold_chosen_aside": float(answering.aside),
        "threshold_chosen_on_smears": float(answering.chosen_on),
        "answered": answering.coverage,
        "answered_smears": float(answering.n_smears),
    }


def write_overlay(
    path: Path,
    pixels: NDArray[np.uint8],
    marks: Sequence[tuple[Circle, str | None]],
    *,
    classes: ClassSet,
    predicted: bool,
) -> None:
    """Draw circles with the colours and letters of their classes (None: grey) on the smear, and write a PNG."""
    from rbc_desk.imaging.cells.overlay import Mark, draw_overlay, write_png

    drawn = []
    for circle, code in marks:
        known = classes[code] if code is not None and code in classes else None
        colour, letters = (known.colour, known.letters) if known else ("#808080", "")
        drawn.append(Mark(circle=circle, colour=colour, letters=letters, dashed=predicted))
    write_png(path, draw_overlay(pixels, drawn))
