"""Translatable sentences of the engine.

The engine has no translator and writes English. A sentence with names or numbers is a `Phrase`, which keeps the
template and its values. The window translates the template and fills in the same values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self


class Phrase(str):
    """A sentence made from a template in the style of `str.format`. It is a `str` with the English text.

    >>> Phrase("There is no {kind} named {name!r}.", kind="detector", name="x")
    "There is no detector named 'x'."

    Values that are phrases are translated too; other values are inserted unchanged. The template must be a literal
    where the phrase is made, because the extraction of strings for translation finds it there. Without values the
    template is the text itself, including braces.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Self:
        phrase = super().__new__(cls, template.format(**values) if values else template)
        phrase.template, phrase.values = template, values
        return phrase

    @classmethod
    def of(cls, text: str) -> Phrase:
        """The text as a phrase; a phrase is returned unchanged."""
        return text if isinstance(text, Phrase) else cls(text)

    @classmethod
    def joined(cls, between: str, texts: Sequence[str]) -> Phrase:
        """Phrases joined to one, like `str.join`."""
        names = [f"part{number}" for number in range(len(texts))]
        template = between.join(f"{{{name}}}" for name in names)
        return cls(template, **dict(zip(names, map(cls.of, texts), strict=True)))
