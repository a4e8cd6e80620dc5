"""Reads and writes the settings file: TOML with only the changed values, whose comments are kept. Broken files are
set aside.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import TOMLKitError

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.phrases import Phrase
from rbc_desk.settings.model import Settings

# A name that the user entered is stored even if it equals the login name.
_ALWAYS_WRITTEN = {"reader"}


def load(path: Path) -> tuple[Settings, str]:
    """The settings, and a message if the file was broken ("" otherwise).

    A broken file is renamed to `<name>.broken`, and the defaults apply.
    """
    try:
        values: dict[str, Any] = dict(tomlkit.parse(path.read_text("utf-8")).unwrap())
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        return Settings(), _set_aside(path, str(error))
    try:
        return Settings(**_without_environment(values)), ""
    except ValidationError as error:
        first = error.errors()[0]
        return Settings(), _set_aside(path, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")


def save(path: Path, **changes: Any) -> Settings:
    """Write the changed fields, keep all other lines and comments, and return the new settings.

    A value that equals the default is removed from the file, so that the file holds only differences. Raises
    SettingsError for an invalid value, StorageError if the file cannot be written.
    """
    try:
        document = tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()
    except (OSError, UnicodeDecodeError, TOMLKitError):
        _set_aside(path, Phrase("it could not be read"))
        document = tomlkit.document()
    defaults = Settings.model_construct()
    for name, value in changes.items():
        same = name not in _ALWAYS_WRITTEN and value == getattr(defaults, name, None)
        _put(document, name, None if same else value)
    try:
        settings = Settings(**_without_environment(dict(document.unwrap())))
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}.") from error
    write_text(path, tomlkit.dumps(document))
    return settings


def _put(table: MutableMapping[str, Any], name: str, value: Any) -> None:
    """Set a value, or remove it (None). A table is changed entry by entry, so that its comments stay."""
    if value is None:
        table.pop(name, None)
    elif isinstance(value, Mapping) and isinstance(inner := table.get(name), MutableMapping):
        for key in [*inner, *value]:
            _put(inner, key, value.get(key))
    elif table.get(name) != value:
        table[name] = value


def _without_environment(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if f"RBC_DESK_{key}".upper() not in os.environ}


def _set_aside(path: Path, reason: str) -> str:
    aside = path.with_name(path.name + ".broken")
    try:
        path.replace(aside)
    except OSError:
        return Phrase(
            "The settings in {path} could not be used ({reason}). The defaults are used instead.",
            path=path,
            reason=reason,
        )
    return Phrase(
        "The settings could not be used ({reason}). They were kept as {aside}, and the defaults are used instead.",
        reason=reason,
        aside=aside,
    )
