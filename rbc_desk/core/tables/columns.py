"""Tables as lists of columns. One list feeds the window, CSV, JSON, HTML and the command line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from rbc_desk.core.tables.csv_text import csv_text, unguarded

Row = TypeVar("Row")


def unchanged(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class ReportColumn(Generic[Row]):
    """A column of a table, for every output that shows the table.

    `name` is the key in CSV and JSON, which other programs rely on. `title` is the displayed heading, a `Phrase` if
    it consists of words. `value` gets the value from a row. `text`, `in_csv` and `in_json` convert the value for
    display, CSV and JSON; None is an empty field in CSV. `is_number`: right-aligned. `json_name` is the key in JSON
    if it differs.
    """

    name: str
    title: str
    value: Callable[[Row], Any]
    text: Callable[[Any], str] = str
    in_csv: Callable[[Any], object] = unchanged
    in_json: Callable[[Any], object] = unchanged
    is_number: bool = False
    json_name: str = ""

    @classmethod
    def in_files(
        cls, name: str, value: Callable[[Row], Any], *, in_csv: Callable[[Any], object] = unchanged
    ) -> ReportColumn[Row]:
        """A column that only files contain."""
        return cls(name, "", value, in_csv=in_csv)

    def text_of(self, row: Row) -> str:
        return self.text(self.value(row))


def csv_table(columns: Sequence[ReportColumn[Row]], rows: Iterable[Row]) -> str:
    """The table as CSV text with the columns' names as header."""
    lines = ([column.in_csv(column.value(row)) for column in columns] for row in rows)
    return csv_text([column.name for column in columns], lines)


def rows_of_csv(text: str) -> list[dict[str, str]]:
    """The rows of a `csv_table` by the columns' names, as texts. A value that a row lacks is ""."""
    rows = csv.DictReader(io.StringIO(text, newline=""), restval="", restkey="")
    return [{name: unguarded(value) for name, value in row.items() if name} for row in rows]


def json_row(columns: Sequence[ReportColumn[Row]], row: Row) -> dict[str, Any]:
    """The row as JSON values by name."""
    return {column.json_name or column.name: column.in_json(column.value(row)) for column in columns}


def texts(columns: Sequence[ReportColumn[Row]], rows: Iterable[Row]) -> list[list[str]]:
    """The rows as displayed text."""
    return [[column.text_of(row) for column in columns] for row in rows]


def lines(columns: Sequence[ReportColumn[Row]], rows: Iterable[Row]) -> Iterator[str]:
    """The table for a terminal: titles, then rows, in columns as wide as their content."""
    table = [[str(column.title) for column in columns], *texts(columns, rows)]
    widths = [max(map(len, entries)) for entries in zip(*table, strict=True)]
    sides = [">" if column.is_number else "<" for column in columns]
    for row in table:
        fields = zip(row, sides, widths, strict=True)
        yield "  ".join(f"{text:{side}{width}}" for text, side, width in fields).rstrip()


def by_name(columns: Iterable[ReportColumn[Row]]) -> Mapping[str, ReportColumn[Row]]:
    return {column.name: column for column in columns}


def moved(columns: Sequence[ReportColumn[Row]], name: str, *, before: str) -> tuple[ReportColumn[Row], ...]:
    """The same columns with `name` moved before `before`. Raises KeyError."""
    one = by_name(columns)[name]
    rest = [column for column in columns if column is not one]
    rest.insert(rest.index(by_name(columns)[before]), one)
    return tuple(rest)


class ConfusionRow(Protocol):
    """A true class by its code, and how many of its cells were predicted as each class."""

    @property
    def true(self) -> str: ...

    @property
    def counts(self) -> Sequence[int]: ...


def confusion_columns(codes: Sequence[str]) -> tuple[ReportColumn[ConfusionRow], ...]:
    """The columns of a confusion matrix in a file. The counts in its rows follow the order of `codes`."""
    return (
        ReportColumn.in_files("true \\ predicted", lambda row: row.true),
        *(ReportColumn.in_files(code, _count_at(i)) for i, code in enumerate(codes)),
    )


def _count_at(index: int) -> Callable[[ConfusionRow], int]:
    return lambda row: row.counts[index]
