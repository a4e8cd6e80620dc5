"""Whether a smear looks like those that a model was trained on, by the distance of its cells in feature space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rbc_desk.core.phrases import Phrase

LEAST_CELLS = 5
"""With fewer classified cells a smear's distance says little."""


@dataclass(frozen=True, slots=True)
class DomainShift:
    """The distance of a smear's cells from those that a model was trained on; see `learn.metrics.training_domain`.

    `limit`: up to where a smear counts as like the training smears. Both are None where it was not checked: the model
    has no statistics of its training cells, or the smear has fewer than `LEAST_CELLS` classified cells. `n_cells` is
    the number of cells that were measured.
    """

    distance: float | None = None
    limit: float | None = None
    n_cells: int = 0

    @property
    def checked(self) -> bool:
        return self.distance is not None and self.limit is not None

    @property
    def outside(self) -> bool:
        """Whether it is checked, and lies beyond the limit."""
        return self.distance is not None and self.limit is not None and self.distance > self.limit


NOT_CHECKED = DomainShift()


def domain_note(shifts: Sequence[DomainShift]) -> str:
    """What to know of smears whose cells a model classified: how many are unlike its training smears, else how many
    are unchecked; "" where all are like them, or there are none.
    """
    n_outside, n_unchecked, total = sum(s.outside for s in shifts), sum(not s.checked for s in shifts), len(shifts)
    if n_outside and total == 1:
        return Phrase("This smear is unlike those that the model was trained on, so its classes may be wrong.")
    if n_outside:
        return Phrase(
            "{n} of {total} smears are unlike those that the model was trained on: its classes may be wrong there.",
            n=n_outside,
            total=total,
        )
    if n_unchecked == total and total:
        return Phrase("It was not checked whether the model was trained on smears like this.")
    if n_unchecked:
        return Phrase(
            "For {n} of {total} smears it was not checked whether the model was trained on smears like them.",
            n=n_unchecked,
            total=total,
        )
    return ""
