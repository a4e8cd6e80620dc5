"""Cell classes: a code that never changes, and a name, colour and key that the user can change."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass

from rbc_desk.core.phrases import Phrase

_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
KEYS = "1234567890qertyuiop"
"""Keys for the classes in their order: the digits, then the letters below them but W, which asks why."""


OTHER_COLOUR = "#8c8c8c"
"""The colour of classes that only models know."""


@dataclass(frozen=True, slots=True)
class CellClass:
    """One class. `code` is its identity in labels, bundles and files; `letters` stand beside its colour.

    Raises ValueError where the code is not lower-case words joined by `_`, the name is empty, or the colour
    is not `#rrggbb`.
    """

    code: str
    name: str
    colour: str
    letters: str

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"a class code is made of a-z, 0-9 and _, not {self.code!r}")
        if not self.name.strip():
            raise ValueError(Phrase("a class needs a name"))
        if not _COLOUR.fullmatch(self.colour):
            raise ValueError(f"a colour is written #rrggbb in lower case, not {self.colour!r}")
        if not 1 <= len(self.letters) <= 3:
            raise ValueError("a class needs one to three letters")


@dataclass(frozen=True, slots=True)
class ClassSet:
    """An ordered set of classes. Raises ValueError where two share a code or a name.

    `others` are classes that only models know: cells are predicted so, but no label can be given. They are no part
    of the set, except to `find`.
    """

    name: str
    classes: tuple[CellClass, ...]
    others: tuple[CellClass, ...] = ()

    def __post_init__(self) -> None:
        for words in ([c.code for c in self.classes], [c.name.casefold() for c in self.classes]):
            twice = {word for word in words if words.count(word) > 1}
            if twice:
                raise ValueError(Phrase("two classes have the name or key {name!r}", name=sorted(twice)[0]))

    def __iter__(self) -> Iterator[CellClass]:
        return iter(self.classes)

    def __len__(self) -> int:
        return len(self.classes)

    def __contains__(self, code: object) -> bool:
        return any(c.code == code for c in self.classes)

    def __getitem__(self, code: str) -> CellClass:
        for cell_class in self.classes:
            if cell_class.code == code:
                return cell_class
        raise KeyError(code)

    def find(self, code: str | None) -> CellClass | None:
        """How a code is shown, of the set or of the others; None where it is unknown."""
        return next((c for c in (*self.classes, *self.others) if c.code == code), None)

    def name_of(self, code: str) -> str:
        """The name that a code is shown by, of the set or of the others; the code itself where it is unknown."""
        found = self.find(code)
        return found.name if found is not None else code

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(c.code for c in self.classes)

    def key_of(self, code: str) -> str:
        """The key that gives this class, or "" for those after the last of `KEYS`."""
        index = self.codes.index(code)
        return KEYS[index] if index < len(KEYS) else ""


def new_code(name: str, *, taken: Container[str]) -> str:
    """A code for a new class that is not among `taken`.

    It resembles the name where that has Latin letters or digits (`Target cell` gives `target_cell`), so that tables
    can be read. Another name gets a code from its hash: the same name gets the same code in every project, and two
    names do not meet in one code when models are passed on.
    """
    digest = hashlib.sha256(unicodedata.normalize("NFC", name).casefold().encode()).hexdigest()
    base = _slug(name) or f"class_{digest[:8]}"
    if base not in taken:
        return base
    return next(code for n in range(2, 10**6) if (code := f"{base[:33]}_{n}") not in taken)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:40]
