"""CSV text that spreadsheets do not interpret as formulas.

A file name or a class name may begin with `=`, `+`, `-` or `@`. Excel and LibreOffice compute such a cell when the
table is opened, and a formula can start programs or send data away. A leading apostrophe turns it into text (OWASP,
"CSV injection"). Numbers are not changed. `unguarded` removes the apostrophe again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_NUMBERS = re.compile(rf"\s*{_NUMBER}(?:[\s,;]+{_NUMBER})*\s*")
# A spreadsheet that expects another separator splits a cell there, and what follows begins a cell of its own.
_START = r"(^|[;,\t\r\n])"
_FORMULA = r"[ ']*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]"
_GUARD = re.compile(rf"{_START}(?={_FORMULA})")
_GUARDED = re.compile(rf"{_START}'(?={_FORMULA})")


def csv_text(header: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """The table as comma-separated text with one line per row; texts that look like formulas are guarded."""
    return "".join(csv_lines(header, rows))


def csv_lines(header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of `csv_text`, each with its end, as the rows come."""
    for row in chain((header,), rows):
        yield ",".join(_field(value) for value in row) + "\n"


def guarded(value: object) -> object:
    """The value as a table may hold it: a text that a spreadsheet would compute gets an apostrophe in front."""
    if not isinstance(value, str) or _NUMBERS.fullmatch(value):
        return value
    return _GUARD.sub(r"\1'", value)


def unguarded(text: str) -> str:
    """The text before `guarded` was applied."""
    return _GUARDED.sub(r"\1", text)


def _field(value: object) -> str:
    text = "" if value is None else str(guarded(value))
    # the module csv of Python 3.11 leaves a carriage return bare, and readers then see two lines
    return '"' + text.replace('"', '""') + '"' if any(char in text for char in ',"\r\n') else text
