"""Which label of a cell a training learns from, where several readers gave one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum


class LabelChoice(StrEnum):
    """The values are part of training settings and of the facts of snapshots."""

    OWN_FIRST = "own_first"
    """The reader's own; on cells without one, that of the others where they agree."""
    OWN = "own"
    """The reader's own alone."""
    MAJORITY = "majority"
    """The class that most readers gave; cells with a tie are left out."""
    CONSENSUS = "consensus"
    """The class that all readers gave, or the consensus where there is one; other cells are left out."""
    SOFT = "soft"
    """The classes of all readers, each by the share of readers who gave it. A test takes the most common one."""

    @property
    def compares_readers(self) -> bool:
        """Whether it depends on the labels of all readers alike."""
        return self in (LabelChoice.MAJORITY, LabelChoice.CONSENSUS, LabelChoice.SOFT)


def majority(codes: Iterable[str]) -> str | None:
    """The most common class; None where two are equally common, or without classes."""
    ranked = Counter(codes).most_common(2)
    is_tie = len(ranked) > 1 and ranked[0][1] == ranked[1][1]
    return ranked[0][0] if ranked and not is_tie else None


def shares(codes: Sequence[str]) -> dict[str, float]:
    """The share of the readers who gave each class, the most common class first."""
    return {code: n / len(codes) for code, n in Counter(codes).most_common()}
