"""A CSV table that is written as its rows arrive, so that it can be read, or kept, before the end."""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Generic, Self, TextIO, TypeVar

from rbc_desk.core.errors import storage_error
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.columns import ReportColumn
from rbc_desk.core.tables.csv_text import csv_lines

Row = TypeVar("Row")
STANDARD_OUTPUT = Path("-")


class StreamedTable(Generic[Row]):
    """A file that holds whole rows at any time, also after the program was killed.

    `path`: the file, which is replaced when the table is entered, or `-` for standard output. Raises StorageError.
    """

    def __init__(self, path: Path, columns: Sequence[ReportColumn[Row]]) -> None:
        self._path, self._columns = path, columns
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        if self._path == STANDARD_OUTPUT:
            self._file = sys.stdout
            # redirected on Windows, it would have the code page of the system
            if isinstance(sys.stdout, io.TextIOWrapper) and codecs.lookup(sys.stdout.encoding).name != "utf-8":
                sys.stdout.reconfigure(encoding="utf-8", newline="")
        else:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self._path.open("w", encoding="utf-8", newline="")
            except OSError as error:
                raise storage_error(error, doing=Phrase("writing {path}", path=self._path)) from error
        self._put([column.name for column in self._columns], [])
        return self

    def __exit__(self, *exc: object) -> None:
        if self._file is not None and self._path != STANDARD_OUTPUT:
            self._file.close()
        self._file = None

    def write(self, rows: Iterable[Row]) -> int:
        """Append rows and flush them; returns their number."""
        lines = [[column.in_csv(column.value(row)) for column in self._columns] for row in rows]
        if lines:
            self._put(lines[0], lines[1:])
        return len(lines)

    def _put(self, first: Sequence[object], rest: Sequence[Sequence[object]]) -> None:
        assert self._file is not None
        try:
            self._file.write("".join(csv_lines(first, rest)))
            self._file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise storage_error(error, doing=Phrase("writing {path}", path=self._path)) from error
