"""Updates, checks and compiles the translations of the window.

python packaging/translations.py update    collect the strings: adds new ones, unfinished; removes stale ones
python packaging/translations.py check     fail where one is missing, unfinished, stale, or has other placeholders
python packaging/translations.py compile   write the .qm files that the program reads (needs lrelease of PySide6)

Translate the .ts files in resources/translations with Qt Linguist (`pyside6-linguist`) or any editor.
"""

from __future__ import annotations

import argparse
import sys
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from translating import bare, catalogue, sources

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("en", "th")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=("update", "check", "compile"))
    verb = parser.parse_args().verb
    if verb == "compile":
        for language in LANGUAGES:
            catalogue.compile_(path(language))
        return 0
    faults = update() if verb == "update" else check()
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    return int(bool(faults))


def path(language: str) -> Path:
    return FOLDER / f"rbc_desk_{language}.ts"


@cache
def _messages() -> dict[sources.Message, list[str]]:
    return sources.find_messages(ROOT) | catalogue.of_qt()


def wanted(language: str) -> dict[sources.Message, list[str]]:
    """The messages of a language's file. English, the source language, needs the plural forms only."""
    found = _messages()
    return {m: where for m, where in found.items() if language != "en" or m.plural}


def update() -> list[str]:
    """Update the .ts files from the source. Returns the messages that are not translated yet."""
    faults = []
    for language in LANGUAGES:
        known = catalogue.read(path(language)) if path(language).exists() else {}
        entries = catalogue.merged(wanted(language), known=known)
        if language == "en":
            entries = {m: forms or catalogue.english(m) for m, forms in entries.items()}
        catalogue.write(path(language), entries, language=language)
        faults += catalogue.faults(path(language), wanted=wanted(language))
    return faults


def check() -> list[str]:
    """The errors of the .ts and .qm files, one line each."""
    faults = [f"not translatable: {line}" for line in bare.bare_strings(ROOT)]
    for language in LANGUAGES:
        faults += catalogue.faults(path(language), wanted=wanted(language))
        faults += catalogue.stale_binary(path(language))
    return faults


if __name__ == "__main__":
    sys.exit(main())
