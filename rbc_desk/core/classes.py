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
"""Keys for the classes in order: the digits, then the letter row below them except W, which explains a prediction."""


OTHER_COLOUR = "#8c8c8c"
"""The colour of classes that only models know."""


@dataclass(frozen=True, slots=True)
class CellClass:
    """One class. `code` identifies it in labels, bundles and files; `letters` stand beside its colour.

    Raises ValueError if the code is not lower-case words joined by `_`, the name is empty, or the colour is not
    `#rrggbb`.
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
    """An ordered set of classes. Raises ValueError if two share a code or a name.

    `others` are classes that only models know. Cells can be predicted as one but not labelled. They are not members
    of the set, but `find` returns them.
    """

    name: str
    classes: tuple[CellClass, ...]
    others: tuple[CellClass, ...] = ()

    def __post_init__(self) -> None:
        for names in ([c.code for c in self.classes], [c.name.casefold() for c in self.classes]):
            twice = {name for name in names if names.count(name) > 1}
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
        """The class with this code, in the set or in `others`; None if unknown."""
        return next((c for c in (*self.classes, *self.others) if c.code == code), None)

    def name_of(self, code: str) -> str:
        """The displayed name of a code, in the set or in `others`; the code itself if unknown."""
        cell_class = self.find(code)
        return cell_class.name if cell_class is not None else code

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(c.code for c in self.classes)

    def key_of(self, code: str) -> str:
        """The key for this class; "" for classes after the last of `KEYS`."""
        index = self.codes.index(code)
        return KEYS[index] if index < len(KEYS) else ""


def new_code(name: str, *, taken: Container[str]) -> str:
    """A code for a new class that is not in `taken`.

    It resembles a name with Latin letters or digits (`Target cell` gives `target_cell`), so that tables stay
    readable. Other names get a code from their hash: the same name gets the same code in every project, and different
    names do not collide when models are shared.
    """
    digest = hashlib.sha256(unicodedata.normalize("NFC", name).casefold().encode()).hexdigest()
    base = _slug(name) or f"class_{digest[:8]}"
    if base not in taken:
        return base
    return next(code for n in range(2, 10**6) if (code := f"{base[:33]}_{n}") not in taken)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:40]
