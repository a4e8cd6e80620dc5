"""What a snapshot says of its split. It is stored as plain text; `read` makes it a phrase again, to be translated."""

from __future__ import annotations

import re

from rbc_desk.core.phrases import Phrase

LEAK = Phrase(
    "Split by cell: cells of one smear stand in training and test, so the figures flatter the model. "
    "Split by specimen for figures that hold on new smears."
)
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


def blinded(reader: str) -> Phrase:
    """Of labels that are one reader's, who reads blinded."""
    return Phrase(_BLINDED.template, reader=reader)


def of_others(*, n_taken: int, n_disagreed: int) -> list[Phrase]:
    """How many cells have their class from other readers, and how many were left out; none where there are none."""
    taken = [Phrase(_FROM_OTHERS.template, n=n_taken)] if n_taken else []
    left_out = [Phrase(_DISAGREED.template, n=n_disagreed)] if n_disagreed else []
    return taken + left_out


def read(text: str) -> Phrase:
    """A stored note as a phrase; what another version wrote stays the text it is."""
    known = [LEAK, _BLINDED, _FROM_OTHERS, _DISAGREED, *_WHOLE.values(), *_ONE.values(), *_FEW.values()]
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
    return Phrase.joined(" ", parts)
