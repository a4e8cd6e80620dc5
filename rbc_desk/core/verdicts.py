"""What each reader said about a cell's circle, packed into a short text. Many cells share few texts."""

from __future__ import annotations

import json
from functools import lru_cache

from rbc_desk.core.cells import CellState


@lru_cache(maxsize=4096)
def verdict_of(reader: str, told: str | None) -> CellState | None:
    """This reader's verdict among those in `told`; None without one."""
    found = json.loads(told).get(reader) if told else None
    return None if found is None else CellState(found)


@lru_cache(maxsize=4096)
def with_verdict(reader: str, state: CellState, *, told: str | None) -> str:
    """The verdicts `told` with this reader's in the place of a previous one: a JSON object, name to state."""
    said = json.loads(told) if told else {}
    return json.dumps({**said, reader: state.value}, ensure_ascii=False)
