"""Maps class names of imported files to classes of a project."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from rbc_desk.core.classes import ClassSet


class ClassNames:
    """Finds classes by code or by name.

    Case, spaces and punctuation are ignored: `Target Cell` and `target-cell` match the class "Codocyte (target /
    cell)", because either part of such a name matches. A name shared by two classes matches neither. `shown` holds
    additional names by class code, such as translations.
    """

    def __init__(self, classes: ClassSet, *, shown: Mapping[str, str] | None = None) -> None:
        self._codes = frozenset(classes.codes)
        self._by_key: dict[str, str | None] = {}
        for cell_class in classes:
            names = [cell_class.code]
            for one in (cell_class.name, (shown or {}).get(cell_class.code, "")):
                names += _parts(one)
            for key in {_key(name) for name in names} - {""}:
                self._by_key[key] = None if key in self._by_key else cell_class.code

    def code_of(self, name: str) -> str | None:
        """The code of the class with this name; None if there is no such class."""
        return name if name in self._codes else self._by_key.get(_key(name))

    def suggestion_of(self, name: str) -> str | None:
        """The code of the class with this name or a part of it, for a person to check: "Codocyte (target cell)"
        suggests "Target cell".
        """
        found = (self.code_of(part) for part in _parts(name))
        return next((code for code in found if code is not None), None)


def _parts(name: str) -> Iterator[str]:
    """The whole name, the name without what is in brackets, and what is in them."""
    yield name
    yield re.sub(r"\(.*?\)", "", name)
    yield from re.findall(r"\((.*?)\)", name)


def _key(name: str) -> str:
    """The letters, marks and digits of a name. Thai vowel signs are marks and must be kept."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LMN")
