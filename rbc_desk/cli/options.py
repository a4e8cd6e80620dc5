"""Settings given as `key=value` options and as TOML files."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from rbc_desk.core.errors import SettingsError, storage_error

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="TOML file with the same keys as --set, which overrides it."),
]


def setting_values(settings: Sequence[str], *, config: Path | None = None) -> dict[str, Any]:
    """The values of a TOML file and of `key=value` texts, which override it. Raises SettingsError, StorageError.

    The value of a text is TOML or a plain word.
    """
    values: dict[str, Any] = config_values(config) if config is not None else {}
    for setting in settings:
        key, equals, text = setting.partition("=")
        if not equals or not key.strip():
            raise SettingsError(f"--set {setting}: write it as key=value.")
        try:
            values[key.strip()] = tomllib.loads(f"value = {text.strip()}")["value"]
        except tomllib.TOMLDecodeError:
            values[key.strip()] = text.strip()
    return values


def config_values(path: Path) -> dict[str, Any]:
    """The values of a TOML file. Raises SettingsError, StorageError."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise storage_error(error, doing=f"reading {path}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.", hint="Correct that line.") from error
