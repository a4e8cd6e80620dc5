"""Rows as the layers above see them: frozen values, independent of the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rbc_desk.core.cells import Cell
from rbc_desk.core.code_map import CodeMap
from rbc_desk.core.geometry import Circle
from rbc_desk.core.processes import Process
from rbc_desk.core.split_facts import SnapshotFacts


@dataclass(frozen=True, slots=True)
class CropRow:
    """A stored crop and the circle that it was cut from."""

    cell_id: int
    circle: Circle
    recipe_hash: str
    png: bytes


@dataclass(frozen=True, slots=True)
class PredictionRow:
    """A model's word on a cell as long as it has that circle; probabilities in the model's class order."""

    model_id: int
    cell_id: int
    circle: Circle
    code: str
    probabilities: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LabelledCell:
    """A confirmed cell with its reader's label."""

    cell: Cell
    smear_id: int
    specimen: str
    code: str


@dataclass(frozen=True, slots=True)
class SnapshotItem:
    """A labelled cell in a part (`split`) of a snapshot, with its circle at that time (None: an older version's)."""

    cell_id: int
    code: str
    split: str
    cell_row_version: int
    circle: Circle | None = None


@dataclass(frozen=True, slots=True)
class SmearFile:
    """A smear's file, and what its picture is read and measured by; none of it changes after the import."""

    name: str
    stored_name: str
    sha256: str
    sample_bits: int | None
    typical_diameter_px: float


@dataclass(frozen=True, slots=True)
class FrozenCell:
    """A cell of a snapshot with all that its crop is cut by. `is_live`: the cell still has this circle."""

    cell_id: int
    code: str
    circle: Circle
    is_live: bool
    smear_id: int
    smear: SmearFile


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    id: int
    split_by: str
    seed: int
    content_hash: str
    codes: tuple[str, ...]
    facts: SnapshotFacts
    created_at: str


@dataclass(frozen=True, slots=True)
class RunInfo:
    """A training run; `status` is running, succeeded, failed, cancelled, discarded or interrupted (killed).

    A run is only called running while its `owner` is alive, and has an owner only then. `frozen` is what it began
    with (None: an older version's).

    `cause` of a failed one: "memory", "not_finite", "storage", or "" for any other. `note` is a reader's.
    `split_by` is the split that was wanted ("" of an older version), which the snapshot may not have got.
    """

    id: int
    snapshot_id: int
    status: str
    spec: dict[str, Any]
    device: str
    error: str
    started_at: str
    ended_at: str | None
    cause: str = ""
    note: str = ""
    split_by: str = ""
    owner: Process | None = None
    frozen: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model; `folder` is its bundle, relative to the project where it lies inside.

    `codes` are its own classes in the order of its answers, `class_names` their names in its bundle (empty where an
    older version did not keep them). `code_map` says how they are counted in the project.
    """

    id: int
    run_id: int | None
    name: str
    folder: str
    network: str
    codes: tuple[str, ...]
    metrics: dict[str, Any]
    active: bool
    created_at: str
    class_names: tuple[str, ...]
    code_map: CodeMap

    @property
    def shown_codes(self) -> tuple[str, ...]:
        """The codes that stored probabilities are of, once read as `Prediction`."""
        return self.code_map.shown


@dataclass(frozen=True, slots=True)
class EvaluationInfo:
    id: int
    model_id: int
    snapshot_id: int
    split: str
    metrics: dict[str, Any]
    created_at: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the change log."""

    at: str
    reader: str
    op: str
    step: str
    entity: str
    entity_id: int | None
