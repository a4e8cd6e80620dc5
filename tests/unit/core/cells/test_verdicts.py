"""What each reader said about a circle, packed into text."""

from __future__ import annotations

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.cells.verdicts import verdict_of, with_verdict

SOMCHAI = 'ดร. "สมชาย"'


def test_each_reader_has_one_verdict_and_the_others_keep_theirs() -> None:
    told = with_verdict("Ann", CellState.REJECTED, verdicts=None)
    told = with_verdict(SOMCHAI, CellState.CONFIRMED, verdicts=told)
    told = with_verdict("Ann", CellState.PROPOSED, verdicts=told)
    assert verdict_of("Ann", told) is CellState.PROPOSED
    assert verdict_of(SOMCHAI, told) is CellState.CONFIRMED
    assert verdict_of("ann", told) is None
    assert verdict_of("Ann", None) is None
