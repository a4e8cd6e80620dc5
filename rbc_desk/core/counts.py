"""Counts of a project's cells, as far as they are known without counting for long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from rbc_desk.core.cells import SmearInfo


class Labels(Enum):
    """Which labels of a cell count."""

    SHOWN = ""
    """The reader's own, else the newest of the others'."""
    LEARNT = "learnt "
    """The reader's own, else the others' where they agree: what a network learns from."""
    EVERY = "every "
    """One a reader."""


@dataclass(frozen=True, slots=True)
class KnownCounts:
    """Every smear in order of import, and the labelled cells per class code.

    Unless `complete`, cells of some smears have yet to be counted: these have the counts of before, or none
    (`SmearInfo.counted`).
    """

    smears: tuple[SmearInfo, ...]
    by_class: Mapping[str, int]
    complete: bool
