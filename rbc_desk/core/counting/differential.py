"""The differential count of some smears (fields): every object is counted once, shares are of all red cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rbc_desk.core.cells.cell import Cell, CellKind, CellState
from rbc_desk.core.classes import OTHER_COLOUR, CellClass, ClassSet
from rbc_desk.core.models.domain_shift import NOT_CHECKED, DomainShift, domain_note
from rbc_desk.core.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Apart:
    """The objects that have no class share, each in one place.

    `n_unclassified`: whole red cells with neither a label nor a prediction; they belong to the red cells that shares
    refer to. The others do not: `n_cut`, red cells cut by the image border that no person labelled; `n_rejected`,
    circles that a person said are no cells; and objects of other kinds.
    """

    n_unclassified: int = 0
    n_cut: int = 0
    n_rejected: int = 0
    n_white: int = 0
    n_platelets: int = 0
    n_artefacts: int = 0

    @property
    def n_objects(self) -> int:
        return self.n_unclassified + self.n_cut + self.n_rejected + self.n_white + self.n_platelets + self.n_artefacts

    def __add__(self, other: Apart) -> Apart:
        return Apart(
            self.n_unclassified + other.n_unclassified,
            self.n_cut + other.n_cut,
            self.n_rejected + other.n_rejected,
            self.n_white + other.n_white,
            self.n_platelets + other.n_platelets,
            self.n_artefacts + other.n_artefacts,
        )


@dataclass(frozen=True, slots=True)
class ClassShare:
    """A class on one smear or on all of them.

    `n_confirmed` cells have this class by a person's label, `n_predicted` only by a model; `n_uncertain` of these are
    predicted with a confidence below the model's threshold. `raw_share` is their sum, as a share (0..1) of all red
    cells. `share` is corrected for the confusions that the model is known for, and `low` to `high` is its 95 %
    interval. All red cells that are not yet classified might be of this class, so `high` includes them.
    """

    code: str
    name: str
    colour: str
    letters: str
    n_confirmed: int
    n_predicted: int
    n_uncertain: int
    raw_share: float
    share: float
    low: float
    high: float

    @property
    def count(self) -> int:
        """The cells of this class as they are shown: labelled, else predicted."""
        return self.n_confirmed + self.n_predicted

    @property
    def percent(self) -> float:
        return 100 * self.share


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of all classes, and the objects that are counted apart."""

    rows: tuple[ClassShare, ...]
    apart: Apart = Apart()

    @property
    def n_classified(self) -> int:
        """The red cells with a class."""
        return sum(row.count for row in self.rows)

    @property
    def n_red(self) -> int:
        """The red cells that shares refer to: those with a class and those not yet classified."""
        return self.n_classified + self.apart.n_unclassified

    @property
    def n_confirmed(self) -> int:
        """The red cells with a person's label."""
        return sum(row.n_confirmed for row in self.rows)

    @property
    def n_uncertain(self) -> int:
        """The red cells predicted with a confidence below the model's threshold."""
        return sum(row.n_uncertain for row in self.rows)

    @property
    def n_objects(self) -> int:
        """All objects found."""
        return self.n_classified + self.apart.n_objects

    @property
    def unclassified_share(self) -> float:
        """The share of red cells without a class, 0..1. With the shares of the classes it sums to 1."""
        return self.apart.n_unclassified / self.n_red if self.n_red else 0.0

    def row(self, code: str) -> ClassShare | None:
        """The row of a class; None if there is none."""
        return next((row for row in self.rows if row.code == code), None)

    def count(self, code: str) -> int:
        """The number of cells of a class; 0 for a class that is not in the rows."""
        return sum(row.count for row in self.rows if row.code == code)


@dataclass(frozen=True, slots=True)
class FieldDifferential(Counted):
    """The differential of one smear, with its name.

    `note`: that it counts although its quality would leave it out, and by whose word; "" if it is fit. `shift`: how
    far it lies from the smears that the model was trained on.
    """

    smear_id: int = 0
    smear: str = ""
    note: str = ""
    shift: DomainShift = NOT_CHECKED


@dataclass(frozen=True, slots=True)
class FieldLeftOut:
    """A smear that is not counted because its field is not fit, with the reason in words."""

    smear_id: int
    smear: str
    reason: str


