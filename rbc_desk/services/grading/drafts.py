"""A rule set while it is edited: everything as it is typed, and what is wrong with it in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rbc_desk.core.counting.findings import finding_named
from rbc_desk.core.counting.rule_sets import Rule, RuleSet, Step, Unit, rule_set_of
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.phrases import Phrase

_START = re.compile(r"(?P<sign>>=|≥|>|)\s*(?P<number>\d+(?:[.,]\d+)?)\s*%?")


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A grade and where it begins: "5" (5 or more) or "> 5" (more than 5)."""

    word: str = ""
    start: str = ""

    @classmethod
    def of(cls, step: Step) -> StepDraft:
        return cls(step.word, f"> {step.start:g}" if step.at_least is None else f"{step.start:g}")


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """The grades of a finding, without any: it is present or not. `kept`: the rule that it was, whose rest stays."""

    finding: str
    steps: tuple[StepDraft, ...] = ()
    kept: Rule | None = None


@dataclass(frozen=True, slots=True)
class RuleSetDraft:
    """The fields of a `RuleSet` that are edited; `version` is the one that they come from."""

    name: str
    source: str
    version: str
    checked: bool
    species: tuple[str, ...]
    unit: Unit
    cells_per_field: float
    min_fields: int
    min_cells: int
    refer: tuple[str, ...] | None
    rules: tuple[RuleDraft, ...]

    @classmethod
    def of(cls, rules: RuleSet) -> RuleSetDraft:
        return cls(
            rules.name,
            rules.source,
            rules.version,
            rules.checked,
            rules.species,
            rules.unit,
            rules.cells_per_field,
            rules.min_fields,
            rules.min_cells,
            rules.refer,
            tuple(RuleDraft(one.finding, tuple(map(StepDraft.of, one.steps)), one) for one in rules.rules),
        )

    def rule_set(self) -> RuleSet:
        """The rule set that was typed. Raises SettingsError, which says in words what to correct."""
        if not self.name.strip():
            raise SettingsError("The rule set needs a name.")
        if not self.source.strip():
            raise SettingsError("Enter the source of the rules: a publication, a book, or your laboratory.")
        if not self.rules:
            raise SettingsError("A rule set needs at least one finding.")
        return rule_set_of(
            {
                "name": self.name.strip(),
                "source": self.source.strip(),
                "version": self.version,
                "checked": self.checked,
                "species": self.species,
                "unit": self.unit,
                "cells_per_field": self.cells_per_field,
                "min_fields": self.min_fields,
                "min_cells": self.min_cells,
                "refer": self.refer,
                "rules": [_rule(one) for one in self.rules],
            }
        )


def _rule(draft: RuleDraft) -> dict[str, Any]:
    kept = draft.kept.model_dump() if draft.kept is not None else {}
    return kept | {"finding": draft.finding, "steps": list(_steps(draft))}


def _steps(draft: RuleDraft) -> Iterator[dict[str, Any]]:
    name = finding_named(draft.finding).name
    for step in draft.steps:
        word, start = step.word.strip(), step.start.strip()
        if not word and not start:
            continue
        if not word:
            raise SettingsError(Phrase("{finding}: the grade from {start} has no name.", finding=name, start=start))
        if not start:
            raise SettingsError(
                Phrase("{finding}: the grade {word} has no threshold.", finding=name, word=word),
                hint="Enter 5 for “5 or more”, or > 5 for “more than 5”.",
            )
        found = _START.fullmatch(start)
        if found is None:
            raise SettingsError(
                Phrase("{finding}: {word} cannot begin at “{start}”.", finding=name, word=word, start=start),
                hint="Enter 5 for “5 or more”, or > 5 for “more than 5”.",
            )
        value = float(found["number"].replace(",", "."))
        yield {"word": word, "above" if found["sign"] == ">" else "at_least": value}
