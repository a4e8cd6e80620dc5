"""Facts about a split of labelled cells, as data. Sentences are made where they are shown."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rbc_desk.core.splits import SPLITS

# Translated under engine.
PARTS = ("train", "validation", "test")
_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class SplitFacts:
    """Numbers and fixed words only: no text of a person can be in it, so that it may leave with a model.

    `asked` and `used` are "specimen", "smear" or "cell": too few groups make a split by cell of any other.
    `n_groups`: the specimens or smears (of `asked`) that labels stand on; None: not recorded.
    `counts`: cells by part and class code. `n_smears`: smears by part; empty: not recorded.
    `n_kept_together`: smears that show a field of another smear and were kept with it in one part.
    `n_twice`: cells photographed twice that stand in two parts.
    `guess_by_smear`, `guess_overall`: percent of test cells that a guess without a look gets right, of a split by
    cell: the most common class of the cell's smear, and of all smears.
    `n_from_others`: cells whose class is from other readers. `n_left_out`: cells on which other readers disagree.
    `one_blinded_reader`: all labels are of one reader who reads blinded.
    Raises ValueError where a value is none of these.
    """

    asked: str
    used: str
    seed: int
    counts: Mapping[str, Mapping[str, int]]
    n_groups: int | None = None
    n_smears: Mapping[str, int] = field(default_factory=dict)
    n_kept_together: int = 0
    n_twice: int = 0
    guess_by_smear: int | None = None
    guess_overall: int | None = None
    n_from_others: int = 0
    n_left_out: int = 0
    one_blinded_reader: bool = False

    def __post_init__(self) -> None:
        if self.asked not in SPLITS or self.used not in SPLITS:
            raise ValueError("a split is by specimen, smear or cell")
        if not isinstance(self.one_blinded_reader, bool):
            raise ValueError("one_blinded_reader is true or false")
        if not all(map(_is_whole, self._numbers())):
            raise ValueError("the facts of a split are whole numbers")
        if not set(self.counts) <= set(PARTS) or not set(self.n_smears) <= set(PARTS):
            raise ValueError("the parts are training, validation and test")
        codes = [code for own in self.counts.values() for code in own]
        if not all(isinstance(code, str) and _CODE.fullmatch(code) for code in codes):
            raise ValueError("a class code is made of a-z, 0-9 and _")

    def _numbers(self) -> list[object]:
        optional = (self.n_groups, self.guess_by_smear, self.guess_overall)
        return [
            self.seed,
            self.n_kept_together,
            self.n_twice,
            self.n_from_others,
            self.n_left_out,
            *(number for number in optional if number is not None),
            *self.n_smears.values(),
            *(n for own in self.counts.values() for n in own.values()),
        ]

    @property
    def codes(self) -> tuple[str, ...]:
        """The classes, in the order of the training part."""
        return tuple(self.counts.get("train", {}))

    def missing(self, part: str) -> tuple[str, ...]:
        """The classes without a cell in a part."""
        return tuple(code for code, n in self.counts.get(part, {}).items() if not n)

    def to_json(self) -> dict[str, Any]:
        """A value that `json.dumps` takes; `from_json` gives the facts back."""
        value: dict[str, Any] = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        return value | {
            "counts": {part: dict(own) for part, own in self.counts.items()},
            "n_smears": dict(self.n_smears),
        }

    @classmethod
    def from_json(cls, value: object) -> SplitFacts:
        """Raises ValueError where `value` is not what `to_json` gave. Keys of a newer version are passed over."""
        if not isinstance(value, dict):
            raise ValueError("the facts of a split are a table")
        names = {f.name for f in dataclasses.fields(cls)}
        try:
            return cls(**{name: own for name, own in value.items() if name in names})
        except (TypeError, AttributeError) as error:
            raise ValueError("the facts of a split are not complete") from error


@dataclass(frozen=True, slots=True)
class SnapshotFacts:
    """The facts of a snapshot, kept in its project.

    `reader`: whose labels they are, where they are one blinded reader's alone ("" otherwise). `text`: what an older
    version wrote that is none of the facts. Both stay in the project: with a model goes `split` alone.
    """

    split: SplitFacts
    reader: str = ""
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        """A value that `json.dumps` takes; `from_json` gives the facts back."""
        return {"split": self.split.to_json(), "reader": self.reader, "text": self.text}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> SnapshotFacts:
        """Raises ValueError where `value` is not what `to_json` gave."""
        split = SplitFacts.from_json(value.get("split"))
        return cls(split, reader=str(value.get("reader", "")), text=str(value.get("text", "")))


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