@dataclass(frozen=True, slots=True)
class Differential(Counted):
    """The differential of some smears together; `fields` are those of each, with the same classes in the same order.

    `left_out`: the smears of which nothing is counted, because their fields are not fit.

    `threshold`: the confidence below which a prediction is uncertain; None if the model has none. `adjusted`: shares
    are corrected for the confusions of the model `model`. `n_fields_used`: the smears with at least one classified
    cell, over which the intervals are computed. `unmeasured`: a model predicted of which no confusions are known, so
    that shares are not corrected and the intervals hold for the confirmed cells alone.
    """

    fields: tuple[FieldDifferential, ...] = ()
    left_out: tuple[FieldLeftOut, ...] = ()
    threshold: float | None = None
    adjusted: bool = False
    unmeasured: bool = False
    model: str = ""

    @property
    def has_intervals(self) -> bool:
        """Whether the intervals say anything: not where only a model of unknown confusions classified cells."""
        return not self.unmeasured or self.n_confirmed > 0

    @property
    def unmeasured_note(self) -> str:
        """What to know of an `unmeasured` differential; "" of any other."""
        if not self.unmeasured:
            return ""
        if self.has_intervals:
            return Phrase(
                "Not corrected: this model has no measured confusions, so it is not known how often it is wrong. "
                "Intervals hold for the confirmed cells alone, as if each other cell might be of any class."
            )
        return Phrase(
            "Not corrected: this model has no measured confusions, so it is not known how often it is wrong. "
            "Confirm cells to get intervals."
        )

    @property
    def sorted_by_model(self) -> tuple[FieldDifferential, ...]:
        """The smears with cells that only the model classified."""
        return tuple(one for one in self.fields if any(row.n_predicted for row in one.rows))

    @property
    def domain_note(self) -> str:
        """What to know of smears that are unlike those that the model was trained on, or unchecked; "" else."""
        return domain_note([one.shift for one in self.sorted_by_model])

    @property
    def outside(self) -> bool:
        """Whether a smear with predicted cells is unlike those that the model was trained on."""
        return any(one.shift.outside for one in self.sorted_by_model)

    @property
    def n_fields_used(self) -> int:
        return sum(one.n_classified > 0 for one in self.fields)


@dataclass(frozen=True, slots=True)
class Predicted:
    """The class that a model gave to a cell, and the probability of it."""

    code: str
    confidence: float


@dataclass(frozen=True, slots=True)
class FieldTally:
    """The objects of one smear, each in one place; see `tally`.

    `confirmed`: the number of cells by a person's label. `predicted`: the cells that only a model classified.
    """

    smear_id: int
    smear: str
    confirmed: Mapping[str, int] = field(default_factory=dict)
    predicted: tuple[Predicted, ...] = ()
    apart: Apart = Apart()

    @property
    def n_red(self) -> int:
        """The red cells that shares refer to."""
        return sum(self.confirmed.values()) + len(self.predicted) + self.apart.n_unclassified


def tally(
    cells: Iterable[Cell], *, others: Iterable[Cell] = (), width: int, height: int, smear_id: int = 0, smear: str = ""
) -> FieldTally:
    """Sort the red cells and the objects of `others` kinds on a smear of this size (pixels): each into one place.

    A person's label takes precedence over a prediction: this reader's first, then those of other readers if shown. A
    cell cut by the border counts only if a person labelled it, for a model sees half of it.
    """
    confirmed: Counter[str] = Counter()
    predicted: list[Predicted] = []
    apart: Counter[str] = Counter()
    for cell in (*cells, *others):
        if cell.state is CellState.REJECTED:
            apart["n_rejected"] += 1
        elif cell.kind is not CellKind.RED:
            apart[_OF_KIND[cell.kind]] += 1
        elif cell.human_code is not None:
            confirmed[cell.human_code] += 1
        elif cell.circle.cut_by_border(width=width, height=height):
            apart["n_cut"] += 1
        elif cell.prediction is None:
            apart["n_unclassified"] += 1
        else:
            predicted.append(Predicted(cell.prediction.code, cell.prediction.confidence))
    return FieldTally(smear_id, smear, dict(confirmed), tuple(predicted), Apart(**apart))


_OF_KIND = {CellKind.WHITE: "n_white", CellKind.PLATELET: "n_platelets", CellKind.ARTEFACT: "n_artefacts"}


def classes_of(tallies: Sequence[FieldTally], *, classes: ClassSet) -> tuple[CellClass, ...]:
    """The classes of the project, then those that only models know and that cells are predicted as."""
    used = (code for one in tallies for code in (*one.confirmed, *(cell.code for cell in one.predicted)))
    others = [code for code in dict.fromkeys(used) if code not in classes]
    return (*classes, *(classes.find(code) or CellClass(code, code, OTHER_COLOUR, "?") for code in others))
