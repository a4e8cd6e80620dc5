"""Frozen cell types that every layer shares: detected, stored and predicted cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rbc_desk.core.geometry import Box, Circle
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.shape import CellShape


class CellState(StrEnum):
    """A person's verdict on a circle: none yet, a cell, or no cell."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class CellKind(StrEnum):
    """What a circle on a smear encloses. Only red cells are counted, labelled by class and trained on as such."""

    RED = "red"
    WHITE = "white"
    PLATELET = "platelet"
    ARTEFACT = "artefact"


class ScaleSource(StrEnum):
    """The source of a smear's scale: its file, a line over a known length, the cells' mean diameter, typed in."""

    FILE = "file"
    LINE = "line"
    SPECIES = "species"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class DetectedCell:
    """A circle per detector proposes, in pixels of the original image; `score` 0..1, 1 is sure.

    `shape`: the outline measured in a step of its own; None: not measured, or not to be.
    """

    circle: Circle
    score: float
    at_border: bool = False
    shape: CellShape | None = None
    kind: CellKind = CellKind.RED

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 1:
            raise ValueError(f"a score lies in 0..1, not {self.score}")


def red_only(found: Iterable[DetectedCell]) -> list[DetectedCell]:
    """The red cells among what a detector found."""
    return [cell for cell in found if cell.kind is CellKind.RED]


def count_kinds(found: Iterable[DetectedCell]) -> dict[CellKind, int]:
    """How many objects of each kind a detector found; kinds without any are there too."""
    counts = Counter(cell.kind for cell in found)
    return {kind: counts[kind] for kind in CellKind}


@dataclass(frozen=True, slots=True)
class Prediction:
    """A model's prediction for a cell, as its classes are counted in the project (see `core.code_map`).

    `probabilities` follow the model's `shown_codes` and sum to 1.
    """

    code: str
    confidence: float
    probabilities: tuple[float, ...]
    model_id: int


@dataclass(frozen=True, slots=True)
class ReaderLabel:
    """A reader's current label on a cell; `at` is UTC, ISO 8601."""

    code: str
    reader: str
    at: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a smear, or an object of another kind, as one reader sees it.

    `label` is the class code this reader gave (None: none yet), `labelled_at` when (UTC, ISO 8601); `others` are the
    other readers' current labels, the newest first, and always empty for a reader who reads blinded, to whom `state`
    is their own verdict.
    `prediction` is the active model's, present only while the circle is unchanged. `row_version`
    counts changes of the circle, the state or the kind. `shape` is the outline measured when the cell was found;
    None: drawn or resized by a person, or not measurable.
    """

    id: int
    smear_id: int
    circle: Circle
    state: CellState
    row_version: int
    score: float | None = None
    run_id: int | None = None
    label: str | None = None
    labelled_by: str | None = None
    prediction: Prediction | None = None
    labelled_at: str | None = None
    others: tuple[ReaderLabel, ...] = ()
    shape: CellShape | None = None
    kind: CellKind = CellKind.RED

    @property
    def is_manual(self) -> bool:
        """Whether a person drew the cell."""
        return self.run_id is None

    @property
    def is_anothers(self) -> bool:
        """Whether the label shown is another reader's, since this reader gave none."""
        return self.label is None and bool(self.others)

    @property
    def human_code(self) -> str | None:
        """The label of a person: this reader's, else the newest one of the other readers."""
        if self.label is not None:
            return self.label
        return self.others[0].code if self.others else None

    @property
    def shown_code(self) -> str | None:
        """The class to paint: the human label where there is one, the prediction otherwise."""
        human = self.human_code
        if human is not None:
            return human
        return self.prediction.code if self.prediction else None


@dataclass(frozen=True, slots=True)
class SmearInfo:
    """A smear of the project.

    `stored_name` is its file below `smears/`; `um_per_px` None: not calibrated; `scale_source` says where the
    scale is from (`ScaleSource`; None: it was set by a version that did not keep it).

    `sample_bits` is the depth by which the values of a 16-bit picture become 8 bits, one for all of an import; None:
    the file says it; 0: it was imported before this was kept, and is read as it was then.

    `n_cells`, `n_labelled` and `n_proposed` count red cells; `n_white` and `n_platelets` white cells and platelets.

    `typical_diameter_px` is the cell diameter measured from the picture at import: crops are scaled by it.

    `n_cells` and the other counts say nothing unless `counted`.
    """

    id: int
    name: str
    stored_name: str
    sha256: str
    width: int
    height: int
    specimen: str
    typical_diameter_px: float
    um_per_px: float | None = None
    n_cells: int = 0
    n_labelled: int = 0
    n_proposed: int = 0
    n_white: int = 0
    n_platelets: int = 0
    scale_source: str | None = None
    sample_bits: int | None = None
    counted: bool = True


@dataclass(frozen=True, slots=True)
class AnnotatedCell:
    """A cell as a foreign file names it: a point in pixels, and where the file has them a radius and a class.

    `code` is the class as the file names it, or a class code; `where` is its place in the file ("1.txt, line 2");
    `box` is the box that the file has, in pixels.
    """

    x: float
    y: float
    r: float | None = None
    code: str | None = None
    where: str = ""
    kind: CellKind = CellKind.RED
    box: Box | None = None

    def problem_on(self, *, width: int, height: int) -> Phrase | None:
        """The reason why such a cell cannot be on a picture of that size (pixels); None where it can."""
        margin = (self.r or 0.0) / 2  # a circle that the border cuts may have its centre a little beyond it
        if not (-margin <= self.x <= width + margin and -margin <= self.y <= height + margin):
            return Phrase("it lies outside the image ({width} × {height} pixels)", width=width, height=height)
        if self.r is not None and 4 * self.r >= width + height:
            return Phrase("it is as large as the image ({width} × {height} pixels)", width=width, height=height)
        return None


@dataclass(frozen=True, slots=True)
class ClassifiedCell:
    """A circle and all its class probabilities, in the bundle's class order (`codes`).

    `at_border`: the border of the picture cuts the circle.
    """

    circle: Circle
    codes: tuple[str, ...]
    probabilities: tuple[float, ...]
    at_border: bool = False

    @property
    def code(self) -> str:
        return self.codes[max(range(len(self.codes)), key=self.probabilities.__getitem__)]

    @property
    def confidence(self) -> float:
        return max(self.probabilities)
