"""Rows as frozen values for the layers above, independent of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.files.processes import Process
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.models.code_map import CodeMap
from rbc_desk.core.splits.facts import SnapshotFacts


@dataclass(frozen=True, slots=True)
class CropRow:
    """A stored crop and the circle that it was cut from."""

    cell_id: int
    circle: Circle
    recipe_hash: str
    png: bytes


class FieldQualityRow(NamedTuple):
    """The measured quality of a smear's field: `figures` (JSON values) by a version of the measurement.

    `cell_px`: the width of a typical cell in pixels for which it was measured.
    """

    smear_id: int
    measured_by: int
    cell_px: float
    figures: Mapping[str, Any]


class DomainShiftRow(NamedTuple):
    """The distance of a smear's `n_cells` classified cells from those that the model was trained on."""

    smear_id: int
    model_id: int
    distance: float
    n_cells: int


@dataclass(frozen=True, slots=True)
class PredictionRow:
    """A model's prediction for a cell with this circle; probabilities in the model's class order."""

    model_id: int
    cell_id: int
    circle: Circle
    code: str
    probabilities: tuple[float, ...]


class SharedLabels(NamedTuple):
    """Labels of cells by all readers, as columns with one value per label, by cell."""

    cell_ids: tuple[int, ...]
    smear_ids: tuple[int, ...]
    readers: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledCell:
    """A confirmed cell with its reader's label."""

    cell: Cell
    smear_id: int
    specimen: str
    code: str


@dataclass(frozen=True, slots=True)
class SnapshotItem:
    """A labelled cell in a part (`split`) of a snapshot, with its circle at that time (None in older snapshots).

    `shares`: where its label is divided among classes, the share of each.
    """

    cell_id: int
    code: str
    split: str
    cell_row_version: int
    circle: Circle | None = None
    shares: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class SmearFile:
    """A smear's file, and the values for reading and measuring its image. They do not change after the import."""

    name: str
    stored_name: str
    sha256: str
    sample_bits: int | None
    typical_diameter_px: float


@dataclass(frozen=True, slots=True)
class FileHashes:
    """The hashes by which the image of a smear is recognised; the size and the diameter where the image has none."""

    smear_id: int
    sha256: str
    source_sha256: str | None
    pixels_sha256: str | None
    width: int
    height: int
    typical_diameter_px: float


@dataclass(frozen=True, slots=True)
class FrozenCell:
    """A cell of a snapshot with everything that its crop depends on. `is_live`: the cell still has this circle."""

    cell_id: int
    code: str
    circle: Circle
    is_live: bool
    smear_id: int
    smear: SmearFile
    shares: Mapping[str, float] | None = None


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

    A run is running only while its `owner` is alive; otherwise it has no owner. `frozen`: the settings that it
    started with (None in runs of an older version).

    `cause` of a failure: "memory", "not_finite", "storage", or "" for any other. `note`: a reader's text.
    `split_by`: the requested split ("" in runs of an older version); the snapshot may have another.
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
    """A model. `folder`: its bundle, relative to the project where it is inside.

    `codes`: its own classes in the order of its outputs. `class_names`: their names in its bundle (empty for models
    of an older version). `code_map`: how they count in the project.
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
        """The codes of the probabilities of its predictions, as they count in the project."""
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
