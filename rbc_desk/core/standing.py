"""Facts about how good a model is, and the only place that decides whether to warn of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rbc_desk.core.phrases import Phrase
from rbc_desk.core.results import Evaluation
from rbc_desk.core.split_facts import SplitFacts
from rbc_desk.core.split_words import absent, joined

CHANCE = 0.05
"""A model is shown to be better than a guess where chance alone would make it so more seldom than this."""
_EXACT = 500
"""With more throws than this the normal curve serves as well."""
_NO_BETTER = Phrase(
    "No better than guessing: {right} of {n} cells of the {part} part are right ({percent} %); "
    "always answering {name} is right for {common} of them ({common_percent} %)."
)
_NOT_SHOWN = Phrase(
    "Too few cells to show that it is better than guessing: {right} of {n} cells of the {part} "
    "part are right ({percent} %); always answering {name} is right for {common} of them "
    "({common_percent} %)."
)


@dataclass(frozen=True, slots=True)
class ClassTally:
    """A model recognised `n_right` of the `n_cells` true cells of a class. Raises ValueError where that cannot be."""

    code: str
    n_cells: int
    n_right: int

    def __post_init__(self) -> None:
        if not 0 <= self.n_right <= self.n_cells:
            raise ValueError("as many cells of a class are right as there are, at most")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a model's cells were split (None: not recorded), and its tallies on the two parts (empty: not judged)."""

    split: SplitFacts | None = None
    validated: tuple[ClassTally, ...] = ()
    tested: tuple[ClassTally, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A value that `json.dumps` takes; `from_json` gives the standing back."""
        return {
            "split": None if self.split is None else self.split.to_json(),
            "validated": [[one.code, one.n_cells, one.n_right] for one in self.validated],
            "tested": [[one.code, one.n_cells, one.n_right] for one in self.tested],
        }

    @classmethod
    def from_json(cls, value: object) -> Standing:
        """The standing in `value`; unreadable parts are left out, since the file may come from a stranger."""
        if not isinstance(value, dict):
            return cls()
        try:
            split = SplitFacts.from_json(value.get("split"))
        except ValueError:
            split = None
        return cls(split, validated=_tallies(value.get("validated")), tested=_tallies(value.get("tested")))

    @property
    def judged(self) -> tuple[str, tuple[ClassTally, ...]]:
        """The part that the model is judged by (test, if evaluated on it, else validation), and its tallies there."""
        return ("test", self.tested) if self.tested else ("validation", self.validated)


def tallies_of(evaluation: Evaluation) -> tuple[ClassTally, ...]:
    """The tallies of an evaluation, a class each."""
    rows = zip(evaluation.codes, evaluation.confusion, strict=True)
    return tuple(ClassTally(code, sum(row), row[index]) for index, (code, row) in enumerate(rows))


def model_warnings(standing: Standing, *, names: Mapping[str, str]) -> Phrase:
    """Warnings that must be shown wherever a model is offered; "" where there are none. `names` by class code.

    They say that the model is no better than always answering the most common class, or not shown to be; and which
    classes its training or its test part lacks.
    """
    sentences = [found] if (found := guess_warning(standing, names=names)) else []
    if standing.split is not None:
        sentences += absent(standing.split, names=names, parts=("train", "test"))
    elif empty := {one.code: 0 for one in standing.tested if not one.n_cells}:
        sentences += absent(SplitFacts("cell", "cell", 0, {"test": empty}), names=names)
    return joined(sentences)


def guess_warning(standing: Standing, *, names: Mapping[str, str]) -> Phrase | None:
    """The warning that a model is not shown to be better than always answering the most common class, or None."""
    part, tallies = standing.judged
    n = sum(one.n_cells for one in tallies)
    if not n:
        return None
    commonest = max(tallies, key=lambda one: one.n_cells)
    right = sum(one.n_right for one in tallies)
    # the cells that decide: of the others the model, of the most common class the guess is right alone
    gained, lost = right - commonest.n_right, commonest.n_cells - commonest.n_right
    if gained <= lost:
        words = _NO_BETTER
    elif _tail(gained, lost) > CHANCE:
        words = _NOT_SHOWN
    else:
        return None
    return Phrase(
        words.template,
        right=right,
        n=n,
        part=Phrase(part),
        percent=f"{100 * right / n:.1f}",
        name=Phrase(names.get(commonest.code, commonest.code)),
        common=commonest.n_cells,
        common_percent=f"{100 * commonest.n_cells / n:.1f}",
    )


def _tail(gained: int, lost: int) -> float:
    """How often a fair coin gives at least `gained` heads in `gained` + `lost` throws (one-sided sign test)."""
    n = gained + lost
    if n > _EXACT:
        return 0.5 * math.erfc((gained - lost - 1) / math.sqrt(2 * n))
    return sum(math.comb(n, k) for k in range(gained, n + 1)) / 2**n


def _tallies(value: object) -> tuple[ClassTally, ...]:
    try:
        return tuple(ClassTally(str(code), int(n), int(right)) for code, n, right in value or ())  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return ()
