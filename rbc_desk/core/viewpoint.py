"""Who reads a project, and what they see of other readers' work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Others(StrEnum):
    """The part of other readers' work that a reader sees. The values are part of keys in the database."""

    SHOWN = "all"
    """Labels, and the states of cells after all readers' verdicts."""
    STATES = "own"
    """States but no labels; only the reader's own labels are visible."""
    HIDDEN = "blinded"
    """Neither. A cell that only other readers reviewed is a proposal."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A reader, and what they see of other readers.

    Every query on cells, labels, predictions and counts takes one, so that none can ignore a blinded reading.
    """

    reader: str
    others: Others

    @property
    def blinded(self) -> bool:
        """Whether the reader sees nothing of other readers' work."""
        return self.others is Others.HIDDEN

    @property
    def sees_others(self) -> bool:
        """Whether the reader sees the labels of others."""
        return self.others is Others.SHOWN

    def own_labels(self) -> Viewpoint:
        """The same reader without the labels of others."""
        return self if self.blinded else Viewpoint(self.reader, Others.STATES)


EVERYBODY = Viewpoint("", Others.SHOWN)
"""No particular reader, sees all labels: for decisions of the program that are shown to no reader."""
