"""Translatable sentences of the engine.

The engine knows no translator and writes English. A sentence with names and numbers in it is a `Phrase`, which keeps
the template and its values; the window translates the template and fills in the same values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self


class Phrase(str):
    """A sentence made from a template in the manner of `str.format`: to everybody else simply that text.

    >>> Phrase("There is no {kind} named {name!r}.", kind="detector", name="x")
    "There is no detector named 'x'."

    A value that is a phrase itself is translated with it; any other is put in as it is. The template is a literal
    where the phrase is made, since that is where the list of what there is to translate finds it. Without values
    the template is the text, braces and all.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Self:
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template, made.values = template, values
        return made

    @classmethod
    def of(cls, text: str) -> Phrase:
        """The text as a phrase; a phrase is returned unchanged."""
        return text if isinstance(text, Phrase) else cls(text)

    @classmethod
    def joined(cls, between: str, texts: Sequence[str]) -> Phrase:
        """Phrases joined to one, as by `str.join`."""
        names = [f"part{number}" for number in range(len(texts))]
        template = between.join(f"{{{name}}}" for name in names)
        return cls(template, **dict(zip(names, map(cls.of, texts), strict=True)))
