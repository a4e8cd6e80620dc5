"""Parsing of `key=value` options."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any

from rbc_desk.core.errors import SettingsError


def setting_values(settings: Sequence[str]) -> dict[str, Any]:
    """`key=value` texts as a table. A value is TOML or a plain word. Raises SettingsError."""
    values: dict[str, Any] = {}
    for setting in settings:
        key, equals, text = setting.partition("=")
        if not equals or not key.strip():
            raise SettingsError(f"--set {setting}: write it as key=value.")
        try:
            values[key.strip()] = tomllib.loads(f"value = {text.strip()}")["value"]
        except tomllib.TOMLDecodeError:
            values[key.strip()] = text.strip()
    return values
