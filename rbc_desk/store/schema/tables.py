"""The tables. Times are UTC as ISO 8601 text, enumerations short strings, JSON portable to SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rbc_desk.store.schema.base import FALSE, Base, index_where, once, unique_where


class Meta(Base):
    __tablename__ = "meta"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class CellClassRow(Base):
    __tablename__ = "cell_class"
    __table_args__ = (once("cell_class", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    colour: Mapped[str]
    letters: Mapped[str]
    ordinal: Mapped[int]
    removed: Mapped[bool] = mapped_column(default=False, server_default=FALSE)


class ClassAliasRow(Base):
    """An alias of a class code; see `core.code_map.ClassAlias`."""

    __tablename__ = "class_alias"
    id: Mapped[int] = mapped_column(primary_key=True)
    model_id: Mapped[int | None] = mapped_column(ForeignKey("model.id"), index=True)
    code: Mapped[str]
    target: Mapped[str | None]
    removed: Mapped[bool] = mapped_column(default=False, server_default=FALSE)


class SpecimenRow(Base):
    __tablename__ = "specimen"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    species: Mapped[str | None]
    stain: Mapped[str | None]
    magnification: Mapped[float | None]
    cell_width_px: Mapped[float | None]  # of a typical cell, set by a person
    breed: Mapped[str | None]
    age: Mapped[str | None]
    sex: Mapped[str | None]
    patient: Mapped[str | None]
    vet: Mapped[str | None]
    objective: Mapped[str | None]
    collected_on: Mapped[str | None]
    comment: Mapped[str | None]
    reviewed_at: Mapped[str | None]
    reviewed_by: Mapped[str | None]
    presence: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    removed: Mapped[bool] = mapped_column(default=False, server_default=FALSE)


class SmearRow(Base):
    __tablename__ = "smear"
    __table_args__ = (once("smear", "sha256"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    specimen_id: Mapped[int] = mapped_column(ForeignKey("specimen.id"), index=True)
    name: Mapped[str]
    stored_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    width: Mapped[int]
    height: Mapped[int]
    typical_diameter_px: Mapped[float]
    um_per_px: Mapped[float | None]
    scale_source: Mapped[str | None]
    sample_bits: Mapped[int | None]
    source_sha256: Mapped[str | None]  # of the file as it was given, where the stored one lost its metadata
    pixels_sha256: Mapped[str | None]  # of the image as it is displayed
    slide_name: Mapped[str | None]  # of the slide that the field is a region of
    slide_hash: Mapped[str | None]
    slide_x: Mapped[int | None]
    slide_y: Mapped[int | None]
    imported_at: Mapped[str]
    imported_by: Mapped[str]
    overruled_by: Mapped[str | None]  # the reader who counts it although its quality would leave it out
    overruled_at: Mapped[str | None]
    removed: Mapped[bool] = mapped_column(default=False, server_default=FALSE)


class FieldQualityTable(Base):
    """The measured quality of a smear's field, by a version of the measurement and for a cell width in pixels."""

    __tablename__ = "field_quality"
    smear_id: Mapped[int] = mapped_column(ForeignKey("smear.id"), primary_key=True)
    measured_by: Mapped[int]
    cell_px: Mapped[float]
    figures: Mapped[dict[str, Any]]
    measured_at: Mapped[str]


class DomainShiftTable(Base):
    """The distance of a smear's `n_cells` classified cells from those that the model was trained on."""

    __tablename__ = "domain_shift"
    smear_id: Mapped[int] = mapped_column(ForeignKey("smear.id"), primary_key=True)
    model_id: Mapped[int] = mapped_column(ForeignKey("model.id"), primary_key=True)
    distance: Mapped[float]
    n_cells: Mapped[int]
    measured_at: Mapped[str]


class DetectionRunRow(Base):
    __tablename__ = "detection_run"
    id: Mapped[int] = mapped_column(primary_key=True)
    smear_id: Mapped[int] = mapped_column(ForeignKey("smear.id"), index=True)
    detector: Mapped[str]
    params: Mapped[dict[str, Any]]
    n_cells: Mapped[int]
    width_unsure: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    created_at: Mapped[str]


