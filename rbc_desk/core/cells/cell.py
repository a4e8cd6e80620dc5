"""Frozen cell types that every layer shares: detected, stored and predicted cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rbc_desk.core.geometry.circles import Box, Circle
from rbc_desk.core.geometry.regions import SlidePlace
from rbc_desk.core.geometry.shape import CellShape
from rbc_desk.core.phrases import Phrase


class CellState(StrEnum):
    """A person's verdict on a circle: none yet, a cell, or not a cell."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class CellKind(StrEnum):
    """What a circle on a smear encloses. Only red cells are counted, labelled by class and trained on."""

    RED = "red"
    WHITE = "white"
    PLATELET = "platelet"
    ARTEFACT = "artefact"


class ScaleSource(StrEnum):
    """The source of a smear's scale: its file, a line over a known length, the cells' mean diameter, or typed in."""

    FILE = "file"
    LINE = "line"
    SPECIES = "species"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class DetectedCell:
    """A circle that a detector proposes, in pixels of the original image. `score` is 0..1, and 1 is certain.

    `shape` is the outline, measured in a later step; None if it was not measured.
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
    """The number of detected objects of each kind, including kinds with none."""
    counts = Counter(cell.kind for cell in found)
    return {kind: counts[kind] for kind in CellKind}


@dataclass(frozen=True, slots=True)
class Prediction:
    """A model's prediction for a cell, with its classes as the project counts them (see `core.code_map`).

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

    `label` is the class code that this reader gave (None: no label), `labelled_at` the time (UTC, ISO 8601). `others`
    are the current labels of other readers, newest first. For a blinded reader `others` is empty, and `state` is
    their own verdict.

    `prediction` is the active model's, present only while the circle is unchanged. `row_version` counts changes of
    the circle, the state and the kind. `shape` is the outline measured at detection; None if a person drew or resized
    the cell, or if it could not be measured.
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
        """Whether the label shown is another reader's, because this reader gave none."""
        return self.label is None and bool(self.others)

    @property
    def human_code(self) -> str | None:
        """A person's label: this reader's, else the newest of the other readers."""
        if self.label is not None:
            return self.label
        return self.others[0].code if self.others else None

    @property
    def shown_code(self) -> str | None:
        """The class to paint: a person's label if there is one, else the prediction."""
        human = self.human_code
        if human is not None:
            return human
        return self.prediction.code if self.prediction else None


@dataclass(frozen=True, slots=True)
class SmearInfo:
    """A smear of the project.

    `stored_name` is its file below `smears/`. `um_per_px` is None if the smear is not calibrated. `scale_source` is
    the source of the scale (`ScaleSource`; None: set by an older version that did not store it).

    `sample_bits` is the bit depth used to reduce a 16-bit image to 8 bits, the same for all images of an import.
    None: the depth in the file. 0: imported by an older version, and read the way that version did.

    `n_cells`, `n_labelled` and `n_proposed` count red cells; `n_white` and `n_platelets` count white cells and
    platelets. Counts are valid only if `counted`.

    `overruled_by` is the reader who counts the smear although the quality of its field would leave it out, else None.

    `slide_name`, `slide_hash`, `slide_x` and `slide_y` tell where a field of a whole slide lies, see `slide`.

    `typical_diameter_px` is the cell diameter measured in the image at import; crops are scaled by it. `specimen` is
    the code of the specimen with the number `specimen_id`.
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
    overruled_by: str | None = None
    counted: bool = True
    specimen_id: int = 0
    slide_name: str | None = None
    slide_hash: str | None = None
    slide_x: int | None = None
    slide_y: int | None = None

    @property
    def slide(self) -> SlidePlace | None:
        """The place on the slide of which the smear is a region; None if it is of none."""
        if self.slide_name is None or self.slide_hash is None or self.slide_x is None or self.slide_y is None:
            return None
        return SlidePlace(self.slide_name, self.slide_hash, self.slide_x, self.slide_y)


@dataclass(frozen=True, slots=True)
class AnnotatedCell:
    """A cell as an imported file describes it: a point in pixels, with a radius and a class if the file has them.

    `code` is the file's class name, or a class code. `where` is the position in the file ("1.txt, line 2"). `box` is
    the file's bounding box in pixels, `outline` the corners of its polygon (x, y, x, y, ...).
    """

    x: float
    y: float
    r: float | None = None
    code: str | None = None
    where: str = ""
    kind: CellKind = CellKind.RED
    box: Box | None = None
    outline: tuple[float, ...] | None = None

    def problem_on(self, *, width: int, height: int) -> Phrase | None:
        """The reason why the cell cannot be on an image of this size (pixels); None if it can."""
        margin = (self.r or 0.0) / 2  # the centre of a circle cut by the border may lie slightly outside
        if not (-margin <= self.x <= width + margin and -margin <= self.y <= height + margin):
            return Phrase("it lies outside the image ({width} × {height} pixels)", width=width, height=height)
        if self.r is not None and 4 * self.r >= width + height:
            return Phrase("it is as large as the image ({width} × {height} pixels)", width=width, height=height)
        return None


@dataclass(frozen=True, slots=True)
class ClassifiedCell:
    """A circle and all its class probabilities, in the bundle's class order (`codes`).

    `at_border`: the border of the image cuts the circle.
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
