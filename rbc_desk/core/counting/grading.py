"""Grades of a differential by a rule set: the word, whether it is certain, and how many more cells it takes."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rbc_desk.core.counting.findings import Finding, finding_named, findings_of
from rbc_desk.core.counting.rule_sets import Rule, RuleSet, SpeciesRules, Unit
from rbc_desk.core.counting.wilson import cells_to_tell, wilson
from rbc_desk.core.phrases import Phrase

OUT_OF_REACH = 20_000
"""Nobody counts more cells than these to tell two grades from each other."""


@dataclass(frozen=True, slots=True)
class Share:
    """The share of a class with the ends of its 95 % interval, each 0 to 1. `count` may be an adjusted one."""

    count: float
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RuleSource:
    """Where a grade comes from; printed on every report."""

    name: str
    version: str
    source: str
    checked: bool

    @classmethod
    def of(cls, rules: RuleSet) -> RuleSource:
        return cls(rules.name, rules.version, rules.source, rules.checked)


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade of one finding.

    `word`: what the report says. `level`: 0 below the first grade, then 1, 2, ...; None where no grade is given.
    `value`, `low`, `high`: in the unit of the rule set; None where it is only present or not. `certain`: the whole
    interval lies within the grade, and enough cells were counted. `n_more`: cells to count for that at the present
    share; None where it is certain, or out of reach. `to_tell`: the two grades that are not told apart yet.
    """

    finding: str
    name: str
    word: str
    level: int | None
    count: float
    value: float | None
    low: float | None
    high: float | None
    unit: Unit
    certain: bool
    rule: RuleSource
    n_more: int | None = None
    to_tell: tuple[str, str] | None = None
    notes: tuple[Phrase, ...] = ()

    @property
    def advice(self) -> Phrase:
        """What it takes to make the grade certain; empty where it is, or where no share is graded."""
        if self.certain or self.level is None:
            return Phrase("")
        if self.to_tell is None:
            return Phrase("{n:,} more cells are needed.", n=self.n_more) if self.n_more else Phrase("")
        pair = {"lower": Phrase.of(self.to_tell[0]), "upper": Phrase.of(self.to_tell[1])}
        if self.n_more is None:
            return Phrase("Too close to tell {lower} from {upper}, however many cells are counted.", **pair)
        if self.n_more == 1:
            return Phrase("1 more cell is needed to tell {lower} from {upper}.", **pair)
        return Phrase("{n:,} more cells are needed to tell {lower} from {upper}.", n=self.n_more, **pair)


@dataclass(frozen=True, slots=True)
class Referral:
    """A finding that a pathologist has to see, with the number of cells. `checked`: a source asks for it."""

    finding: str
    name: str
    count: float
    checked: bool = True


@dataclass(frozen=True, slots=True)
class _Grader:
    rules: RuleSet
    shares: Mapping[str, Share]
    n_cells: int
    of_species: SpeciesRules | None
    source: RuleSource = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", RuleSource.of(self.rules))

    def grade(self, rule: Rule, finding: Finding, codes: Sequence[str]) -> Grade:
        counted = pooled([self.shares[code] for code in codes], n_cells=self.n_cells)
        notes = self._normal(finding, counted)
        if (
            counted.count > 0
            and rule.only_where_dominant
            and (other := self._more_common(codes, counted)) is not None
        ):
            return Grade(
                finding.key, finding.name, Phrase("seen"), None, counted.count, None, None, None, self.rules.unit,
                certain=False, rule=self.source,
                notes=(*notes, Phrase("No share is given, because {name} are more common.", name=other.name)),
            )  # fmt: skip
        level = sum(step.reached_by(self.rules.in_unit(counted.share)) for step in rule.steps)
        if rule.steps[0].start == 0 and level == 1 and counted.count == 0:
            level = 0
        n_wanted, to_tell = self._needed(rule, counted, level)
        least = rule.min_cells or self.rules.min_cells
        if self.n_cells < least:
            notes = (*notes, Phrase("Fewer than {n} cells were counted.", n=least))
        n_wanted = max(n_wanted, least)
        certain = to_tell is None and self.n_cells >= least
        n_more = None if certain or n_wanted > OUT_OF_REACH else max(1, math.ceil(n_wanted) - self.n_cells)
        return Grade(
            finding.key, finding.name, _word(rule, level, count=counted.count), level, counted.count,
            self.rules.in_unit(counted.share), self.rules.in_unit(counted.low), self.rules.in_unit(counted.high),
            self.rules.unit, certain=certain, rule=self.source, n_more=n_more, to_tell=to_tell, notes=notes,
        )  # fmt: skip

    def _needed(self, rule: Rule, counted: Share, level: int) -> tuple[float, tuple[str, str] | None]:
        """The cells that put the interval within the grade, and the grades that it reaches over, None if it does."""
        per_share = self.rules.in_unit(1.0)
        spread = _spread(counted, self.n_cells)
        most, pair = 0.0, None
        for place, step in enumerate(rule.steps):
            threshold = step.start / per_share
            if threshold == 0:
                continue  # one cell that was seen decides
            below = place + 1 <= level  # the threshold lies below the share
            reached = (
                not step.reached_by(self.rules.in_unit(counted.low))
                if below
                else step.reached_by(self.rules.in_unit(counted.high))
            )
            wanted = spread * cells_to_tell(counted.share, threshold)
            if reached and (pair is None or wanted > most):
                most = wanted
                pair = (_word(rule, place, count=1), _word(rule, place + 1, count=1))
        return most, pair

    def _more_common(self, codes: Sequence[str], counted: Share) -> Finding | None:
        others = [
            (share.count, found[0])
            for code, share in self.shares.items()
            if code not in codes and (found := findings_of(code)) and found[0].is_change
        ]
        most = max(others, key=lambda one: one[0], default=None)
        return most[1] if most is not None and most[0] > counted.count else None

    def _normal(self, finding: Finding, counted: Share) -> tuple[Phrase, ...]:
        limit = self.of_species.normal_under.get(finding.key) if self.of_species is not None else None
        if limit is None:
            return ()
        if 100 * counted.high < limit:
            return (Phrase("Under {limit:g} %: normal for this species.", limit=limit),)
        if 100 * counted.low >= limit:
            return (Phrase("Above what is normal for this species, {limit:g} %.", limit=limit),)
        return (Phrase("Normal for this species is under {limit:g} %; more cells would tell.", limit=limit),)


