"""The language of a report that the engine writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportLanguage:
    """A language by its ISO 639-1 `code`. `translate` takes English text or a `Phrase`, on any thread."""

    code: str
    translate: Callable[[str], str]


ENGLISH = ReportLanguage("en", str)
