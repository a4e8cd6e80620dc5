"""What was measured on this machine, in a small JSON file, by key."""

from __future__ import annotations

import json
from pathlib import Path

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.files import write_text


def recall(file: Path, key: str) -> dict[str, object] | None:
    """What was remembered under a key; None where there is nothing, or nothing readable."""
    try:
        found = json.loads(file.read_text("utf-8")).get(key)
    except (OSError, ValueError, AttributeError):
        return None
    return found if isinstance(found, dict) else None


def remember(file: Path, key: str, value: dict[str, object]) -> None:
    """Add to what was found; where the file cannot be written it is found again next time."""
    try:
        known = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        known = {}
    try:
        write_text(file, json.dumps({**(known if isinstance(known, dict) else {}), key: value}, indent=1) + "\n")
    except RbcDeskError:
        return
