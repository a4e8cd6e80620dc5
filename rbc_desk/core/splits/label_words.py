"""Sentences about what the labels allow, before a training: which classes cannot be learned or tested, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits.facts import SplitFacts

_SHOWN = 3
"""More classes than this share a sentence."""
_ALONE = {
    "specimen": (
        Phrase("{name} has {n} cells on 1 specimen: it cannot be tested."),
        Phrase("{names} are on 1 specimen each: they cannot be tested."),
    ),
    "smear": (
        Phrase("{name} has {n} cells on 1 smear: it cannot be tested."),
        Phrase("{names} are on 1 smear each: they cannot be tested."),
    ),
}
_HELD_OUT = {
    "specimen": Phrase("Whole specimens are held out. Smears for training: {train}, to choose the epoch: "
                       "{validation}, for the test: {test}."),
    "smear": Phrase("Whole smears are held out: {train} for training, {validation} to choose the epoch, "
                    "{test} for the test."),
}  # fmt: skip
_EPOCH_BY_CELL = {
    "specimen": Phrase("Whole specimens are held out. Smears for training: {train}, for the test: {test}. Single "
                       "cells of the training smears choose the epoch."),
    "smear": Phrase("Whole smears are held out: {train} for training, {test} for the test. Single cells of the "
                    "training smears choose the epoch."),
}  # fmt: skip


def what_labels_allow(
    facts: SplitFacts, *, names: Mapping[str, str], too_few: Mapping[str, int], least: int
) -> list[Phrase]:
    """A sentence for each class, or group of classes, that cannot be learned or tested; none where all can.

    `names` by class code. `too_few`: the cells of each class that is left out because it has fewer than `least`.
    """
    return [*_left_out(too_few, names=names, least=least), *_untrained(facts, names=names), *_untested(facts, names)]


def how_held_out(facts: SplitFacts) -> Phrase:
    """A sentence about the smears of each part; "" for a split by cell."""
    if facts.used == "cell" or facts.final:
        return Phrase("")
    template = (_EPOCH_BY_CELL if facts.chosen_by_cell else _HELD_OUT)[facts.used].template
    parts = ("train", "test") if facts.chosen_by_cell else ("train", "validation", "test")
    return Phrase(template, **{part: facts.n_smears.get(part, 0) for part in parts})


def _left_out(too_few: Mapping[str, int], *, names: Mapping[str, str], least: int) -> list[Phrase]:
    if len(too_few) > _SHOWN:
        return [
            Phrase(
                "{names} have fewer than {least} cells each: they are left out.",
                names=_listed(tuple(too_few), names),
                least=least,
            )
        ]
    return [
        Phrase(
            "{name} has 1 cell, too few to learn: it is left out."
            if n == 1
            else "{name} has {n} cells, too few to learn: it is left out.",
            name=_name(code, names),
            n=n,
        )
        for code, n in too_few.items()
    ]


def _untrained(facts: SplitFacts, *, names: Mapping[str, str]) -> list[Phrase]:
    missing = facts.missing("train")
    if not missing:
        return []
    return [Phrase("The training part has no cells of {names}: it cannot learn them.", names=_listed(missing, names))]


def _untested(facts: SplitFacts, names: Mapping[str, str]) -> list[Phrase]:
    if facts.final or facts.used == "cell":
        return []
    missing = facts.missing("test")
    alone = [code for code in missing if facts.groups_of.get(code) == 1]
    others = [code for code in missing if code not in alone]
    single, together = _ALONE[facts.used]
    sentences = []
    if len(alone) > _SHOWN:
        sentences.append(Phrase(together.template, names=_listed(alone, names)))
    else:
        for code in alone:
            n = sum(by_code.get(code, 0) for by_code in facts.counts.values())
            sentences.append(Phrase(single.template, name=_name(code, names), n=n))
    if others:
        sentences.append(
            Phrase(
                "{names} cannot be tested: the smears that show them are needed to learn other classes.",
                names=_listed(others, names),
            )
        )
    return sentences


def _name(code: str, names: Mapping[str, str]) -> Phrase:
    return Phrase(names.get(code, code))


def _listed(codes: Sequence[str], names: Mapping[str, str]) -> Phrase:
    return Phrase.joined(", ", [_name(code, names) for code in codes])
