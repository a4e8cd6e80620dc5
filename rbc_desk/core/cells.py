"""Cells as every layer passes them on: found by a detector, kept in the store, predicted by a model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rbc_desk.core.geometry import Circle


class CellState(StrEnum):
    """What a person has said of a circle: nothing yet, that it is a cell, that it is none."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class DetectedCell:
    """A circle a detector proposes, in pixels of the original image; `score` 0..1, 1 is sure."""

    circle: Circle
    score: float
    at_border: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 1:
            raise ValueError(f"a score lies in 0..1, not {self.score}")


@dataclass(frozen=True, slots=True)
class Prediction:
    """A model's word on a cell. `probabilities` follow the model's class order and sum to 1."""

    code: str
    confidence: float
    probabilities: tuple[float, ...]
    model_id: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a smear as one reader sees it.

    `label` is the class code this reader gave (None: none yet); `prediction` the active model's word, present
    only while it is about the circle as it stands. `row_version` counts changes of the circle or the state.
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

    @property
    def is_manual(self) -> bool:
        """Whether a person drew it rather than a detector."""
        return self.run_id is None

    @property
    def shown_code(self) -> str | None:
        """The class to paint: the human label where there is one, the prediction otherwise."""
        if self.label is not None:
            return self.label
        return self.prediction.code if self.prediction else None


@dataclass(frozen=True, slots=True)
class SmearInfo:
    """A smear of the project.

    `stored_name` is its file below `smears/`; `um_per_px` None: not calibrated.

    `typical_diameter_px` is the cell diameter measured from the picture at import: crops are scaled by it.
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


@dataclass(frozen=True, slots=True)
class AnnotatedCell:
    """A cell as a foreign file names it: a point, and where the file has them a radius and a class code."""

    x: float
    y: float
    r: float | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class ClassifiedCell:
    """A circle and all its class probabilities, in the bundle's class order (`codes`)."""

    circle: Circle
    codes: tuple[str, ...]
    probabilities: tuple[float, ...]

    @property
    def code(self) -> str:
        return self.codes[max(range(len(self.codes)), key=self.probabilities.__getitem__)]

    @property
    def confidence(self) -> float:
        return max(self.probabilities)