def grade(
    rules: RuleSet,
    shares: Mapping[str, Share],
    *,
    n_fields: int,
    n_cells: int,
    of_species: SpeciesRules | None = None,
    switched_on: Collection[str] = (),
    seen: Mapping[str, bool] | None = None,
) -> tuple[Grade, ...]:
    """The grades of all findings that the rule set has a rule for and that could be counted, in its order.

    `shares`: by class code, also of classes of which no cell was seen, because what nobody looked for is not graded.
    `n_cells`: red cells that shares refer to. `switched_on`: findings to grade although the species has them off.
    `seen`: findings that are present or not (rouleaux, agglutination), as far as a reader said.
    """
    grader = _Grader(rules, shares, n_cells, of_species)
    grades = []
    for rule in rules.rules:
        finding = finding_named(rule.finding)
        if of_species is not None and rule.finding in of_species.off and rule.finding not in switched_on:
            continue
        if not rule.steps:
            if rule.finding in (seen or {}):
                grades.append(
                    _presence(grader.source, finding, present=bool((seen or {})[rule.finding]), unit=rules.unit)
                )
            continue
        own = rule.classes or finding.codes
        codes = [code for code in own if code in shares]
        if not codes or (not rule.classes and not finding.known(shares)):
            continue
        if any(shares[code].count > 0 for code in codes):
            codes += [code for code in rule.only_with_others if code in shares and code not in codes]
        grades.append(grader.grade(rule, finding, codes))
    return tuple(_with_fields(one, n_fields=n_fields, least=rules.min_fields) for one in grades)


def referrals(
    shares: Mapping[str, Share], *, of_species: SpeciesRules | None, rules: RuleSet | None = None
) -> tuple[Referral, ...]:
    """The findings of which any cell goes to a pathologist, with the number of cells seen.

    They are those of the rule set if it names any, else those of the species.
    """
    wanted: dict[str, bool] = {}
    if rules is not None and rules.refer is not None:
        wanted = dict.fromkeys(rules.refer, rules.checked)
    elif of_species is not None:
        wanted = {key: of_species.checked and key not in of_species.unchecked for key in of_species.refer}
    found = []
    for key, checked in wanted.items():
        finding = finding_named(key)
        count = sum(shares[code].count for code in finding.codes if code in shares)
        if count > 0:
            found.append(Referral(key, finding.name, count, checked))
    return tuple(found)


def pooled(parts: Sequence[Share], *, n_cells: int) -> Share:
    """The share of several classes together.

    The interval is as many times wider than Wilson's as the widest of the parts is (cells of one kind stand together
    in fields, and a model's confusions add to it).
    """
    if len(parts) == 1:
        return parts[0]
    count, share = sum(part.count for part in parts), min(1.0, sum(part.share for part in parts))
    spread = max((_spread(part, n_cells) for part in parts), default=1.0)
    n = n_cells / spread
    low, high = wilson(share * n, n)
    return Share(count, share, low, high)


def _spread(counted: Share, n_cells: int) -> float:
    """How many times more cells this interval needs than independent ones would, at least 1."""
    low, high = wilson(counted.share * n_cells, n_cells)
    ratio = (counted.high - counted.low) / (high - low) if high > low else 1.0
    return max(1.0, ratio * ratio)


def _word(rule: Rule, level: int, *, count: float) -> str:
    if level > 0:
        return rule.steps[level - 1].word
    if count == 0:
        return Phrase("none seen")
    return rule.below or Phrase("below {word}", word=Phrase.of(rule.steps[0].word))


def _presence(source: RuleSource, finding: Finding, *, present: bool, unit: Unit) -> Grade:
    word = Phrase("present") if present else Phrase("not present")
    return Grade(
        finding.key, finding.name, word, int(present), float(present), None, None, None, unit,
        certain=True, rule=source,
    )  # fmt: skip


def _with_fields(one: Grade, *, n_fields: int, least: int) -> Grade:
    if one.value is None or n_fields >= least:
        return one
    return replace(one, notes=(*one.notes, Phrase("Fewer than {n} fields were counted.", n=least)))
