"""Metrics of each class with their intervals, and the columns of their table in the window, reports and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rbc_desk.core.models.results import OVERALL, ClassScores, Evaluation, Figure
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.columns import ReportColumn, json_row, moved


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class: its shown name, its number of cells, and its metrics by name."""

    shown: str
    n_cells: int
    figures: Mapping[str, Figure]


def number(value: float | None, digits: int = 3) -> str:
    """The text of a metric, with fixed digits; an en dash where it is undefined."""
    return "–" if value is None else f"{value:.{digits}f}"


def with_interval(figure: Figure, *, digits: int = 3) -> str:
    """The text of a metric with its interval, `0.812 (0.74–0.88)`; a dash where it is undefined."""
    if figure.value is None:
        return number(None)
    value = number(figure.value, digits)
    if figure.low is None or figure.high is None:
        return value
    return f"{value} ({figure.low:.{digits - 1}f}–{figure.high:.{digits - 1}f})"


def in_csv(value: float | None) -> str:
    """The text of a metric in a CSV file: six digits, empty where it is undefined."""
    return "" if value is None else f"{value:.6f}"


def _figure_column(name: str, title: str) -> ReportColumn[ClassRow]:
    return ReportColumn(
        name,
        title,
        lambda row: row.figures.get(name, Figure(name, row.shown, None)),
        text=with_interval,
        in_csv=lambda figure: in_csv(figure.value),
        in_json=lambda figure: figure.value,
        is_number=True,
    )


_FIGURES = (
    _figure_column("precision", Phrase("Precision")),
    _figure_column("recall", Phrase("Recall")),
    _figure_column("f1", "F1"),
    _figure_column("auroc", Phrase("AUROC")),
    _figure_column("average_precision", Phrase("Average precision")),
)
CLASS_COLUMNS: tuple[ReportColumn[ClassRow], ...] = (
    ReportColumn("class", Phrase("Class"), lambda row: row.shown, json_name="code"),
    *_FIGURES,
    ReportColumn(
        "cells",
        Phrase("Support"),
        lambda row: row.n_cells,
        text="{:,}".format,
        is_number=True,
        json_name="support",
    ),
)
"""The table of classes, with one column per metric."""


def _end_of(column: ReportColumn[ClassRow], end: str) -> ReportColumn[ClassRow]:
    return ReportColumn.in_files(f"{column.name}_{end}", lambda row: getattr(column.value(row), end), in_csv=in_csv)


CLASS_CSV_COLUMNS: tuple[ReportColumn[ClassRow], ...] = (
    *moved(CLASS_COLUMNS, "cells", before="average_precision"),
    *(_end_of(column, end) for column in _FIGURES for end in ("low", "high")),
)
"""The same table in a file, with separate columns for the ends of the intervals."""


OVERALL_COLUMNS: tuple[ReportColumn[Figure], ...] = (
    ReportColumn("figure", Phrase("Figure"), lambda figure: figure.name, text=lambda name: OVERALL.get(name, name)),
    ReportColumn(
        "value",
        Phrase("Value"),
        lambda figure: figure,
        text=with_interval,
        in_csv=lambda figure: in_csv(figure.value),
        is_number=True,
    ),
)
"""The table of metrics over all classes."""
OVERALL_CSV_COLUMNS: tuple[ReportColumn[Figure], ...] = (
    *OVERALL_COLUMNS,
    ReportColumn.in_files("low", lambda figure: figure.low, in_csv=in_csv),
    ReportColumn.in_files("high", lambda figure: figure.high, in_csv=in_csv),
)


def overall_figures(evaluation: Evaluation) -> tuple[Figure, ...]:
    """The metrics over all classes; an evaluation of an older version has only three."""
    if evaluation.depth is not None:
        return tuple(found for found in map(evaluation.depth.figure, OVERALL) if found is not None)
    plain = {"accuracy": evaluation.accuracy, "macro_f1": evaluation.macro_f1, "macro_auroc": evaluation.auroc}
    return tuple(Figure(name, "", value) for name, value in plain.items())


def class_rows(evaluation: Evaluation, *, shown: Callable[[str], str] = str) -> tuple[ClassRow, ...]:
    """One row per class; `shown` maps a code to its name. An evaluation of an older version has no intervals."""
    return tuple(
        ClassRow(shown(c.code), c.support, {column.name: _figure(evaluation, c, column.name) for column in _FIGURES})
        for c in evaluation.per_class
    )


def _figure(evaluation: Evaluation, scores: ClassScores, name: str) -> Figure:
    found = evaluation.depth.figure(name, scores.code) if evaluation.depth is not None else None
    plain: float | None = getattr(scores, name, None)
    if found is None:
        return Figure(name, scores.code, plain)
    # only the interval comes from the bootstrap; the value is the plain one, even where that is undefined
    value = found.value if name == "average_precision" else plain
    return Figure(name, scores.code, value, found.low, found.high)


def for_json(evaluation: Evaluation) -> list[dict[str, Any]]:
    """One table per class: its metrics by name, and their 95 % intervals [low, high] by smear in `intervals`."""
    columns = moved(CLASS_COLUMNS, "cells", before="precision")
    return [json_row(columns, row) | {"intervals": _intervals(row)} for row in class_rows(evaluation)]


def _intervals(row: ClassRow) -> dict[str, list[float]]:
    return {f.name: [f.low, f.high] for f in row.figures.values() if f.low is not None and f.high is not None}
