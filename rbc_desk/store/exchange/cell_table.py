"""Reads tables of cells from any spreadsheet: image, x, y and optionally r, class and specimen.

`import csv` and `classify --cells` use it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Problem
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.csv_text import unguarded
from rbc_desk.store.exchange.texts import finite, text_of
from rbc_desk.store.exchange.written_paths import pure_path

_SEPARATORS = ",;\t"
_MOST_FIELD = 1_000_000  # characters


@dataclass(frozen=True, slots=True)
class TableCell:
    """A line of a table. `r` None: to be measured. `given`: the text of every column, by heading."""

    line: int
    image: str
    x: float
    y: float
    r: float | None
    class_name: str | None
    specimen: str | None
    given: Mapping[str, str]

    def written(self, column: str) -> str:
        """The text in a column whose heading is `column` in any case; "" where there is none."""
        return next((text.strip() for name, text in self.given.items() if name.casefold() == column), "")


@dataclass(frozen=True, slots=True)
class CellTable:
    """The cells of a table in order. `columns`: the headings as written. `skipped`: lines that are no cells."""

    columns: tuple[str, ...]
    cells: tuple[TableCell, ...]
    skipped: tuple[Problem, ...]


def read_cell_table(path: Path) -> CellTable:
    """Read a table with commas, semicolons or tabs, headings in any case, and decimal points or commas.

    Empty lines are ignored. A line without an image or with an invalid number is named in `skipped`.
    Raises RbcDeskError where the file is missing or not text, a column is missing, or no line can be read.
    """
    text = text_of(path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    csv.field_size_limit(max(_MOST_FIELD, csv.field_size_limit()))
    try:
        lines = [(reader.line_num, line) for line in reader if any(word.strip() for word in line)]
    except csv.Error as error:
        raise RbcDeskError(
            Phrase("{name}, line {number}: {error}.", name=path.name, number=reader.line_num, error=error),
            hint="Save the table again as CSV (UTF-8).",
        ) from error
    columns = tuple(word.strip() for word in lines[0][1]) if lines else ()
    column_index = {name.casefold(): index for index, name in reversed(list(enumerate(columns)))}
    if missing := [name for name in ("image", "x", "y") if name not in column_index]:
        raise RbcDeskError(
            Phrase(
                "{name} has no columns {names}." if len(missing) > 1 else "{name} has no column {names}.",
                name=path.name,
                names=", ".join(missing),
            ),
            hint="The first line must be image,x,y; the columns r, class and specimen are optional.",
        )
    cells: list[TableCell] = []
    skipped: list[Problem] = []
    for number, line in lines[1:]:
        fields = {name: unguarded(line[i]).strip() if i < len(line) else "" for name, i in column_index.items()}
        given = {name: unguarded(line[i]) if i < len(line) else "" for i, name in enumerate(columns)}
        try:
            cells.append(_cell(number, fields, given=given, decimal_comma=separator != ","))
        except ValueError as error:
            where = Phrase(
                "{name}, line {number}: {error}.", name=path.name, number=number, error=Phrase.of(error.args[0])
            )
            skipped.append(Problem(str(path), where))
    if skipped and not cells:
        raise RbcDeskError(Phrase.of(skipped[0].message), hint="Correct that line.")
    return CellTable(columns, tuple(cells), tuple(skipped))


def file_name(written: str) -> str:
    """The file name in a path of any system."""
    return pure_path(written).name


def _cell(line: int, fields: Mapping[str, str], *, given: Mapping[str, str], decimal_comma: bool) -> TableCell:
    def number(name: str) -> float:
        text = fields[name]
        if not text:
            raise ValueError(Phrase("{column} is empty", column=name))
        return finite(text.replace(",", ".") if decimal_comma and text.count(",") == 1 else text)

    if not fields["image"]:
        raise ValueError(Phrase("it does not name an image"))
    radius = number("r") if fields.get("r") else None
    if radius is not None and radius <= 0:
        raise ValueError(Phrase("the radius {word} is not positive", word=fields["r"]))
    return TableCell(
        line=line,
        image=fields["image"],
        x=number("x"),
        y=number("y"),
        r=radius,
        class_name=fields.get("class") or None,
        specimen=fields.get("specimen") or None,
        given=given,
    )
