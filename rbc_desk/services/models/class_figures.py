"""Figures of each class with their intervals, for tables, pages and JSON."""

from __future__ import annotations

from typing import Any

from rbc_desk.core.results import ClassScores, Evaluation, Figure

NAMES = ("precision", "recall", "f1", "auroc", "average_precision")


def class_figures(evaluation: Evaluation) -> tuple[tuple[ClassScores, tuple[Figure, ...]], ...]:
    """Each class with its figures in the order of `NAMES`; an evaluation of an older version has no intervals."""
    return tuple((c, tuple(_figure(evaluation, c, name) for name in NAMES)) for c in evaluation.per_class)


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
    rows = []
    for scores, figures in class_figures(evaluation):
        values: dict[str, Any] = {"code": scores.code, "support": scores.support}
        values |= {figure.name: figure.value for figure in figures}
        values["intervals"] = {f.name: [f.low, f.high] for f in figures if f.low is not None and f.high is not None}
        rows.append(values)
    return rows


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
