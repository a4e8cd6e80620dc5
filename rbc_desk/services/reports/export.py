"""Exports an evaluation as a page, tables and JSON, and a smear with its cells drawn in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.classes import ClassSet
from rbc_desk.core.csv_text import csv_text
from rbc_desk.core.files import write_text
from rbc_desk.core.geometry import Circle
from rbc_desk.core.results import OVERALL, Depth, Evaluation
from rbc_desk.services.models.class_figures import NAMES, class_figures
from rbc_desk.services.models.evaluation import EvaluationRecord, figures
from rbc_desk.services.project.project import Project
from rbc_desk.services.reports.evaluation_page import evaluation_page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_AVERAGES = {
    "macro average": ("", "balanced_accuracy", "macro_f1", "macro_auroc", "macro_average_precision"),
    "weighted average": ("", "accuracy", "weighted_f1", "", ""),
}
_INTERVALS = tuple(f"{name}_{end}" for name in NAMES for end in ("low", "high"))


def export_evaluation(project: Project, record: EvaluationRecord, folder: Path) -> list[Path]:
    """Write evaluation.html, scores.csv, overall.csv, confusion.csv, roc.csv and evaluation.json; return the files.

    Raises StorageError.
    """
    e = record.evaluation
    title = f"{record.model_name} on the {record.part} part"
    files = {
        "evaluation.html": evaluation_page(record, title=title, classes=project.class_set()),
        "evaluation.json": json.dumps(figures(record), indent=1),
        "scores.csv": csv_text(
            ("class", "precision", "recall", "f1", "auroc", "cells", "average_precision", *_INTERVALS),
            [
                (
                    c.code,
                    *(_cell(figure.value) for figure in of_class[:4]),
                    c.support,
                    _cell(of_class[4].value),
                    *(_cell(end) for figure in of_class for end in (figure.low, figure.high)),
                )
                for c, of_class in class_figures(e)
            ]
            + _averages(e),
        ),
        "overall.csv": csv_text(("figure", "value", "low", "high"), _overall(e)),
        "confusion.csv": csv_text(
            ("true \\ predicted", *e.codes), [(code, *row) for code, row in zip(e.codes, e.confusion, strict=True)]
        ),
        "roc.csv": csv_text(
            ("class", "false_positive_rate", "true_positive_rate"),
            [
                (curve.code, f"{x:.6f}", f"{y:.6f}")
                for curve in e.roc
                for x, y in zip(curve.false_positive_rate, curve.true_positive_rate, strict=True)
            ],
        ),
    }
    for file_name, text in files.items():
        write_text(folder / file_name, text)
    return [folder / file_name for file_name in files]


def _averages(e: Evaluation) -> list[tuple[object, ...]]:
    """The rows of scores.csv below its classes, whose names can be no code: means over the classes that stand there.

    Recall is then balanced accuracy; weighted by the classes' cells it is accuracy.
    """
    rows: list[tuple[object, ...]] = []
    for row, names in _AVERAGES.items():
        figures = [e.depth.figure(name) if e.depth is not None and name else None for name in names]
        values = ["" if figure is None else _cell(figure.value) for figure in figures]
        ends = [
            "" if figure is None else _cell(end)
            for figure in figures
            for end in ((figure.low, figure.high) if figure else (None, None))
        ]
        rows.append((row, *values[:4], e.n_cells, values[4], *ends))
    return rows


def _overall(e: Evaluation) -> list[tuple[str, str, str, str]]:
    """The figures of all classes together, calibration and what comes of the threshold, a line each."""
    depth = e.depth
    if depth is None:
        plain = {"accuracy": e.accuracy, "macro_f1": e.macro_f1, "macro_auroc": e.auroc}
        return [(name, _cell(value), "", "") for name, value in plain.items()]
    figures = [figure for figure in map(depth.figure, OVERALL) if figure is not None]
    rows = [(one.name, _cell(one.value), _cell(one.low), _cell(one.high)) for one in figures]
    rows += [(name, _cell(value), "", "") for name, value in _beyond(depth).items()]
    told = depth.answering
    return [*rows, ("right_of_answered", _cell(told.reached), _cell(told.low), _cell(told.high))]


def _beyond(depth: Depth) -> dict[str, float | None]:
    told = depth.answering
    return {
        "calibration_error_before": depth.ece_raw,
        "calibration_error": depth.ece,
        "temperature": depth.temperature,
        "wanted_right": told.right,
        "threshold": told.threshold,
        "threshold_chosen_aside": float(told.aside),
        "threshold_chosen_on_smears": float(told.chosen_on),
        "answered": told.coverage,
        "answered_smears": float(told.n_smears),
    }


def write_overlay(
    path: Path,
    pixels: NDArray[np.uint8],
    marks: Sequence[tuple[Circle, str | None]],
    *,
    classes: ClassSet,
    predicted: bool,
) -> None:
    """Draw circles in their classes' colours and letters (None: grey) over the smear and write a PNG."""
    from rbc_desk.imaging.overlay import Mark, draw_overlay, write_png

    drawn = []
    for circle, code in marks:
        known = classes[code] if code is not None and code in classes else None
        colour, letters = (known.colour, known.letters) if known else ("#808080", "")
        drawn.append(Mark(circle=circle, colour=colour, letters=letters, dashed=predicted))
    write_png(path, draw_overlay(pixels, drawn))


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}"
