"""Figures of each class with their intervals: the columns of this table in the window, on pages and in files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rbc_desk.core.phrases import Phrase
from rbc_desk.core.report_columns import ReportColumn, json_row, moved
from rbc_desk.core.results import OVERALL, ClassScores, Evaluation, Figure


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class as it is shown, its number of cells, and its figures by name."""

    shown: str
    n_cells: int
    figures: Mapping[str, Figure]


def number(value: float | None, digits: int = 3) -> str:
    """A figure for people: fixed digits, an en dash where undefined."""
    return "–" if value is None else f"{value:.{digits}f}"


def with_interval(figure: Figure, *, digits: int = 3) -> str:
    """For people: `0.812 (0.74–0.88)`; without an interval the value alone, a dash where there is neither."""
    if figure.value is None:
        return number(None)
    value = number(figure.value, digits)
    if figure.low is None or figure.high is None:
        return value
    return f"{value} ({figure.low:.{digits - 1}f}–{figure.high:.{digits - 1}f})"


def in_csv(value: float | None) -> str:
    """A figure in a CSV file: six digits, empty where undefined."""
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
"""The table of classes, one column a figure."""


def _end_of(column: ReportColumn[ClassRow], end: str) -> ReportColumn[ClassRow]:
    return ReportColumn.in_files(f"{column.name}_{end}", lambda row: getattr(column.value(row), end), in_csv=in_csv)


CLASS_CSV_COLUMNS: tuple[ReportColumn[ClassRow], ...] = (
    *moved(CLASS_COLUMNS, "cells", before="average_precision"),
    *(_end_of(column, end) for column in _FIGURES for end in ("low", "high")),
)
"""The same in a file: the ends of the intervals are columns of their own."""


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
"""The table of figures of all classes together."""
OVERALL_CSV_COLUMNS: tuple[ReportColumn[Figure], ...] = (
    *OVERALL_COLUMNS,
    ReportColumn.in_files("low", lambda figure: figure.low, in_csv=in_csv),
    ReportColumn.in_files("high", lambda figure: figure.high, in_csv=in_csv),
)


def overall_figures(evaluation: Evaluation) -> tuple[Figure, ...]:
    """The figures of all classes together; an evaluation of an older version has three of them."""
    if evaluation.depth is not None:
        return tuple(found for found in map(evaluation.depth.figure, OVERALL) if found is not None)
    plain = {"accuracy": evaluation.accuracy, "macro_f1": evaluation.macro_f1, "macro_auroc": evaluation.auroc}
    return tuple(Figure(name, "", value) for name, value in plain.items())


def class_rows(evaluation: Evaluation, *, shown: Callable[[str], str] = str) -> tuple[ClassRow, ...]:
    """A row a class; `shown` gives its name by its code. An evaluation of an older version has no intervals."""
    return tuple(
        ClassRow(shown(c.code), c.support, {column.name: _figure(evaluation, c, column.name) for column in _FIGURES})
        for c in evaluation.per_class
    )


def _figure(evaluation: Evaluation, scores: ClassScores, name: str) -> Figure:
    found = evaluation.depth.figure(name, scores.code) if evaluation.depth is not None else None
    plain: float | None = getattr(scores, name, None)
    if found is None:
        return Figure(name, scores.code, plain)
    # the value is the plain one, undefined where it is: the interval alone comes from the draws
    value = found.value if name == "average_precision" else plain
    return Figure(name, scores.code, value, found.low, found.high)


def for_json(evaluation: Evaluation) -> list[dict[str, Any]]:
    """A table per class: its figures by name, and in `intervals` [low, high] (95 %, by smear) where there is one."""
    columns = moved(CLASS_COLUMNS, "cells", before="precision")
    return [json_row(columns, row) | {"intervals": _intervals(row)} for row in class_rows(evaluation)]


def _intervals(row: ClassRow) -> dict[str, list[float]]:
    return {f.name: [f.low, f.high] for f in row.figures.values() if f.low is not None and f.high is not None}
