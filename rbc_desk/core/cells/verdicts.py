"""The verdicts of all readers on a circle's state or kind, as one short text that many cells share."""

from __future__ import annotations

import json
from functools import lru_cache

from rbc_desk.core.cells.cell import CellKind, CellState

AS_FOUND = ""
"""Stands in place of a reader: the kind before any reader changed it."""


@lru_cache(maxsize=4096)
def verdict_of(reader: str, verdicts: str | None) -> CellState | None:
    """This reader's verdict in the text `verdicts`; None if there is none."""
    verdict = json.loads(verdicts).get(reader) if verdicts else None
    return None if verdict is None else CellState(verdict)


@lru_cache(maxsize=4096)
def with_verdict(reader: str, state: CellState, *, verdicts: str | None) -> str:
    """The text `verdicts` with this reader's verdict added or replaced: a JSON object, name to state."""
    earlier = json.loads(verdicts) if verdicts else {}
    return json.dumps({**earlier, reader: state.value}, ensure_ascii=False)


@lru_cache(maxsize=4096)
def with_kind(reader: str, kind: CellKind, *, kinds: str | None, found: str) -> str:
    """The text `kinds` with this reader's kind added or replaced: a JSON object, name to kind.

    `found` is the kind of a circle before any reader changed it.
    """
    earlier = json.loads(kinds) if kinds else {AS_FOUND: found}
    return json.dumps({**earlier, reader: kind.value}, ensure_ascii=False)
