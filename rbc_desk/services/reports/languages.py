"""The languages of reports. They are read from the translation files, so the command line needs no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from defusedxml import ElementTree

from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.report_language import ENGLISH, ReportLanguage
from rbc_desk.settings.paths import resource

_CONTEXT = "engine"
LANGUAGES = ("en", "th")
"""The languages by ISO 639-1 code."""


def language(code: str) -> ReportLanguage:
    """A language by its code. Raises UnknownNameError."""
    if code == ENGLISH.code:
        return ENGLISH
    if code not in LANGUAGES:
        raise UnknownNameError(
            Phrase("There is no report language named {name!r}.", name=code),
            hint=Phrase("The languages are: {names}.", names=", ".join(LANGUAGES)),
        )
    known = _sentences(code)

    def translate(text: str) -> str:
        if not isinstance(text, Phrase):
            return known.get(text, text)
        sentence = known.get(text.template, text.template)
        if not text.values:
            return sentence
        return sentence.format(
            **{name: translate(value) if isinstance(value, Phrase) else value for name, value in text.values.items()}
        )

    return ReportLanguage(code, translate)


@cache
def _sentences(code: str) -> Mapping[str, str]:
    """The engine's sentences in a language, by the English ones."""
    root = ElementTree.parse(resource(f"translations/rbc_desk_{code}.ts")).getroot()
    return {
        message.findtext("source", ""): message.findtext("translation", "")
        for context in root.iter("context")
        if context.findtext("name") == _CONTEXT
        for message in context.iter("message")
        if message.findtext("translation")
    }
