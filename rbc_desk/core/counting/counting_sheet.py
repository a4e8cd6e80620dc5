"""The counting sheet of a specimen, as at the microscope: fields that are read, their counts, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rbc_desk.core.counting.differential import FieldTally
from rbc_desk.core.counting.grading import Grade
from rbc_desk.core.phrases import Phrase


class FieldState(StrEnum):
    """How far a field is read."""

    EMPTY = "empty"
    """No whole red cell was found on it."""
    OPEN = "open"
    """No cell of it has a person's label."""
    STARTED = "started"
    """Some cells have a person's label. They do not count yet: what was labelled first is no fair sample."""
    READ = "read"
    """Every whole red cell has a person's label."""
    LEFT_OUT = "left out"
    """It is not fit to be counted, and no reader overruled it."""


@dataclass(frozen=True, slots=True)
class SheetField:
    """A field (a smear image). `counts`: cells with a person's label by class; `n_left` whole red cells have none.

    `left_out`: why it does not count, its image not being fit; "" where it counts.
    """

    smear_id: int
    name: str
    counts: Mapping[str, int]
    n_left: int
    left_out: str = ""

    @classmethod
    def of(cls, tally: FieldTally, *, left_out: str = "") -> SheetField:
        n_left = len(tally.predicted) + tally.apart.n_unclassified
        return cls(tally.smear_id, tally.smear, dict(tally.confirmed), n_left, left_out)

    @property
    def n_labelled(self) -> int:
        return sum(self.counts.values())

    @property
    def state(self) -> FieldState:
        if self.left_out:
            return FieldState.LEFT_OUT
        if not self.n_labelled:
            return FieldState.OPEN if self.n_left else FieldState.EMPTY
        return FieldState.STARTED if self.n_left else FieldState.READ


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row of the sheet: a class, a sum of classes, or a finding that is present or not.

    `count`, `percent`, `low` and `high` (95 % interval) are of the fields that are read; None where they have no
    meaning. `grade`: None without one. `word`: the grade so far, or what a person said. `standing`: whether the grade
    is certain, or what it takes.
    """

    code: str
    name: str
    colour: str = ""
    count: int | None = None
    percent: float | None = None
    low: float | None = None
    high: float | None = None
    grade: Grade | None = None
    word: str = ""
    standing: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it has a grade that is not certain yet."""
        return self.grade is not None and self.grade.level is not None and not self.grade.certain

    @property
    def is_certain(self) -> bool | None:
        """Whether the grade is certain; None without one."""
        return None if self.grade is None or self.grade.level is None else self.grade.certain


@dataclass(frozen=True, slots=True)
class CountingSheet:
    """The sheet of a specimen. Only fields that are read count (`FieldState.READ`).

    `lines`: classes in the project's order, then sums, then findings that are present or not. `fields_wanted` and
    `cells_wanted`: what the rules ask for. `rules`: their title, which says whether they are unchecked; `rules_note`
    says what is. `referred`: findings that a pathologist has to see.
    """

    specimen: str
    fields: tuple[SheetField, ...]
    lines: tuple[SheetLine, ...]
    fields_wanted: int
    cells_wanted: int
    rules: str = ""
    rules_note: str = ""
    referred: tuple[str, ...] = ()

    @property
    def read(self) -> tuple[SheetField, ...]:
        return tuple(one for one in self.fields if one.state is FieldState.READ)

    @property
    def n_fields(self) -> int:
        """The fields that are read."""
        return len(self.read)

    @property
    def n_cells(self) -> int:
        """The red cells of the fields that are read."""
        return sum(one.n_labelled for one in self.read)

    @property
    def is_enough(self) -> bool:
        """Whether as many fields and cells are read as the rules ask for."""
        return self.n_fields >= self.fields_wanted and self.n_cells >= self.cells_wanted

    @property
    def n_open(self) -> int:
        """The number of findings whose grade is not certain. Classes that count as one finding are one."""
        return len({line.grade.finding for line in self.lines if line.is_open and line.grade is not None})

    @property
    def verdict(self) -> str:
        """Whether to go on counting, in a sentence."""
        if not self.fields:
            return Phrase("This specimen has no fields yet. Add images to it.")
        if not self.n_fields:
            return Phrase("No field is read yet. A field counts once every whole red cell on it has your label.")
        if not self.is_enough:
            return self._still_needed
        if not any(line.is_certain is not None for line in self.lines):
            return Phrase("Enough cells are read. These rules grade none of the classes.")
        if not self.n_open:
            return Phrase("Enough cells are read, and every grade is certain.")
        if self.n_open == 1:
            return Phrase("Enough cells are read. One grade is not certain; the table shows what is missing.")
        return Phrase(
            "Enough cells are read. {n} grades are not certain; the table shows what is missing.", n=self.n_open
        )

    @property
    def _still_needed(self) -> str:
        n_fields, n_cells = self.fields_wanted - self.n_fields, self.cells_wanted - self.n_cells
        parts = []
        if n_fields > 0:
            parts.append(
                Phrase("1 more field to read.") if n_fields == 1 else Phrase("{n} more fields to read.", n=n_fields)
            )
        if n_cells > 0:
            parts.append(
                Phrase("1 more cell to count.") if n_cells == 1 else Phrase("{n:,} more cells to count.", n=n_cells)
            )
        return Phrase.joined(" ", parts)
