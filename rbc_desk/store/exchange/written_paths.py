"""Paths as tables and data sets of any system write them: their parts, and how much of two paths is equal.

Names are compared without their case, and with an accent as one letter, whichever way a Mac wrote it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePath, PurePosixPath, PureWindowsPath


def pure_path(written: str) -> PurePath:
    """The path, read by the rules of the system that wrote it."""
    windows = "\\" in written or PureWindowsPath(written).drive != ""
    return PureWindowsPath(written) if windows else PurePosixPath(written)


def parts_of(written: str) -> tuple[str, ...]:
    """The folders and the name of a path, without its root, `.` and `..`."""
    path = pure_path(written)
    return tuple(part for part in path.parts if part not in {path.anchor, ".", ".."})


def folded(name: str) -> str:
    """The name in the form in which names are compared."""
    return unicodedata.normalize("NFC", name).casefold()


def folded_parts(parts: Iterable[str]) -> tuple[str, ...]:
    """The parts of a path in the form in which they are compared."""
    return tuple(map(folded, parts))


def same_end(a: Sequence[str], b: Sequence[str]) -> int:
    """The number of equal parts at the end of two paths."""
    n = 0
    while n < min(len(a), len(b)) and a[-1 - n] == b[-1 - n]:
        n += 1
    return n
