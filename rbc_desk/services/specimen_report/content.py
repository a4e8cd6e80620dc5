"""The content of a report on a specimen as plain data, which every output shows and a signature freezes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from rbc_desk import __version__
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.columns import ReportColumn, unchanged

DECISION_SUPPORT = Phrase(
    "Decision support: a program found and classified the cells, and a person reviewed them as stated here. It is "
    "not a validated diagnostic."
)


@dataclass(frozen=True, slots=True)
class Patient:
    """What the specimen's record says, as entered; "" where nothing was entered."""

    specimen: str
    code: str = ""
    species: str = ""
    breed: str = ""
    age: str = ""
    sex: str = ""
    vet: str = ""
    collected: str = ""
    stain: str = ""
    objective: str = ""


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class of red cells on the specimen.

    `count` red cells, `n_confirmed` of them by a person. `percent` of the counted red cells after correcting for the
    model's known confusions, with a 95 % interval (`low`, `high`; None: not known), `raw_percent` before.
    `grade` is a word of the rules, "" without one; `is_graded`: it is one of their grades, not below the first.
    `grade_note` says what else there is to know about it, `grade_by` which rules it follows and whether they are
    unchecked.
    """

    code: str
    name: str
    colour: str
    count: int
    n_confirmed: int
    raw_percent: float
    percent: float
    low: float | None = None
    high: float | None = None
    grade: str = ""
    grade_note: str = ""
    is_graded: bool = False
    is_abnormal: bool = True
    grade_by: str = ""


@dataclass(frozen=True, slots=True)
class PresenceLine:
    """What a person said of a finding that no cell count gives. `is_graded`: the rules of the report ask for it."""

    finding: str
    name: str
    is_present: bool
    is_graded: bool = False

    @property
    def word(self) -> Phrase:
        return Phrase("present") if self.is_present else Phrase("not present")


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field (an image) of the specimen. `reason` says why it was not counted; "" if it was.

    `note`: that it was counted although its quality would leave it out, and by whose word; "" if it is fit.
    """

    smear_id: int
    name: str
    n_counted: int
    n_confirmed: int
    n_white: int
    n_platelets: int
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured property of the red cells: its mean, the coefficient of variation (percent) and a histogram."""

    name: str
    unit: str
    n: int
    mean: float
    variation: float
    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """The model that sorted the cells, with the key figures of its card as text (name, value)."""

    name: str
    created: str
    weights_hash: str
    figures: tuple[tuple[str, str], ...] = ()
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, and when (UTC, ISO 8601). `key` is the fingerprint of the reader's key.

    `log_head`: the hash of the newest entry of the change log; "" in reports of earlier versions.
    """

    reader: str
    at: str
    key: str
    log_head: str = ""


@dataclass(frozen=True, slots=True)
class ReportContent:
    """A whole report, without its pictures. `version` counts signed versions; `replaces` is the amended one.

    `n_red`: the red cells that percentages refer to, with or without a class. `n_uncertain` of them are predicted
    with a confidence below the model's `threshold` (None: it has none). `correction_note`: that
    its errors are not known, "" where they are. `domain_note`: that it is unchecked whether the model was trained on
    smears like these, "" where it is checked. `language`: of the pages (ISO 639-1).
    """

    patient: Patient
    classes: tuple[ClassLine, ...]
    fields: tuple[FieldLine, ...]
    not_counted: tuple[tuple[str, int], ...]
    n_red: int
    n_uncertain: int = 0
    threshold: float | None = None
    correction_note: str = ""
    domain_note: str = ""
    comment: str = ""
    findings: tuple[str, ...] = ()
    presence: tuple[PresenceLine, ...] = ()
    grade_notes: str = ""
    warnings: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    model: ModelFacts | None = None
    detectors: tuple[str, ...] = ()
    rules: str = ""
    rules_id: str = ""
    rules_note: str = ""
    reviewed_by: str = ""
    reviewed_at: str = ""
    version: int = 1
    replaces: int | None = None
    made_at: str = ""
    state_hash: str = ""
    signature: Signature | None = None
    language: str = ""
    program: str = field(default=f"RBC Desk {__version__}")

    @property
    def counted_fields(self) -> tuple[FieldLine, ...]:
        return tuple(one for one in self.fields if not one.reason)

    @property
    def n_counted(self) -> int:
        """Red cells that the percentages refer to."""
        return sum(line.count for line in self.classes)

    @property
    def n_confirmed(self) -> int:
        return sum(line.n_confirmed for line in self.classes)

    def as_json(self) -> dict[str, Any]:
        """The content as JSON values; names are stable, values are English."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> ReportContent:
        """The content of a signed report; its words are English. Raises ValueError where a value is not as here."""
        return TypeAdapter(cls).validate_python(dict(values))


def _one_digit(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _rounded(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def interval_text(line: ClassLine) -> str:
    """The 95 % interval in percent; a dash where it is not known."""
    if line.low is None or line.high is None:
        return "–"
    return f"{line.low:.1f} – {line.high:.1f}"


CLASS_LINE_COLUMNS: Sequence[ReportColumn[ClassLine]] = (
    ReportColumn.in_files("code", lambda line: line.code),
    ReportColumn("name", Phrase("Class"), lambda line: line.name),
    ReportColumn("cells", Phrase("Cells"), lambda line: line.count, is_number=True),
    ReportColumn("confirmed", Phrase("Confirmed"), lambda line: line.n_confirmed, is_number=True),
    ReportColumn.in_files("raw_percent", lambda line: line.raw_percent, in_csv=_rounded),
    ReportColumn(
        "percent", Phrase("Percent"), lambda line: line.percent, text=_one_digit, in_csv=_rounded, is_number=True
    ),
    ReportColumn.in_files("low", lambda line: line.low, in_csv=_rounded),
    ReportColumn.in_files("high", lambda line: line.high, in_csv=_rounded),
    ReportColumn("grade", Phrase("Grade"), lambda line: line.grade or "–", text=unchanged, is_number=True),
    ReportColumn.in_files("grade_note", lambda line: line.grade_note),
    ReportColumn.in_files("grade_by", lambda line: line.grade_by),
)
"""The table of classes, for the page, CSV and the command line; the interval is one column in words."""

FIELD_COLUMNS: Sequence[ReportColumn[FieldLine]] = (
    ReportColumn("field", Phrase("Field"), lambda line: line.name),
    ReportColumn("left_out", Phrase("Left out because"), lambda line: line.reason, text=unchanged),
    ReportColumn("cells", Phrase("Red cells"), lambda line: line.n_counted, is_number=True),
    ReportColumn("confirmed", Phrase("Confirmed"), lambda line: line.n_confirmed, is_number=True),
    ReportColumn("white_cells", Phrase("White cells"), lambda line: line.n_white, is_number=True),
    ReportColumn("platelets", Phrase("Platelets"), lambda line: line.n_platelets, is_number=True),
)
