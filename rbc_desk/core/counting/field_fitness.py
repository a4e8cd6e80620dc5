"""Whether a field is fit to be counted: what it is rated for, and a reader's word against the rating."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rbc_desk.core.phrases import Phrase


class Rater(StrEnum):
    """What a field is rated for before it is counted: only what `benchmarks/field_raters.py` shows to hold."""

    DARK = "dark"
    OVEREXPOSED = "overexposed"


REASONS = {Rater.DARK: Phrase("too dark"), Rater.OVEREXPOSED: Phrase("overexposed")}
"""Why a field is left out, in the words of a reader."""
UNCHECKED = Phrase("Unchecked, so nothing is left out for it: focus, crowding, stain, crenation, drying.")
"""What fields are not rated for, because no rater for it holds on real fields."""


@dataclass(frozen=True, slots=True)
class FieldFitness:
    """The rating of a field. `faults`: why it should not be counted, none where it is fit.

    `overruled_by`: the reader who has it counted all the same; "" without one. `rated`: whether it could be measured;
    a field that could not is counted.
    """

    faults: tuple[Rater, ...] = ()
    overruled_by: str = ""
    rated: bool = True

    @property
    def left_out(self) -> bool:
        """Whether the cells of the field are not counted."""
        return bool(self.faults) and not self.overruled_by

    @property
    def reason(self) -> str:
        """The faults in words, such as "too dark"; "" where there are none."""
        return Phrase.joined(", ", [REASONS[one] for one in self.faults]) if self.faults else ""

    @property
    def note(self) -> str:
        """What a reader has to know of the field: that it is left out, or counted all the same; else ""."""
        if not self.faults:
            return ""
        if self.overruled_by:
            return Phrase(
                "counted although {reason}: overruled by {reader}", reason=self.reason, reader=self.overruled_by
            )
        return Phrase("left out: {reason}", reason=self.reason)


UNRATED = FieldFitness(rated=False)
