"""Facts about a split of labelled cells, as data. Sentences are made where they are displayed."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rbc_desk.core.splits.label_choice import LabelChoice
from rbc_desk.core.splits.units import SPLITS

# Translated under engine.
PARTS = ("train", "validation", "test")
_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class SplitFacts:
    """Numbers and fixed words only. No text by a person can be in it, so that it can be shared with a model.

    - `asked` and `used` are "specimen", "smear" or "cell". If there are too few groups, the split is by cell.
    - `n_groups`: labelled specimens or smears (of `asked`); None: not recorded.
    - `counts`: cells by part and class code. `n_smears`: smears by part; empty: not recorded.
    - `n_kept_together`: smears that show the same field as another smear and were kept in its part.
    - `n_twice`: cells photographed twice that are in two parts.
    - `guess_by_smear`, `guess_overall`: for a split by cell, the percentage of test cells that are right by guessing
      the most common class of the cell's smear, and of all smears.
    - `labels`: which label of a cell counts, a `LabelChoice`.
    - `n_from_others`: cells without a label by the reader who trains.
    - `n_left_out`: cells left out because readers disagree.
    - `one_blinded_reader`: all labels are of one reader who reads blinded.
    - `final`: there is no test part: the model learns from every label but the few of the validation part.
    - `chosen_by_cell`: the validation part is single cells of the training smears, because whole smears would have
      taken a class away from the training.
    - `groups_of`: on how many specimens or smears (of `asked`) the cells of each class are; empty: not recorded, or
      too few to keep them apart.

    Raises ValueError for invalid values.
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
    final: bool = False
    chosen_by_cell: bool = False
    groups_of: Mapping[str, int] = field(default_factory=dict)
    labels: LabelChoice = LabelChoice.OWN_FIRST

    def __post_init__(self) -> None:
        if self.asked not in SPLITS or self.used not in SPLITS:
            raise ValueError("a split is by specimen, smear or cell")
        object.__setattr__(self, "labels", LabelChoice(self.labels))
        if not all(isinstance(flag, bool) for flag in (self.one_blinded_reader, self.final, self.chosen_by_cell)):
            raise ValueError("one_blinded_reader, final and chosen_by_cell are true or false")
        if not all(map(_is_whole, self._numbers())):
            raise ValueError("the facts of a split are whole numbers")
        if not set(self.counts) <= set(PARTS) or not set(self.n_smears) <= set(PARTS):
            raise ValueError("the parts are training, validation and test")
        codes = [code for counts_of_part in (*self.counts.values(), self.groups_of) for code in counts_of_part]
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
            *self.groups_of.values(),
            *(n for counts_of_part in self.counts.values() for n in counts_of_part.values()),
        ]

    @property
    def codes(self) -> tuple[str, ...]:
        """The classes in the order of the training part."""
        return tuple(self.counts.get("train", {}))

    def missing(self, part: str) -> tuple[str, ...]:
        """The classes without a cell in a part."""
        return tuple(code for code, n in self.counts.get(part, {}).items() if not n)

    def to_json(self) -> dict[str, Any]:
        """A JSON value; `from_json` restores the facts."""
        value: dict[str, Any] = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        return value | {
            "counts": {part: dict(counts_of_part) for part, counts_of_part in self.counts.items()},
            "n_smears": dict(self.n_smears),
            "groups_of": dict(self.groups_of),
        }

    @classmethod
    def from_json(cls, value: object) -> SplitFacts:
        """The facts in `value`. Ignores keys of a newer version. Raises ValueError if `value` is not valid."""
        if not isinstance(value, dict):
            raise ValueError("the facts of a split are a table")
        names = {f.name for f in dataclasses.fields(cls)}
        try:
            return cls(**{name: field_value for name, field_value in value.items() if name in names})
        except (TypeError, AttributeError) as error:
            raise ValueError("the facts of a split are not complete") from error


@dataclass(frozen=True, slots=True)
class SnapshotFacts:
    """The facts of a snapshot, kept in its project.

    `reader` is the reader if all labels are one blinded reader's ("" otherwise). `text` is other text that an older
    version wrote. Both stay in the project; only `split` is shared with a model.
    """

    split: SplitFacts
    reader: str = ""
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        """A JSON value; `from_json` restores the facts."""
        return {"split": self.split.to_json(), "reader": self.reader, "text": self.text}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> SnapshotFacts:
        """The facts in `value`. Raises ValueError if it is not valid."""
        split = SplitFacts.from_json(value.get("split"))
        return cls(split, reader=str(value.get("reader", "")), text=str(value.get("text", "")))


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
