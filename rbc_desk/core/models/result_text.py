"""An evaluation in one plain sentence a class, for readers who do not read F1."""

from __future__ import annotations

from collections.abc import Callable

from rbc_desk.core.models.results import Evaluation
from rbc_desk.core.phrases import Phrase

_MOST = 3
_FINDS = Phrase("{name}: finds {n} of {of}.")
_TAKES = Phrase("{name}: takes {n} of {of} for another class.")
_RIGHT = Phrase("Right in {n} of {of} cells.")
_LEAST = Phrase("Found least often:")


def result_text(result: Evaluation, *, shown: Callable[[str], str]) -> Phrase:
    """How many cells of each class the model finds, and how many of the most common class it takes for another one.

    With more than three rarer classes, only the three that it finds least. Classes without cells are left out.
    `shown` gives the name of a class by its code. The rows of `result.confusion` are the true classes.
    """
    counts = {
        code: (row[i], sum(row)) for i, (code, row) in enumerate(zip(result.codes, result.confusion, strict=True))
    }
    present = {code: (right, n) for code, (right, n) in counts.items() if n}
    if not present:
        return Phrase("")
    common = max(present, key=lambda code: present[code][1])
    rare = [code for code in present if code != common]
    right, n = present[common]
    takes = Phrase(_TAKES.template, name=shown(common), n=n - right, of=n)
    sentences: list[Phrase] = []
    if len(rare) > _MOST:
        all_right = sum(right for right, _ in present.values())
        sentences += [Phrase(_RIGHT.template, n=all_right, of=result.n_cells), takes, _LEAST]
        rare = sorted(rare, key=lambda code: present[code][0] / present[code][1])[:_MOST]
    for code in rare:
        found, n = present[code]
        sentences.append(Phrase(_FINDS.template, name=shown(code), n=found, of=n))
    if takes not in sentences:
        sentences.append(takes)
    return Phrase.joined(" ", sentences)
