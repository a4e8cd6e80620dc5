"""Reads, writes, checks and compiles .ts files."""

from __future__ import annotations

import re
import string
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

from translating.sources import Message

_FORMS = {"en": 2, "th": 1}  # how many plural forms a language has, as Qt counts them
_MOST_SHOWN = 40

Entries = Mapping[Message, tuple[str, ...]]
"""Translations by message: one per plural form, () if there is none yet."""

# Strings of Qt without a Thai translation: buttons, menus of text fields, file and colour dialogs.
_OF_QT: dict[str, tuple[str, ...]] = {
    "QPlatformTheme": (
        "OK", "Save", "Save All", "Open", "&Yes", "Yes to &All", "&No", "N&o to All", "Abort", "Retry", "Ignore",
        "Close", "Cancel", "Discard", "Help", "Apply", "Reset", "Restore Defaults",
    ),
    "QDialogButtonBox": ("OK",),
    "QLineEdit": ("&Undo", "&Redo", "Cu&t", "&Copy", "&Paste", "Delete", "Select All"),
    "QWidgetTextControl": (
        "&Undo", "&Redo", "Cu&t", "&Copy", "Copy &Link Location", "&Paste", "Delete", "Select All"),
    "QAbstractSpinBox": ("&Select All", "&Step up", "Step &down"),
    "QMessageBox": ("Show Details...", "Hide Details..."),
    "QFileDialog": (
        "File &name:", "&Open", "&Save", "&Choose", "Back", "Forward",
        "Parent Directory", "Create New Folder", "List View", "Detail View", "Directory:",
        "All Files (*)", "Directories", "&New Folder", "&Delete", "&Rename", "Show &hidden files", "New Folder",
        "Open", "Save As", "Find Directory", "Recent Places", "Remove", "Go back", "Go forward",
        "Go to the parent directory", "Create a New Folder", "Change to list view mode", "Change to detail view mode",
    ),
    "QFileSystemModel": ("Name", "Size", "Type", "Date Modified", "Kind", "Computer", "My Computer"),
    "QColorDialog": (
        "Select Color", "&Basic colors", "&Custom colors", "&Add to Custom Colors", "Hu&e:", "&Sat:", "&Val:",
        "&Red:", "&Green:", "Bl&ue:", "A&lpha channel:", "&HTML:", "&Pick Screen Color",
    ),
    "QUndoStack": ("Undo %1", "Redo %1"),
    "QUndoGroup": ("Undo %1", "Redo %1"),
}  # fmt: skip


def of_qt() -> dict[Message, list[str]]:
    """Qt's own strings, as messages."""
    return {Message(context, text): [] for context, texts in _OF_QT.items() for text in texts}


def read(path: Path) -> dict[Message, tuple[str, ...]]:
    """The messages of a .ts file with their translations; unfinished ones have none."""
    entries: dict[Message, tuple[str, ...]] = {}
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            plural = message.get("numerus") == "yes"
            told = message.find("translation")
            assert told is not None
            forms = tuple(f.text or "" for f in told.iter("numerusform")) if plural else (told.text or "",)
            done = told.get("type") != "unfinished" and all(forms)
            entries[Message(name, message.findtext("source") or "", plural)] = forms if done else ()
    return entries


def merged(wanted: Mapping[Message, list[str]], *, known: Entries) -> dict[Message, tuple[str, ...]]:
    """Join messages with known translations. A string that moved to another class keeps its translation."""
    elsewhere = {(m.source, m.plural): forms for m, forms in known.items() if forms}
    return {m: known.get(m) or elsewhere.get((m.source, m.plural), ()) for m in sorted(wanted)}


def english(message: Message) -> tuple[str, ...]:
    """The singular and plural form of an English text with "(s)"."""
    return message.source.replace("(s)", ""), message.source.replace("(s)", "s")


def write(path: Path, entries: Entries, *, language: str) -> None:
    """Write a .ts file with sorted contexts and messages and without places, for small diffs."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for message, forms in sorted(entries.items()):
        context = contexts.get(message.context)
        if context is None:
            context = contexts[message.context] = ET.SubElement(root, "context")
            ET.SubElement(context, "name").text = message.context
        node = ET.SubElement(context, "message", {"numerus": "yes"} if message.plural else {})
        ET.SubElement(node, "source").text = message.source
        told = ET.SubElement(node, "translation", {} if forms else {"type": "unfinished"})
        if message.plural:
            for form in forms or ("",) * _FORMS[language]:
                ET.SubElement(told, "numerusform").text = form
        elif forms:
            told.text = forms[0]
    ET.indent(root, "    ")
    text = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', "utf-8")


def faults(path: Path, *, wanted: Mapping[Message, list[str]]) -> list[str]:
    """Messages that are missing, unfinished, stale or have other placeholders than the source, one line each."""
    if not path.exists():
        return [f"{path.name} is missing: run python packaging/translations.py update"]
    known = read(path)
    lines = []
    for message, places in sorted(wanted.items()):
        where = f" ({places[0]})" if places else ""
        if message not in known:
            lines.append(f"{path.name}: missing: {message.context}: {message.source!r}{where}")
        elif not known[message]:
            lines.append(f"{path.name}: unfinished: {message.context}: {message.source!r}{where}")
    for message, forms in sorted(known.items()):
        if message not in wanted:
            lines.append(f"{path.name}: stale: {message.context}: {message.source!r}")
        for form in forms:
            if placeholders(form) != placeholders(message.source):
                lines.append(f"{path.name}: other placeholders than its source: {message.source!r}: {form!r}")
    more = len(lines) - _MOST_SHOWN
    return lines if more <= 0 else [*lines[:_MOST_SHOWN], f"{path.name}: and {more} more"]


def placeholders(text: str) -> set[str]:
    """The placeholders of a text: `{name}` with its format, and Qt's `%n` and `%1`."""
    try:
        fields = {
            f"{{{name}{'!' + how if how else ''}{':' + spec if spec else ''}}}"
            for _, name, spec, how in string.Formatter().parse(text)
            if name is not None
        }
    except ValueError:
        fields = {"unbalanced braces"}
    return fields | set(re.findall(r"%[n1-9]", text))


def compile_(path: Path) -> None:
    """Write the .qm file beside a .ts file, with PySide6's lrelease."""
    binary = path.with_suffix(".qm")
    subprocess.run(["pyside6-lrelease", "-silent", str(path), "-qm", str(binary)], check=True)


def stale_binary(path: Path) -> list[str]:
    """Whether the .qm file gives the translations of the .ts file, read as the program reads it."""
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    if not translator.load(str(path.with_suffix(".qm"))):
        return [f"{path.stem}.qm is missing: run python packaging/translations.py compile"]
    numbers = {1: (1,), 2: (1, 2)}
    for message, forms in read(path).items():
        for n, form in zip(numbers.get(len(forms), ()), forms, strict=True):
            told = translator.translate(message.context, message.source, "", n if message.plural else -1)
            if told != form:
                return [f"{path.stem}.qm is older than its .ts: run python packaging/translations.py compile"]
    return []
