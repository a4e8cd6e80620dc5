"""The verdicts of all readers on a cell's circle, as one short text. Many cells share few texts."""

from __future__ import annotations

import json
from functools import lru_cache

from rbc_desk.core.cells import CellState


@lru_cache(maxsize=4096)
def verdict_of(reader: str, verdicts: str | None) -> CellState | None:
    """This reader's verdict in the text `verdicts`; None without one."""
    found = json.loads(verdicts).get(reader) if verdicts else None
    return None if found is None else CellState(found)


@lru_cache(maxsize=4096)
def with_verdict(reader: str, state: CellState, *, verdicts: str | None) -> str:
    """The text `verdicts` with this reader's verdict added or replaced: a JSON object, name to state."""
    earlier = json.loads(verdicts) if verdicts else {}
    return json.dumps({**earlier, reader: state.value}, ensure_ascii=False)
