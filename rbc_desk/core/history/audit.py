"""The change log as evidence: its entries, the head of its chain, and what a verification finds.

An entry's source says what its values came from: `BY_HAND`, `FROM_FILE`, `LIVE`, a model or a detector (`of_model`,
`of_detector`), and `UNKNOWN` in entries of earlier versions. A label whose source is a model was confirmed by the
reader of the entry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

UNKNOWN = ""
BY_HAND = "hand"
FROM_FILE = "file"
LIVE = "live"
"""The predictions of live learning, which are not stored."""
_HASH = re.compile(r"[0-9a-f]{64}")


def of_model(model_id: int) -> str:
    return f"model:{model_id}"


def of_detector(name: str) -> str:
    return f"detector:{name}"


@dataclass(frozen=True, slots=True)
class ChainHead:
    """An entry of the log by its number, and its hash, which depends on every entry before it."""

    entry: int
    hash: str

    @classmethod
    def from_json(cls, value: object) -> ChainHead | None:
        """The head in a JSON value `{"entry": ..., "hash": ...}`; None where it is none."""
        if not isinstance(value, Mapping):
            return None
        entry, text = value.get("entry"), value.get("hash")
        if type(entry) is int and entry >= 0 and isinstance(text, str) and _HASH.fullmatch(text):
            return cls(entry, text)
        return None

    def to_json(self) -> dict[str, Any]:
        return {"entry": self.entry, "hash": self.hash}


NO_ENTRY = ChainHead(0, "0" * 64)
"""What the first entry follows."""


class Fault(StrEnum):
    """Why an entry does not follow its predecessor, or why the chain does not hold a head that was recorded."""

    CHANGED = "changed"
    """Its hash is not that of its content and its predecessor: either was changed."""
    MISSING = "missing"
    """The entries before it are gone."""
    REWRITTEN = "rewritten"
    """The entry exists with another hash: it, or one before it, was replaced after the head was recorded."""
    CUT = "cut"
    """The log ends before the recorded head: newer entries were removed, or an older backup was restored."""


@dataclass(frozen=True, slots=True)
class Break:
    """An entry at which the chain does not hold. `expected`: of a recorded head, where it was recorded."""

    entry: int
    fault: Fault
    at: str = ""
    reader: str = ""
    op: str = ""
    recorded_in: str = ""


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """The verification of the log: its number of entries, its head, and where it does not hold, in order.

    `recorded`: the number of recorded heads that were looked for.
    """

    n_entries: int
    head: ChainHead
    breaks: tuple[Break, ...] = ()
    recorded: int = 0

    @property
    def holds(self) -> bool:
        return not self.breaks


@dataclass(frozen=True, slots=True)
class RecordedHead:
    """A head that was recorded outside the log, `where`: the name of a receipt, or of a signed report."""

    where: str
    head: ChainHead


@dataclass(frozen=True, slots=True)
class Subject:
    """What a timeline is of: a cell (or other object), a specimen with all that is on its smears, or the project."""

    cell_id: int | None = None
    specimen_id: int | None = None


WHOLE_PROJECT = Subject()


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An entry of a timeline. `at` is UTC, ISO 8601.

    `entry` is its number, 0 for a blinded reader. `entity` and `entity_id`: the row; of an entry with many rows, `n`
    rows and no id. `before`, `after`: the columns of the row; of many rows, those that are the same in all of them.
    `undoes`: it is an undo or a redo.
    """

    entry: int
    at: str
    reader: str
    op: str
    entity: str
    entity_id: int | None
    n: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    source: str
    undoes: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Entries, newest first. `is_cut`: there are older ones."""

    entries: tuple[AuditEntry, ...]
    is_cut: bool