class CellRow(Base):
    __tablename__ = "cell"
    __table_args__ = (
        # Covers counting and sorting many cells, because the rows with their outlines are far wider. The id comes
        # before the state, so that a new state does not move the entry.
        Index(
            *("ix_cell_of_smear", "smear_id", "removed", "kind", "id"),
            *("kinds", "state", "verdicts", "x", "y", "r", "score"),
        ),
        CheckConstraint("r > 0", name="radius"),
        CheckConstraint("state IN ('proposed', 'confirmed', 'rejected')", name="state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    smear_id: Mapped[int] = mapped_column(ForeignKey("smear.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("detection_run.id"))
    x: Mapped[float]
    y: Mapped[float]
    r: Mapped[float]
    score: Mapped[float | None]
    at_border: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    shape: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    kind: Mapped[str] = mapped_column(default="red", server_default="red")  # the latest of any reader
    kinds: Mapped[str | None]  # as found, and each reader's own, see `core.cells.verdicts`
    state: Mapped[str]  # the latest of any reader
    verdicts: Mapped[str | None]  # each reader's own, see `core.cells.verdicts`
    row_version: Mapped[int]
    removed: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    updated_at: Mapped[str]
    updated_by: Mapped[str]


class CellLabelRow(Base):
    """Labels, append-only, with at most one current row per cell and reader."""

    __tablename__ = "cell_label"
    __table_args__ = (
        unique_where("uq_cell_label_current", "cell_id", "reader", condition="is_current"),
        index_where(
            "ix_cell_label_current", "cell_id", "reader", "code", "created_at", "is_current", condition="is_current"
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cell_id: Mapped[int] = mapped_column(ForeignKey("cell.id"))
    code: Mapped[str] = mapped_column(index=True)
    reader: Mapped[str] = mapped_column(index=True)
    is_current: Mapped[bool]
    created_at: Mapped[str]


class SmearVersionTable(Base):
    """The number of the last step that changed a smear, its cells, their labels or predictions; none: 0."""

    __tablename__ = "smear_version"
    smear_id: Mapped[int] = mapped_column(ForeignKey("smear.id"), primary_key=True)
    version: Mapped[int] = mapped_column(index=True)


class SmearCountTable(Base):
    """The counts of a smear version in a count scope (`view`)."""

    __tablename__ = "smear_count"
    smear_id: Mapped[int] = mapped_column(ForeignKey("smear.id"), primary_key=True)
    view: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    n_cells: Mapped[int]
    n_proposed: Mapped[int]
    codes: Mapped[dict[str, Any]]
    others: Mapped[dict[str, Any]] = mapped_column(server_default="{}")  # objects of the other kinds, by kind


class SmearCellsTable(Base):
    """The cells of a smear version from a viewpoint (`view`), as the bytes of a `core.cell_table.CellTable`."""

    __tablename__ = "smear_cells"
    smear_id: Mapped[int] = mapped_column(ForeignKey("smear.id"), primary_key=True)
    view: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    model_id: Mapped[int]
    words: Mapped[dict[str, Any]]
    rows: Mapped[bytes] = mapped_column(LargeBinary)


class CropTable(Base):
    __tablename__ = "crop"
    cell_id: Mapped[int] = mapped_column(ForeignKey("cell.id"), primary_key=True)
    recipe_hash: Mapped[str] = mapped_column(primary_key=True)
    x: Mapped[float]
    y: Mapped[float]
    r: Mapped[float]
    png: Mapped[bytes] = mapped_column(LargeBinary)


class SnapshotTable(Base):
    __tablename__ = "snapshot"
    id: Mapped[int] = mapped_column(primary_key=True)
    split_by: Mapped[str]
    seed: Mapped[int]
    content_hash: Mapped[str]
    codes: Mapped[list[Any]]
    facts: Mapped[dict[str, Any]] = mapped_column(server_default="{}")  # see `core.split_facts.SnapshotFacts`
    reader: Mapped[str]
    created_at: Mapped[str]


class SnapshotItemTable(Base):
    __tablename__ = "snapshot_item"
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"), primary_key=True)
    cell_id: Mapped[int] = mapped_column(ForeignKey("cell.id"), primary_key=True)
    code: Mapped[str]
    split: Mapped[str]
    fold: Mapped[int | None]
    cell_row_version: Mapped[int]
    x: Mapped[float | None]
    y: Mapped[float | None]
    r: Mapped[float | None]
    shares: Mapped[dict[str, Any] | None]  # of a label that is divided among classes


class TrainingRunTable(Base):
    __tablename__ = "training_run"
    id: Mapped[int] = mapped_column(primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    spec: Mapped[dict[str, Any]]
    seed: Mapped[int]
    status: Mapped[str]
    device: Mapped[str]
    app_version: Mapped[str]
    error: Mapped[str]
    started_at: Mapped[str]
    ended_at: Mapped[str | None]
    cause: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(default="", server_default="")
    split_by: Mapped[str] = mapped_column(default="", server_default="")
    removed: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    frozen: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    owner_host: Mapped[str | None]  # the owner's columns are set while the run is in progress
    owner_place: Mapped[str | None]
    owner_pid: Mapped[int | None]
    owner_started: Mapped[float | None]
    heartbeat_at: Mapped[str | None]


class RunMetricTable(Base):
    __tablename__ = "run_metric"
    run_id: Mapped[int] = mapped_column(ForeignKey("training_run.id"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[float | None]


class ModelTable(Base):
    __tablename__ = "model"
    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("training_run.id"))
    name: Mapped[str]
    folder: Mapped[str]
    network: Mapped[str]
    codes: Mapped[list[Any]]
    class_names: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    metrics: Mapped[dict[str, Any]]
    active: Mapped[bool]
    created_at: Mapped[str]


class EvaluationTable(Base):
    __tablename__ = "evaluation"
    id: Mapped[int] = mapped_column(primary_key=True)
    model_id: Mapped[int] = mapped_column(ForeignKey("model.id"))
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    split: Mapped[str]
    metrics: Mapped[dict[str, Any]]
    created_at: Mapped[str]


class PredictionTable(Base):
    __tablename__ = "prediction"
    __table_args__ = (UniqueConstraint("model_id", "cell_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    model_id: Mapped[int] = mapped_column(ForeignKey("model.id"))
    cell_id: Mapped[int] = mapped_column(ForeignKey("cell.id"), index=True)
    x: Mapped[float]
    y: Mapped[float]
    r: Mapped[float]
    code: Mapped[str]
    probabilities: Mapped[list[Any]]
    created_at: Mapped[str]


class ReaderKeyTable(Base):
    """The signing keys of readers. The secret is not stored; `salt` and `parameters` make the key of it again."""

    __tablename__ = "reader_key"
    __table_args__ = (unique_where("uq_reader_key_in_use", "reader", condition="retired_at IS NULL"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    reader: Mapped[str]
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    parameters: Mapped[dict[str, Any]]
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    endorsement: Mapped[bytes | None] = mapped_column(LargeBinary)  # by the reader's previous key
    created_at: Mapped[str]
    retired_at: Mapped[str | None]


class ReportTable(Base):
    """Signed reports, append-only. The one of a specimen that is not reopened locks the specimen."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("specimen_id", "version"),
        unique_where("uq_report_locking", "specimen_id", condition="reopened_at IS NULL"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    specimen_id: Mapped[int] = mapped_column(ForeignKey("specimen.id"))
    specimen_code: Mapped[str]  # when it was signed
    version: Mapped[int]
    amends: Mapped[int | None]  # the version that it replaces
    smears: Mapped[list[Any]]  # their ids
    state_hash: Mapped[str]
    seen_as: Mapped[str]  # what the signer saw of others, see `core.viewpoint.Others`
    content: Mapped[dict[str, Any]]
    pdf_sha256: Mapped[str] = mapped_column(index=True)
    pdf_name: Mapped[str]  # its file in `reports/`
    signed_by: Mapped[str]
    signed_at: Mapped[str]
    key_id: Mapped[int] = mapped_column(ForeignKey("reader_key.id"))
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    program: Mapped[str]
    model_id: Mapped[int | None] = mapped_column(ForeignKey("model.id"))
    model_hash: Mapped[str | None]
    rules: Mapped[list[Any]]
    reopened_at: Mapped[str | None]
    reopened_by: Mapped[str | None]
    reopened_why: Mapped[str | None]


class ChangeLogTable(Base):
    """Every change of the project, append-only; each entry hashes its predecessor, see `store.writing.chain`."""

    __tablename__ = "change_log"
    __table_args__ = (Index("ix_change_log_row", "entity", "entity_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    reader: Mapped[str]
    op: Mapped[str]
    step: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[int | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(server_default="")  # what the values came from, see `core.history.audit`
    undoes: Mapped[str | None]  # the steps that it undoes or redoes
    hash: Mapped[str] = mapped_column(server_default="")
