"""What a snapshot says of its split. It is stored as plain text; `read` makes it a phrase again, to be translated."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rbc_desk.core.classes import ClassSet
from rbc_desk.core.phrases import Phrase

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
_FROM_OTHERS = Phrase("{n} cells have their class from other readers.")
_DISAGREED = Phrase("{n} cells on which other readers disagree were left out.")


def whole(split_by: str, *, seed: int) -> Phrase:
    """Of a split by "specimen" or "smear" as it was wanted."""
    return Phrase(_WHOLE[split_by].template, seed=seed)


def too_few(split_by: str, *, n: int) -> Phrase:
    """Of a split by "specimen" or "smear" that came to be one by cell: labels stand on `n` of them only."""
    kind = _ONE if n == 1 else _FEW
    return Phrase.joined(" ", [Phrase(kind[split_by].template, n=n), LEAK])


def cost(own: int, overall: int) -> Phrase:
    """What a split by cell gives away: percent right by each smear's commonest class, and by the commonest of all."""
    return Phrase(_COST.template, own=own, all=overall)


def kept_together(n: int) -> Phrase:
    """Of `n` smears that show fields shown twice."""
    return Phrase(_KEPT.template, n=n)


def twice(n: int) -> Phrase:
    """Of `n` cells photographed twice that stand in two parts."""
    return Phrase(_TWICE.template, n=n)


def absent(counts: Mapping[str, Mapping[str, int]], *, classes: ClassSet) -> list[Phrase]:
    """Of the classes that a part has no cells of, by their names; `counts` are cells by part and class code."""
    told = []
    for part, phrase in _ABSENT.items():
        missing = [
            Phrase(classes[code].name if code in classes else code) for code, n in counts[part].items() if not n
        ]
        if missing:
            told.append(Phrase(phrase.template, classes=Phrase.joined(", ", missing)))
    return told


def blinded(reader: str) -> Phrase:
    """Of labels that are one reader's, who reads blinded."""
    return Phrase(_BLINDED.template, reader=reader)


def of_others(*, n_taken: int, n_disagreed: int) -> list[Phrase]:
    """How many cells have their class from other readers, and how many were left out; none where there are none."""
    taken = [Phrase(_FROM_OTHERS.template, n=n_taken)] if n_taken else []
    left_out = [Phrase(_DISAGREED.template, n=n_disagreed)] if n_disagreed else []
    return taken + left_out


def for_strangers(text: str) -> str:
    """A stored note without the reader's name: models are passed on."""
    return " ".join(str(one) for one in _sentences(text) if one.template != _BLINDED.template)


def read(text: str) -> Phrase:
    """A stored note as a phrase; what another version wrote stays the text it is."""
    return Phrase.joined(" ", _sentences(text))


def of_unknown(text: str) -> Phrase:
    """Of a model from elsewhere on a snapshot with this stored note: whose labels they are, and nothing of the split,
    which was not the one that it learned by.
    """
    whose = {_BLINDED.template, _FROM_OTHERS.template, _DISAGREED.template}
    return Phrase.joined(" ", [UNKNOWN, *(one for one in _sentences(text) if one.template in whose)])


def _sentences(text: str) -> list[Phrase]:
    known = [
        LEAK,
        _COST,
        _KEPT,
        _TWICE,
        *_ABSENT.values(),
        _BLINDED,
        _FROM_OTHERS,
        _DISAGREED,
        *_WHOLE.values(),
        *_ONE.values(),
        *_FEW.values(),
    ]
    templates = [phrase.template for phrase in known]
    sentences = re.split(r"(?<=\.) ", text) if text else []
    parts: list[Phrase] = []
    while sentences:
        for n in (2, 1):  # one of those known is two sentences
            head = Phrase.recognised(" ".join(sentences[:n]), templates)
            if head.values or head in templates or n == 1:
                parts.append(head)
                del sentences[:n]
                break
    return parts
