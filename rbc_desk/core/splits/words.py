"""Sentences about a split of labelled cells, made from its facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits.facts import PARTS, SnapshotFacts, SplitFacts
from rbc_desk.core.splits.label_choice import LabelChoice

LEAK = Phrase(
    "Split by cell: training and test contain cells of the same smears, so the figures are too "
    "optimistic. Split by specimen for figures that hold on new smears."
)
UNKNOWN = Phrase(
    "The training data of this model are unknown. It may have been trained on these cells; the "
    "figures are then too optimistic."
)
_COST = Phrase(
    "Baseline: always guessing the most common class of the smear is right for {own} % of these "
    "test cells (the most common class overall: {all} %)."
)
_WHOLE = {
    "specimen": Phrase(
        "Split by specimen, seed {seed}. Whole specimens were used for the test and whole smears to choose the epoch."
    ),
    "smear": Phrase("Split by smear, seed {seed}. Whole smears were used for the test and to choose the epoch."),
}
_TEST_ONLY = {
    "specimen": Phrase("Split by specimen, seed {seed}. Whole specimens were used for the test."),
    "smear": Phrase("Split by smear, seed {seed}. Whole smears were used for the test."),
}
_ONE = {
    "specimen": Phrase("Only {n} specimen has labels."),
    "smear": Phrase("Only {n} smear has labels."),
}
_FEW = {
    "specimen": Phrase("Only {n} specimens have labels."),
    "smear": Phrase("Only {n} smears have labels."),
}
_ABSENT = {
    "train": Phrase(
        "The training part has no cells of {classes}. Label some on more smears, or the model cannot learn them."
    ),
    "validation": Phrase(
        "The validation part has no cells of {classes}. Label some on more smears: the epoch and the "
        "calibration are chosen without them."
    ),
    "test": Phrase(
        "The test part has no cells of {classes}. Label some on more smears: the test figures say nothing about them."
    ),
}
_NO_WHOLE = {
    "specimen": Phrase("Each specimen that could be held out is the only one of some class."),
    "smear": Phrase("Each smear that could be held out is the only one of some class."),
}
_CHOSEN_BY_CELL = Phrase(
    "The epoch is chosen on single cells of the training smears, because whole smears would take a class away from "
    "the training."
)
_FINAL = Phrase("Final model, seed {seed}: no test part. A few whole smears chose the epoch.")
_FINAL_BY_CELL = Phrase("Final model, seed {seed}: no test part. A few cells chose the epoch.")
_CHOICES = {
    LabelChoice.OWN: Phrase("Only labels by one reader."),
    LabelChoice.MAJORITY: Phrase("Each cell has the class that most readers gave."),
    LabelChoice.CONSENSUS: Phrase("Each cell has the class that all readers gave or that was decided on."),
    LabelChoice.SOFT: Phrase("Each training cell has the classes of all readers, by their shares."),
}
_LEFT_OUT = {
    True: (
        Phrase("{n} cell on which readers disagree was left out."),
        Phrase("{n} cells on which readers disagree were left out."),
    ),
    False: (
        Phrase("{n} cell on which other readers disagree was left out."),
        Phrase("{n} cells on which other readers disagree were left out."),
    ),
}
"""For one cell and for several, by whether the labels of all readers count alike."""
_BLINDED = Phrase("Only labels by {reader} (blinded reading).")
_ONE_BLINDED = Phrase("Only labels by one reader (blinded reading).")


def joined(sentences: list[Phrase]) -> Phrase:
    """The sentences as one text."""
    return Phrase.joined(" ", sentences) if sentences else Phrase("")


def kept_together(n: int) -> Phrase:
    """A sentence about `n` smears that show the same field as another smear."""
    return Phrase(
        "{n} smear shows the same field as another smear and was kept in the same part."
        if n == 1
        else "{n} smears show the same field as another smear and were kept in the same part.",
        n=n,
    )


def twice(n: int) -> Phrase:
    """A sentence about `n` cells that were photographed twice and are in two parts."""
    return Phrase(
        "{n} cell appears on two smears and in two parts."
        if n == 1
        else "{n} cells appear on two smears and in two parts.",
        n=n,
    )


def cost(by_smear: int, overall: int) -> Phrase:
    """A sentence about how a split by cell inflates results.

    It has the percentages that are right by guessing the most common class per smear, and overall.
    """
    return Phrase(_COST.template, own=by_smear, all=overall)


def how_split(facts: SplitFacts) -> list[Phrase]:
    """Sentences about how the cells were split, and how this inflates results."""
    if facts.final:
        return [Phrase((_FINAL_BY_CELL if facts.used == "cell" else _FINAL).template, seed=facts.seed)]
    if facts.used != "cell":
        if facts.chosen_by_cell:
            head = [Phrase(_TEST_ONLY[facts.used].template, seed=facts.seed), _CHOSEN_BY_CELL]
        else:
            head = [Phrase(_WHOLE[facts.used].template, seed=facts.seed)]
        kept = [kept_together(facts.n_kept_together)] if facts.n_kept_together else []
        return [*head, *kept]
    sentences = [LEAK]
    if facts.asked != "cell" and facts.n_groups is not None and facts.n_groups < len(PARTS):
        few = (_ONE if facts.n_groups == 1 else _FEW)[facts.asked]
        sentences.insert(0, Phrase(few.template, n=facts.n_groups))
    elif facts.asked != "cell" and facts.groups_of:
        sentences.insert(0, _NO_WHOLE[facts.asked])
    if facts.guess_by_smear is not None and facts.guess_overall is not None:
        sentences.append(cost(facts.guess_by_smear, facts.guess_overall))
    return [*sentences, *([twice(facts.n_twice)] if facts.n_twice else [])]


def absent(facts: SplitFacts, *, names: Mapping[str, str], parts: Sequence[str] = PARTS) -> list[Phrase]:
    """Sentences about classes without cells in a part; `names` by class code."""
    sentences = []
    for part in parts:
        if facts.final and part == "test":
            continue
        phrase = _ABSENT[part]
        if missing := [Phrase(names.get(code, code)) for code in facts.missing(part)]:
            sentences.append(Phrase(phrase.template, classes=Phrase.joined(", ", missing)))
    return sentences


def warnings(facts: SplitFacts, *, names: Mapping[str, str]) -> Phrase:
    """Warnings about a split; "" if there are none."""
    inflated = facts.used == "cell" and not facts.final
    return joined([*(how_split(facts) if inflated else []), *absent(facts, names=names)])


def split_note(facts: SplitFacts, *, names: Mapping[str, str]) -> Phrase:
    """All sentences about the facts, without any reader's name."""
    return joined([*how_split(facts), *absent(facts, names=names), *_label_sources(facts, reader="")])


