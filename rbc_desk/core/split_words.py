"""Sentences about a split of labelled cells, made from its facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rbc_desk.core.phrases import Phrase
from rbc_desk.core.split_facts import PARTS, SnapshotFacts, SplitFacts

LEAK = Phrase(
    "Split by cell: cells of one smear stand in training and test, so the figures flatter the model. "
    "Split by specimen for figures that hold on new smears."
)
UNKNOWN = Phrase(
    "What this model learned from is not known here: it may have seen these cells, and then the figures flatter it."
)
_COST = Phrase(
    "A guess without a look at the cell, the commonest class of its smear, is right for {own} % of these test cells "
    "(the commonest of all: {all} %)."
)
_KEPT = Phrase("{n} smears show a field that another smear shows too, and were kept with it in one part.")
_TWICE = Phrase("{n} cells stand on two smears and in two parts.")
_WHOLE = {
    "specimen": Phrase(
        "Split by specimen, seed {seed}: tested on whole specimens; the epoch was chosen on whole smears."
    ),
    "smear": Phrase("Split by smear, seed {seed}: tested on whole smears; the epoch was chosen on whole smears."),
}
_ONE = {
    "specimen": Phrase("Labels stand on {n} specimen only."),
    "smear": Phrase("Labels stand on {n} smear only."),
}
_FEW = {
    "specimen": Phrase("Labels stand on {n} specimens only."),
    "smear": Phrase("Labels stand on {n} smears only."),
}
_ABSENT = {
    "train": Phrase(
        "The training part has no cells of {classes}: label them on more smears, or it learns none of them."
    ),
    "validation": Phrase(
        "The validation part has no cells of {classes}: label them on more smears, for the epoch is chosen and "
        "the confidence scaled without them."
    ),
    "test": Phrase(
        "The test part has no cells of {classes}: label them on more smears, for the test figures say "
        "nothing of them."
    ),
}
_BLINDED = Phrase("Labels of {reader} alone (read blinded).")
_ONE_BLINDED = Phrase("Labels of one reader alone (read blinded).")
_FROM_OTHERS = Phrase("{n} cells have their class from other readers.")
_DISAGREED = Phrase("{n} cells on which other readers disagree were left out.")


def joined(sentences: list[Phrase]) -> Phrase:
    """Sentences as one text."""
    return Phrase.joined(" ", sentences) if sentences else Phrase("")


def kept_together(n: int) -> Phrase:
    """Of `n` smears that show fields shown twice."""
    return Phrase(_KEPT.template, n=n)


def twice(n: int) -> Phrase:
    """A sentence about `n` cells that were photographed twice and are in two parts."""
    return Phrase(_TWICE.template, n=n)


def cost(own: int, overall: int) -> Phrase:
    """What a split by cell gives away: percent right by each smear's commonest class, and by the commonest of all."""
    return Phrase(_COST.template, own=own, all=overall)


def how_split(facts: SplitFacts) -> list[Phrase]:
    """How it was split, and what that gives away."""
    if facts.used != "cell":
        kept = [kept_together(facts.n_kept_together)] if facts.n_kept_together else []
        return [Phrase(_WHOLE[facts.used].template, seed=facts.seed), *kept]
    told = [LEAK]
    if facts.asked != "cell" and facts.n_groups is not None and facts.n_groups < len(PARTS):
        few = (_ONE if facts.n_groups == 1 else _FEW)[facts.asked]
        told.insert(0, Phrase(few.template, n=facts.n_groups))
    if facts.guess_by_smear is not None and facts.guess_overall is not None:
        told.append(cost(facts.guess_by_smear, facts.guess_overall))
    return [*told, *([twice(facts.n_twice)] if facts.n_twice else [])]


def absent(facts: SplitFacts, *, names: Mapping[str, str], parts: Sequence[str] = PARTS) -> list[Phrase]:
    """The classes that some of the parts have no cells of, a sentence a part; `names` by class code."""
    told = []
    for part in parts:
        phrase = _ABSENT[part]
        if missing := [Phrase(names.get(code, code)) for code in facts.missing(part)]:
            told.append(Phrase(phrase.template, classes=Phrase.joined(", ", missing)))
    return told


def warnings(facts: SplitFacts, *, names: Mapping[str, str]) -> Phrase:
    """What is to be minded of a split; "" where there is nothing."""
    return joined([*(how_split(facts) if facts.used == "cell" else []), *absent(facts, names=names)])


def split_note(facts: SplitFacts, *, names: Mapping[str, str]) -> Phrase:
    """All sentences of the facts, without any reader's name."""
    return joined([*how_split(facts), *absent(facts, names=names), *_whose(facts, reader="")])


def snapshot_note(facts: SnapshotFacts, *, names: Mapping[str, str]) -> Phrase:
    """All that the facts say, for who has the project: with the name of a reader whose labels alone they are."""
    rest = [Phrase(facts.text)] if facts.text else []
    own = [*how_split(facts.split), *absent(facts.split, names=names)]
    return joined([*own, *_whose(facts.split, reader=facts.reader), *rest])


def of_unknown(facts: SplitFacts, *, reader: str = "") -> Phrase:
    """Of a model from elsewhere, judged on a snapshot of these facts: whose labels they are, and nothing of the
    split, which was not the one that it learned by.
    """
    return joined([UNKNOWN, *_whose(facts, reader=reader)])


def _whose(facts: SplitFacts, *, reader: str) -> list[Phrase]:
    told = []
    if facts.one_blinded_reader:
        told.append(Phrase(_BLINDED.template, reader=reader) if reader else _ONE_BLINDED)
    if facts.n_from_others:
        told.append(Phrase(_FROM_OTHERS.template, n=facts.n_from_others))
    if facts.n_left_out:
        told.append(Phrase(_DISAGREED.template, n=facts.n_left_out))
    return told
