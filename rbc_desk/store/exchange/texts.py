"""Reads text and numbers in files of other programs."""

from __future__ import annotations

import codecs
import math
from pathlib import Path

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.phrases import Phrase

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def finite(word: str | None) -> float:
    """Parse a finite number. Raises ValueError, which says what is wrong."""
    try:
        value = float("" if word is None or "_" in word else word)  # Python reads 1_000 as a number
    except ValueError:
        raise ValueError(Phrase("{word!r} is not a number", word=word or "")) from None
    if not math.isfinite(value):
        raise ValueError(Phrase("{word} is not a finite number", word=word))
    return value


def text_of(path: Path) -> str:
    """Read a text file in UTF-8, or in UTF-16 with a byte-order mark. Raises RbcDeskError."""
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise RbcDeskError(Phrase("{path} does not exist.", path=path), hint="Check the path.") from error
    except IsADirectoryError as error:
        raise RbcDeskError(Phrase("{path} is a folder.", path=path), hint="Choose the file in the folder.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RbcDeskError(
            Phrase("{path} cannot be opened: {reason}.", path=path, reason=reason),
            hint="Check that you have permission to read it and that its disk is connected.",
        ) from error
    try:
        return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise RbcDeskError(
            Phrase("{path} cannot be read as text: {error}.", path=path, error=error), hint="Save it as UTF-8 text."
        ) from error
