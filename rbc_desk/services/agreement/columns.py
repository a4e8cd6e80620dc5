"""The tables of an agreement: its classes, and its pairs of readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from rbc_desk.core.counting.reader_agreement import ORDERED, PairAgreement, ReaderAgreement
from rbc_desk.core.models.results import Figure
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.columns import ReportColumn
from rbc_desk.services.agreement.checks import ReaderChecks
from rbc_desk.services.agreement.consensus import DisputedLabel


@dataclass(frozen=True, slots=True)
class AgreedClass:
    """A class by its shown name: its labels, its positive agreement, and its chance-corrected figure."""

    shown: str
    n_labels: int
    positive: Figure
    beyond_chance: Figure


DISPUTED_COLUMNS: tuple[ReportColumn[DisputedLabel], ...] = (
    ReportColumn.in_files("cell", lambda label: label.cell_id),
    ReportColumn.in_files("smear", lambda label: label.smear),
    ReportColumn.in_files("reader", lambda label: label.reader),
    ReportColumn.in_files("class", lambda label: label.code),
    ReportColumn.in_files("consensus", lambda label: label.decided),
)
"""The cells on which readers disagree in a file, a row for each label."""


def with_interval(figure: Figure) -> str:
    """The text of a figure with its interval, `0.79 (0.74–0.84)`; a dash where it is undefined."""
    if figure.value is None:
        return "–"
    if figure.low is None or figure.high is None:
        return f"{figure.value:.2f}"
    return f"{figure.value:.2f} ({figure.low:.2f}–{figure.high:.2f})"


def percent(figure: Figure) -> str:
    """The text of a share with its interval, `87 % (83–91)`; a dash where it is undefined."""
    if figure.value is None:
        return "–"
    if figure.low is None or figure.high is None:
        return f"{100 * figure.value:.0f} %"
    return f"{100 * figure.value:.0f} % ({100 * figure.low:.0f}–{100 * figure.high:.0f})"


def _checked(
    name: str, title: str, value: Callable[[ReaderChecks], Any], *, text: Callable[[Any], str]
) -> ReportColumn[ReaderChecks]:
    return ReportColumn(name, title, value, text=text, is_number=True)


CHECK_COLUMNS: tuple[ReportColumn[ReaderChecks], ...] = (
    ReportColumn("reader", Phrase("Reader"), lambda row: row.reader),
    ReportColumn("repeats", Phrase("Repeats"), lambda row: _n(row.repeats), text="{:,}".format, is_number=True),
    ReportColumn("same", Phrase("Same class"), lambda row: _figure(row.repeats), text=percent, is_number=True),
    ReportColumn(
        "kappa", Phrase("Kappa"), lambda row: _figure(row.repeats, "kappa"), text=with_interval, is_number=True
    ),
    ReportColumn(
        "controls", Phrase("Control cells"), lambda row: _n(row.controls), text="{:,}".format, is_number=True
    ),
    ReportColumn("right", Phrase("Right class"), lambda row: _figure(row.controls), text=percent, is_number=True),
)
"""Each reader against themselves, and against the control cells."""


def _n(found: ReaderAgreement | None) -> int:
    return found.pairs[0].n_cells if found is not None else 0


def _figure(found: ReaderAgreement | None, name: str = "observed") -> Figure:
    return found.pairs[0].figure(name) if found is not None else Figure(name, "", None)


def class_columns(*, two: bool) -> tuple[ReportColumn[AgreedClass], ...]:
    """The columns of the classes, of `two` readers or of several."""
    return (
        ReportColumn("class", Phrase("Class"), lambda row: row.shown),
        ReportColumn("labels", Phrase("Labels"), lambda row: row.n_labels, text="{:,}".format, is_number=True),
        ReportColumn("positive", Phrase("Agreement"), lambda row: row.positive, text=percent, is_number=True),
        ReportColumn(
            "kappa" if two else "alpha",
            Phrase("Kappa") if two else Phrase("Alpha"),
            lambda row: row.beyond_chance,
            text=with_interval,
            is_number=True,
        ),
    )


def pair_columns(*, ordered: bool) -> tuple[ReportColumn[PairAgreement], ...]:
    """The columns of the pairs of readers. `ordered`: the classes have an order."""
    weighted = _figure_column("weighted_kappa", Phrase("Weighted kappa"), text=with_interval)
    return (
        ReportColumn("readers", Phrase("Readers"), lambda pair: f"{pair.first}, {pair.second}"),
        ReportColumn("cells", Phrase("Cells"), lambda pair: pair.n_cells, text="{:,}".format, is_number=True),
        _figure_column("observed", Phrase("Same class"), text=percent),
        _figure_column("kappa", Phrase("Kappa"), text=with_interval),
        *((weighted,) if ordered else ()),
    )


def class_rows(found: ReaderAgreement, *, shown: Callable[[str], str] = str) -> tuple[AgreedClass, ...]:
    """One row per class: of the pair where there are two readers, otherwise of all of them."""
    of, name = (found.pairs[0], "kappa") if len(found.pairs) == 1 else (found, "alpha")
    return tuple(
        AgreedClass(shown(code), n_labels, of.figure("positive", code), of.figure(name, code))
        for code, n_labels in zip(found.codes, found.n_labels, strict=True)
    )


def for_json(found: ReaderAgreement) -> dict[str, Any]:
    """Everything as JSON values; intervals are [low, high], or null.

    `of_ordered_classes` names the figures that are meant for those.
    """
    return {
        "readers": list(found.readers),
        "classes": list(found.codes),
        "cells": found.n_cells,
        "cells_agreed": found.n_agreed,
        "cells_of_all_readers": found.n_complete,
        "smears": found.n_smears,
        "figures": _overall(found.figures),
        "by_class": _by_class(found.figures, found.codes, n_labels=found.n_labels),
        "pairs": [
            {
                "readers": [pair.first, pair.second],
                "cells": pair.n_cells,
                "cells_agreed": pair.n_agreed,
                "smears": pair.n_smears,
                "figures": _overall(pair.figures),
                "by_class": _by_class(pair.figures, found.codes),
                "counts": [list(row) for row in pair.counts],
            }
            for pair in found.pairs
        ],
        "of_ordered_classes": sorted(ORDERED),
    }


def _overall(figures: Iterable[Figure]) -> dict[str, Any]:
    return {one.name: _value(one) for one in figures if not one.code}


def _by_class(figures: Iterable[Figure], codes: Iterable[str], *, n_labels: Iterable[int] = ()) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {code: {} for code in codes}
    for code, n in zip(found, n_labels, strict=False):
        found[code]["labels"] = n
    for one in figures:
        if one.code:
            found[one.code][one.name] = _value(one)
    return found


def _value(figure: Figure) -> dict[str, Any]:
    span = None if figure.low is None or figure.high is None else [figure.low, figure.high]
    return {"value": figure.value, "interval": span}


def _figure_column(name: str, title: str, *, text: Callable[[Figure], str]) -> ReportColumn[PairAgreement]:
    return ReportColumn(name, title, lambda pair: pair.figure(name), text=text, is_number=True)


def checks_for_json(readers: Iterable[ReaderChecks]) -> list[dict[str, Any]]:
    """The checks of each reader as JSON values; null where there are no answers of a kind."""
    return [
        {
            "reader": one.reader,
            "repeats": None if one.repeats is None else for_json(one.repeats),
            "controls": None if one.controls is None else for_json(one.controls),
        }
        for one in readers
    ]
