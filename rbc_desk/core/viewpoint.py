"""Who reads a project, and what they see of the other readers' work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Others(StrEnum):
    """The part of other readers' work that a reader sees. The values are part of keys in the database."""

    SHOWN = "all"
    """Their labels, and the states of cells as everybody's verdicts left them."""
    STATES = "own"
    """The states, but no labels: the reader's own labels alone."""
    HIDDEN = "blinded"
    """Neither: a cell that only others judged is a proposal."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Every query on cells, labels, predictions and counts takes one, so that none can forget a blinded reading."""

    reader: str
    others: Others

    @property
    def blinded(self) -> bool:
        """The reader sees nothing of what the others said."""
        return self.others is Others.HIDDEN

    @property
    def sees_others(self) -> bool:
        """The reader is shown the others' labels."""
        return self.others is Others.SHOWN

    def own_labels(self) -> Viewpoint:
        """The same reader without the others' labels."""
        return self if self.blinded else Viewpoint(self.reader, Others.STATES)


EVERYBODY = Viewpoint("", Others.SHOWN)
"""Nobody in particular, who sees all labels: for decisions of the program that no reader is shown."""
