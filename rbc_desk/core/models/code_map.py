"""Mapping from the class codes of a model to those of a project."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

_OTHER = "other_"


@dataclass(frozen=True, slots=True)
class ClassAlias:
    """The class that a code stands for in the project.

    `model_id` None: the class was merged into `target`, for all models. Otherwise the alias is for one model:
    `target` is the project's class that its predictions count as, or None to keep them as a class of the model's own.
    """

    code: str
    target: str | None
    model_id: int | None = None


@dataclass(frozen=True, slots=True)
class CodeMap:
    """`codes` of a model in its own order, and for each the code that it is `counted_as` in the project."""

    codes: tuple[str, ...]
    counted_as: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        """The distinct codes that predictions are counted as, in the model's order."""
        return tuple(dict.fromkeys(self.counted_as))

    @property
    def is_plain(self) -> bool:
        """Whether the model's codes equal the project's."""
        return self.codes == self.counted_as

    def fold(self, probabilities: Sequence[float]) -> tuple[float, ...]:
        """Converts probabilities from the order of `codes` to that of `shown`, adding up those that count as one
        class.
        """
        if self.is_plain:
            return tuple(probabilities)
        sums = dict.fromkeys(self.counted_as, 0.0)
        for code, share in zip(self.counted_as, probabilities, strict=True):
            sums[code] += share
        return tuple(sums.values())


def code_map(
    codes: Iterable[str], *, model_id: int, aliases: Iterable[ClassAlias], known: Collection[str]
) -> CodeMap:
    """How a model's codes are counted in a project whose classes are `known`."""
    model_targets: dict[str, str | None] = {}
    merged: dict[str, str] = {}
    for alias in aliases:
        if alias.model_id == model_id:
            model_targets[alias.code] = alias.target
        elif alias.model_id is None and alias.target is not None:
            merged[alias.code] = alias.target
    order = tuple(codes)
    return CodeMap(
        order, tuple(_counted_as(code, model_targets=model_targets, merged=merged, known=known) for code in order)
    )


def follow(code: str, *, merged: Mapping[str, str], known: Collection[str]) -> str:
    """The class that a code was merged into, after all merges; the code itself if it was never merged."""
    passed = set[str]()
    while code not in known and code in merged and code not in passed:
        passed.add(code)
        code = merged[code]
    return code


def _counted_as(
    code: str, *, model_targets: Mapping[str, str | None], merged: Mapping[str, str], known: Collection[str]
) -> str:
    target = model_targets.get(code, code)
    if target is not None:
        return follow(target, merged=merged, known=known)
    return f"{_OTHER}{code}"[:40] if code in known else code
