"""The classes a reader can give: a code that never changes, and a name, colour and key that may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rbc_desk.core.phrases import Phrase

_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
KEYS = "1234567890qertyuiop"
"""Keys for the classes in their order: the digits, then the letters below them but W, which asks why."""


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
    """An ordered set of classes. Raises ValueError where two share a code or a name."""

    name: str
    classes: tuple[CellClass, ...]

    def __post_init__(self) -> None:
        for words in ([c.code for c in self.classes], [c.name.casefold() for c in self.classes]):
            twice = {word for word in words if words.count(word) > 1}
            if twice:
                raise ValueError(Phrase("two classes share {name!r}", name=sorted(twice)[0]))

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

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(c.code for c in self.classes)

    def key_of(self, code: str) -> str:
        """The key that gives this class, or "" for those after the last of `KEYS`."""
        index = self.codes.index(code)
        return KEYS[index] if index < len(KEYS) else ""


def code_from_name(name: str) -> str:
    """A code made from a name: `Target cell` becomes `target_cell`. Raises ValueError where nothing is left."""
    code = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:40]
    if not _CODE.fullmatch(code):
        raise ValueError(Phrase("no code can be made from {name!r}", name=name))
    return code
