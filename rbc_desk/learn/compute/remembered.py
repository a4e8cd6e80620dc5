"""Stores measurements of this machine in a small JSON file, by key."""

from __future__ import annotations

import json
from pathlib import Path

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.files.atomic import write_text


def recall(file: Path, key: str) -> dict[str, object] | None:
    """The value stored under a key; None if there is none or the file is unreadable."""
    try:
        found = json.loads(file.read_text("utf-8")).get(key)
    except (OSError, ValueError, AttributeError):
        return None
    return found if isinstance(found, dict) else None


def remember(file: Path, key: str, value: dict[str, object]) -> None:
    """Store a value. If the file cannot be written, the next training measures again."""
    try:
        known = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        known = {}
    try:
        write_text(file, json.dumps({**(known if isinstance(known, dict) else {}), key: value}, indent=1) + "\n")
    except RbcDeskError:
        return
