"""Counts of a project's cells, as far as they are known without a long count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from rbc_desk.core.cells.cell import SmearInfo


class Labels(Enum):
    """Which labels of a cell count."""

    SHOWN = ""
    """This reader's label, else the newest of the other readers."""
    LEARNT = "learnt "
    """This reader's label, else the others' if they agree. Networks learn from these."""
    EVERY = "every "
    """Every reader's label."""


@dataclass(frozen=True, slots=True)
class KnownCounts:
    """All smears in import order, and the number of labelled cells per class code.

    Unless `complete`, some smears have not been counted yet: they have their previous counts, or none
    (`SmearInfo.counted`).
    """

    smears: tuple[SmearInfo, ...]
    by_class: Mapping[str, int]
    complete: bool
