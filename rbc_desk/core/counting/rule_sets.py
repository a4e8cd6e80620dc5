"""Rule sets for grading, as data: which share of a class is called few, moderate, many or 1+ to 4+."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.phrases import Phrase

Word = Annotated[str, Field(min_length=1, max_length=40)]
Line = Annotated[str, Field(min_length=1, max_length=400)]


class Unit(StrEnum):
    """What thresholds are numbers of: percent of the red cells, cells in a x1000 field, cells in 1000 red cells."""

    PERCENT = "percent"
    PER_FIELD = "per_field"
    PER_1000 = "per_1000"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Data):
    """A grade and where it begins: at a value (`at_least`), or right above it (`above`). One of them is given."""

    word: Word
    at_least: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    above: float | None = Field(default=None, ge=0, allow_inf_nan=False)

    @model_validator(mode="after")
    def _one_start(self) -> Self:
        if (self.at_least is None) == (self.above is None):
            raise ValueError(Phrase("the grade {word} needs one threshold: at least, or above", word=self.word))
        return self

    @property
    def start(self) -> float:
        """The value at which the grade begins."""
        return self.at_least if self.at_least is not None else self.above or 0.0

    def reached_by(self, value: float) -> bool:
        return value > self.start if self.at_least is None else value >= self.start


class Rule(_Data):
    """The grades of one finding, lowest first; none: it is present or not.

    `classes`: codes that count as the finding, where they are not those of `core.findings`. `only_with_others`: codes
    that count only if one of the other classes was seen. `only_where_dominant`: a share is given only where no other
    change is more common. `below`: the word for cells that were seen, but too few for the first grade. `min_cells`:
    red cells needed, where they are not those of the rule set.
    """

    finding: Word
    steps: tuple[Step, ...] = ()
    classes: tuple[Word, ...] = ()
    only_with_others: tuple[Word, ...] = ()
    only_where_dominant: bool = False
    below: Word | None = None
    min_cells: int | None = Field(default=None, ge=1, le=100_000)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        for lower, upper in pairwise(self.steps):
            if upper.start <= lower.start:
                raise ValueError(
                    Phrase(
                        "{finding}: {upper} has to begin above {lower}, at more than {value:g}",
                        finding=self.finding, upper=upper.word, lower=lower.word, value=lower.start,
                    )
                )  # fmt: skip
        words = [step.word.casefold() for step in self.steps]
        if len(set(words)) < len(words):
            raise ValueError(Phrase("{finding}: two grades have the same name", finding=self.finding))
        return self


class RuleSet(_Data):
    """Rules of one source. `checked`: somebody compared them with the primary source.

    `species`: keys of the species that it is for, none: all. `cells_per_field`: red cells in a x1000 field, by which
    shares become cells per field, because a photograph does not show what the eyepiece does. `refer`: findings of
    which any cell is shown to a pathologist; None: those of the species.
    """

    name: Line
    version: Word
    source: Line
    checked: bool = False
    species: tuple[Word, ...] = ()
    unit: Unit = Unit.PERCENT
    cells_per_field: float = Field(default=200, ge=1, le=5000)
    min_cells: int = Field(default=1000, ge=1, le=100_000)
    min_fields: int = Field(default=10, ge=1, le=1000)
    refer: tuple[Word, ...] | None = None
    rules: tuple[Rule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        findings = [rule.finding for rule in self.rules]
        if twice := next((one for one in findings if findings.count(one) > 1), None):
            raise ValueError(Phrase("{finding} has two rules", finding=twice))
        largest = self.in_unit(1.0)
        for rule in self.rules:
            for step in rule.steps:
                if step.start >= largest:
                    raise ValueError(
                        Phrase(
                            "{finding}: {word} begins at {value:g}, which no smear can reach",
                            finding=rule.finding, word=step.word, value=step.start,
                        )
                    )  # fmt: skip
        return self

    def in_unit(self, share: float) -> float:
        """A share of the red cells, 0 to 1, in the unit of the thresholds."""
        return share * {Unit.PERCENT: 100.0, Unit.PER_1000: 1000.0, Unit.PER_FIELD: self.cells_per_field}[self.unit]

    @property
    def digest(self) -> str:
        """A hash of everything in it, for a report that is frozen with the rules of its time."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def rule_for(self, finding: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.finding == finding), None)

    def fits(self, species: str | None) -> bool:
        """Whether it may be used for a species; for an unknown one only if it is for all."""
        return not self.species or species in self.species


class SpeciesRules(_Data):
    """What differs by species. `off`: findings that are not graded unless switched on. `normal_under`: percent below
    which a finding is normal. `refer`: findings of which any cell is shown to a pathologist; `unchecked` of them are
    a convention of this program without a source.
    """

    species: Word
    name: Word
    source: Line
    checked: bool = False
    off: tuple[Word, ...] = ()
    normal_under: dict[Word, float] = Field(default_factory=dict)
    refer: tuple[Word, ...] = ()
    unchecked: tuple[Word, ...] = ()


def rule_set_of(values: Any) -> RuleSet:
    """A rule set from the values of its file. Raises SettingsError, which says in words what is wrong."""
    try:
        return RuleSet.model_validate(values)
    except ValidationError as error:
        raise SettingsError(_in_words(error), hint="Correct the rule, or restore the shipped rule set.") from error


def _in_words(error: ValidationError) -> Phrase:
    first = error.errors()[0]
    own = first.get("ctx", {}).get("error")
    reason = own.args[0] if isinstance(own, ValueError) and own.args else first["msg"]
    place = ".".join(str(part) for part in first["loc"])
    if isinstance(reason, Phrase):
        return Phrase("This rule set cannot be used: {reason}.", reason=reason)
    return Phrase("This rule set cannot be used: {place}: {reason}.", place=place, reason=reason)
