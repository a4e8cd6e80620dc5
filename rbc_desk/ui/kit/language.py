"""Languages of the interface: which exist, which is active, and translation of the engine's English."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from rbc_desk.core.errors import RbcDeskError, UnknownNameError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.report_language import ReportLanguage
from rbc_desk.settings.paths import resource

LANGUAGES = {"en": "English", "th": "ไทย"}
"""Languages by code, each in its own name."""
ENGINE = "engine"
"""The translation context of the engine's strings."""

_PROPERTY = "rbcDeskLanguage"


def language_of(choice: str) -> str:
    """The language code for a setting; for "system" the first known language of the system."""
    if choice in LANGUAGES:
        return choice
    asked = (name.partition("-")[0].partition("_")[0] for name in QLocale.system().uiLanguages())
    return next((code for code in asked if code in LANGUAGES), "en")


def apply(app: QCoreApplication, *, choice: str) -> str:
    """Set the interface's language and return its code.

    Qt then sends every window a `LanguageChange`, if the language changed. English has a translation file too, for
    its plural forms.
    """
    code = language_of(choice)
    if code == current(app):
        return code
    for previous in app.findChildren(QTranslator, _PROPERTY):
        app.removeTranslator(previous)
        previous.deleteLater()
    app.setProperty(_PROPERTY, code)
    translator = QTranslator(app, objectName=_PROPERTY)
    try:
        path = resource(f"translations/rbc_desk_{code}.qm")
    except UnknownNameError:
        return code  # an incomplete installation falls back to plain English
    if translator.load(str(path)):
        app.installTranslator(translator)
    return code


def current(app: QCoreApplication | None = None) -> str:
    """The code of the current language; "" before the first `apply`."""
    app = app or QCoreApplication.instance()
    return str((app.property(_PROPERTY) if app is not None else "") or "")


def report_language() -> ReportLanguage:
    """The interface's language, for a report that the engine writes."""
    return ReportLanguage(current() or "en", translated)


def translated(text: str) -> str:
    """The engine's English text in the interface's language.

    Class names are translated as well: shipped names are known, a reader's own names stay. Text that is already
    translated or unknown is returned unchanged.
    """
    if not text:
        return ""
    if not isinstance(text, Phrase):
        return QCoreApplication.translate(ENGINE, text)
    sentence = QCoreApplication.translate(ENGINE, text.template)
    if not text.values:
        return sentence
    return sentence.format(**{name: _value(value) for name, value in text.values.items()})


def _value(value: Any) -> Any:
    if isinstance(value, RbcDeskError):
        value = str(value)
    return translated(value) if isinstance(value, Phrase) else value
