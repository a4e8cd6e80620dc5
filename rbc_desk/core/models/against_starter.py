"""A project's own model beside a starter model, on the same labelled cells that neither has learned from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rbc_desk.core.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Score:
    """Macro F1 with its 95 % interval by smear, if there is one."""

    macro_f1: float
    low: float | None = None
    high: float | None = None

    def words(self) -> Phrase:
        values = {"value": f"{self.macro_f1:.2f}"}
        if self.low is None or self.high is None:
            return Phrase("{value}", **values)
        return Phrase("{value} [{low} to {high}]", **values, low=f"{self.low:.2f}", high=f"{self.high:.2f}")


@dataclass(frozen=True, slots=True)
class AgainstStarter:
    """Macro F1 of both on `n_cells` cells of the test part, over the classes that these cells have.

    A class that the starter does not know counts as wrong. `may_be_chance`: the interval of the difference, by smear,
    has 0 in it, or there is none. 0 cells: nothing was held out, so nothing was measured.
    """

    own: Score
    starter: Score
    n_cells: int
    may_be_chance: bool = True

    @property
    def is_better(self) -> bool:
        """Whether the own model may take the starter's place: it was measured, and it is not worse."""
        return self.n_cells > 0 and self.own.macro_f1 >= self.starter.macro_f1

    def words(self, *, own_is_used: bool) -> Phrase:
        """The comparison as a sentence, and which of both is used."""
        if not self.n_cells:
            return _UNMEASURED_OWN if own_is_used else _UNMEASURED
        ending = {
            (True, True): _OWN,
            (True, False): _OWN_ALTHOUGH,
            (False, True): _STARTER_ALTHOUGH,
            (False, False): _STARTER,
        }[own_is_used, self.is_better]
        chance = [_CHANCE] if self.may_be_chance else []
        figures = Phrase(
            "Your model: macro F1 {own}; starter {starter} on the same {n} cells: {ending}",
            own=self.own.words(),
            starter=self.starter.words(),
            n=self.n_cells,
            ending=ending,
        )
        return Phrase.joined(" ", [figures, *chance])

    def to_json(self) -> dict[str, Any]:
        """A JSON value; `from_json` restores the comparison."""
        return {
            "own": [self.own.macro_f1, self.own.low, self.own.high],
            "starter": [self.starter.macro_f1, self.starter.low, self.starter.high],
            "n_cells": self.n_cells,
            "may_be_chance": self.may_be_chance,
        }

    @classmethod
    def from_json(cls, value: object) -> AgainstStarter | None:
        """The comparison in `value`; None where there is none, or it cannot be read."""
        if not isinstance(value, dict):
            return None
        try:
            own, starter = Score(*value["own"]), Score(*value["starter"])
            return cls(own, starter, int(value["n_cells"]), bool(value["may_be_chance"]))
        except (KeyError, TypeError, ValueError):
            return None


NOTHING_MEASURED = AgainstStarter(Score(0.0), Score(0.0), 0)

_OWN = Phrase("your model is used now.")
_OWN_ALTHOUGH = Phrase("your model is used, as you chose.")
_STARTER = Phrase("the starter is still used.")
_STARTER_ALTHOUGH = Phrase("the starter is used, as you chose.")
_CHANCE = Phrase("With so few smears the difference may be chance.")
_UNMEASURED = Phrase(
    "Your model was not compared with the starter, because no labelled cells were held out: the starter is used."
)
_UNMEASURED_OWN = Phrase(
    "Your model was not compared with the starter, because no labelled cells were held out: your model is used."
)
