"""Facts about the quality of a model, and the only place that decides whether to warn about it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rbc_desk.core.models.results import Evaluation
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits.facts import SplitFacts
from rbc_desk.core.splits.words import absent, joined

CHANCE = 0.05
"""Significance level: a model counts as better than guessing if chance would produce the result less often than this.
"""
STARTER = Phrase(
    "Starter model: trained on human cells of one laboratory. It has not seen your stain and camera, nor the blood "
    "of dogs or cats. Check its classes before you rely on them."
)
_EXACT = 500
"""Above this number of trials the normal approximation is accurate enough."""
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
    """A model recognised `n_right` of the `n_cells` true cells of a class. Raises ValueError for
    impossible counts.
    """

    code: str
    n_cells: int
    n_right: int

    def __post_init__(self) -> None:
        if not 0 <= self.n_right <= self.n_cells:
            raise ValueError("as many cells of a class are right as there are, at most")


@dataclass(frozen=True, slots=True)
class ModelQuality:
    """How a model's cells were split (None: not recorded), and its tallies on both parts (empty: not evaluated).

    `starter`: the model is a shipped one, trained on human cells.
    """

    split: SplitFacts | None = None
    validated: tuple[ClassTally, ...] = ()
    tested: tuple[ClassTally, ...] = ()
    starter: bool = False

    def to_json(self) -> dict[str, Any]:
        """A JSON value; `from_json` restores the quality."""
        return {
            "split": None if self.split is None else self.split.to_json(),
            "validated": [[one.code, one.n_cells, one.n_right] for one in self.validated],
            "tested": [[one.code, one.n_cells, one.n_right] for one in self.tested],
            "starter": self.starter,
        }

    @classmethod
    def from_json(cls, value: object) -> ModelQuality:
        """The quality in `value`. Invalid parts are left out, because the file may come from elsewhere."""
        if not isinstance(value, dict):
            return cls()
        try:
            split = SplitFacts.from_json(value.get("split"))
        except ValueError:
            split = None
        return cls(
            split,
            validated=_tallies(value.get("validated")),
            tested=_tallies(value.get("tested")),
            starter=value.get("starter") is True,
        )

    @property
    def evaluated(self) -> tuple[str, tuple[ClassTally, ...]]:
        """The part that the model is evaluated on (test if available, else validation), and its tallies there."""
        return ("test", self.tested) if self.tested else ("validation", self.validated)


def tallies_of(evaluation: Evaluation) -> tuple[ClassTally, ...]:
    """The tallies of an evaluation, one per class."""
    rows = zip(evaluation.codes, evaluation.confusion, strict=True)
    return tuple(ClassTally(code, sum(row), row[index]) for index, (code, row) in enumerate(rows))


def model_warnings(quality: ModelQuality, *, names: Mapping[str, str]) -> Phrase:
    """Warnings that must be shown wherever a model is offered; "" if there are none. `names` by class code.

    They say that the model is not better, or not shown to be better, than always answering the most common class, and
    which classes its training or test part lacks.
    """
    sentences = [STARTER] if quality.starter else []
    sentences += [guess] if (guess := guess_warning(quality, names=names)) else []
    if quality.split is not None:
        sentences += absent(quality.split, names=names, parts=("train", "test"))
    elif empty := {one.code: 0 for one in quality.tested if not one.n_cells}:
        sentences += absent(SplitFacts("cell", "cell", 0, {"test": empty}), names=names)
    return joined(sentences)


def guess_warning(quality: ModelQuality, *, names: Mapping[str, str]) -> Phrase | None:
    """The warning that a model is not shown to be better than always answering the most common class, or None."""
    part, tallies = quality.evaluated
    n = sum(one.n_cells for one in tallies)
    if not n:
        return None
    commonest = max(tallies, key=lambda one: one.n_cells)
    right = sum(one.n_right for one in tallies)
    gained, lost = _deciding(tallies)
    if gained <= lost:
        template = _NO_BETTER
    elif _tail(gained, lost) > CHANCE:
        template = _NOT_SHOWN
    else:
        return None
    return Phrase(
        template.template,
        right=right,
        n=n,
        part=Phrase(part),
        percent=f"{100 * right / n:.1f}",
        name=Phrase(names.get(commonest.code, commonest.code)),
        common=commonest.n_cells,
        common_percent=f"{100 * commonest.n_cells / n:.1f}",
    )


def is_no_better(quality: ModelQuality) -> bool:
    """Whether a model was evaluated, and is right for no more cells than always answering the most common class."""
    _part, tallies = quality.evaluated
    if not any(one.n_cells for one in tallies):
        return False
    gained, lost = _deciding(tallies)
    return gained <= lost


def guess_warning_of(evaluation: Evaluation, *, part: str, names: Mapping[str, str]) -> Phrase | None:
    """The same warning from one evaluation on a part, or None."""
    tallies = tallies_of(evaluation)
    return guess_warning(
        ModelQuality(tested=tallies) if part == "test" else ModelQuality(validated=tallies), names=names
    )


def _deciding(tallies: Sequence[ClassTally]) -> tuple[int, int]:
    """The cells of other classes for which the model is right, and those of the most common one for which it is not.

    On all other cells the model and the guess are both right, or both wrong.
    """
    commonest = max(tallies, key=lambda one: one.n_cells)
    gained = sum(one.n_right for one in tallies) - commonest.n_right
    return gained, commonest.n_cells - commonest.n_right


def _tail(gained: int, lost: int) -> float:
    """The probability that a fair coin gives at least `gained` heads in `gained` + `lost` throws (one-sided sign
    test).
    """
    n = gained + lost
    if n > _EXACT:
        return 0.5 * math.erfc((gained - lost - 1) / math.sqrt(2 * n))
    return sum(math.comb(n, k) for k in range(gained, n + 1)) / 2**n


def _tallies(value: object) -> tuple[ClassTally, ...]:
    try:
        return tuple(ClassTally(str(code), int(n), int(right)) for code, n, right in value or ())  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return ()