def snapshot_note(facts: SnapshotFacts, *, names: Mapping[str, str]) -> Phrase:
    """All sentences about the facts, with the reader's name if all labels are one reader's."""
    rest = [Phrase(facts.text)] if facts.text else []
    sentences = [*how_split(facts.split), *absent(facts.split, names=names)]
    return joined([*sentences, *_label_sources(facts.split, reader=facts.reader), *rest])


def of_unknown(facts: SplitFacts, *, reader: str = "") -> Phrase:
    """Sentences about a model from elsewhere that was evaluated on a snapshot with these facts.

    They say whose labels the snapshot has, and nothing about its split, because the model was not trained on it.
    """
    return joined([UNKNOWN, *_label_sources(facts, reader=reader)])


def _label_sources(facts: SplitFacts, *, reader: str) -> list[Phrase]:
    sentences = []
    if facts.one_blinded_reader:
        sentences.append(Phrase(_BLINDED.template, reader=reader) if reader else _ONE_BLINDED)
    if facts.labels in _CHOICES and not facts.one_blinded_reader:
        sentences.append(_CHOICES[facts.labels])
    if n := facts.n_from_others:
        sentences.append(
            Phrase(
                "{n} cell was labelled by other readers." if n == 1 else "{n} cells were labelled by other readers.",
                n=n,
            )
        )
    if n := facts.n_left_out:
        one, several = _LEFT_OUT[facts.labels.compares_readers]
        sentences.append(Phrase((one if n == 1 else several).template, n=n))
    return sentences
