"""CSV text that spreadsheets do not interpret as formulas.

A file name or class name may begin with `=`, `+`, `-` or `@`. Excel and LibreOffice evaluate such a cell when the
table is opened, and a formula can start programs or send data away. A leading apostrophe turns it into text (OWASP,
"CSV injection"). Numbers are not changed. `unguarded` removes the apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_NUMBERS = re.compile(rf"\s*{_NUMBER}(?:[\s,;]+{_NUMBER})*\s*")
# A spreadsheet that expects another separator splits the cell there, and the rest starts a new cell.
_START = r"(^|[;,\t\r\n])"
_FORMULA = r"[ ']*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]"
_GUARD = re.compile(rf"{_START}(?={_FORMULA})")
_GUARDED = re.compile(rf"{_START}'(?={_FORMULA})")


def csv_text(header: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """The table as comma-separated text, one line per row. Texts that look like formulas are guarded."""
    return "".join(csv_lines(header, rows))


def csv_lines(header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yields the lines of `csv_text` with their line ends, as rows arrive."""
    for row in chain((header,), rows):
        yield ",".join(_field(value) for value in row) + "\n"


def guarded(value: object) -> object:
    """The value for a table: a text that a spreadsheet would evaluate gets a leading apostrophe."""
    if not isinstance(value, str) or _NUMBERS.fullmatch(value):
        return value
    return _GUARD.sub(r"\1'", value)


def unguarded(text: str) -> str:
    """The text before `guarded` was applied."""
    return _GUARDED.sub(r"\1", text)


def _field(value: object) -> str:
    text = "" if value is None else str(guarded(value))
    # csv of Python 3.11 does not quote a lone carriage return, and readers then see two lines
    return '"' + text.replace('"', '""') + '"' if any(char in text for char in ',"\r\n') else text
