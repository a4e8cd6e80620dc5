"""Writes data that is derived from labels and models and has no undo: crops, predictions, runs, evaluations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Delete, bindparam, delete, insert, null, select, update

from rbc_desk.core.errors import RunUnderWayError, UnknownNameError
from rbc_desk.core.files.processes import Process
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.audit import of_detector, of_model
from rbc_desk.core.history.changes import JOINED_STEPS, Entity, Topic
from rbc_desk.core.members import Member
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits.facts import SnapshotFacts
from rbc_desk.core.times import now
from rbc_desk.store.owners import check_owner, is_of, run_status, taken_over
from rbc_desk.store.rows import CropRow, DomainShiftRow, FieldQualityRow, PredictionRow, SnapshotItem
from rbc_desk.store.schema import tables as schema
from rbc_desk.store.schema.base import Base
from rbc_desk.store.schema.entities import TABLES
from rbc_desk.store.sql.id_filter import among
from rbc_desk.store.writing.change_recorder import ChangeRecorder


class DerivedTables:
    """The derived tables of a transaction. Each write is logged as one line with a count."""

    def __init__(self, connection: Connection, *, reader: str, recorder: ChangeRecorder) -> None:
        self._connection = connection
        self._reader = reader
        self._recorder = recorder

    def put_crops(self, crops: Sequence[CropRow]) -> None:
        """Store crops; they replace those of the same cell and recipe."""
        if not crops:
            return
        table = schema.CropTable
        self._delete_many(
            delete(table).where(table.cell_id == bindparam("_cell"), table.recipe_hash == bindparam("_other")),
            [{"_cell": crop.cell_id, "_other": crop.recipe_hash} for crop in crops],
        )
        self._connection.execute(
            insert(table),
            [
                {
                    "cell_id": c.cell_id,
                    "recipe_hash": c.recipe_hash,
                    **_columns(c.circle),
                    "png": c.png,
                }
                for c in crops
            ],
        )
        self._recorder.record_derived("crop", {"n": len(crops)})

    def join_steps(self, steps: Sequence[str]) -> None:
        """Log that these committed steps are one, named as this one, so that one undo reverts them later too."""
        self._recorder.record_derived(JOINED_STEPS, {"steps": list(steps)})

    def drop_crops(self, keys: Sequence[tuple[int, str]]) -> None:
        """Delete crops, given by cell and hash of the recipe."""
        table = schema.CropTable
        self._delete_many(
            delete(table).where(table.cell_id == bindparam("_cell"), table.recipe_hash == bindparam("_recipe")),
            [{"_cell": cell_id, "_recipe": recipe} for cell_id, recipe in keys],
        )
        self._recorder.record_derived("crop", {"dropped": len(keys)})

    def put_predictions(self, predictions: Sequence[PredictionRow]) -> None:
        """Store a model's predictions; they replace its previous ones for the same cells."""
        self._recorder.touch(Topic.PREDICTIONS)
        if not predictions:
            return
        self._recorder.record_predicted(p.cell_id for p in predictions)
        table = schema.PredictionTable
        self._delete_many(
            delete(table).where(table.cell_id == bindparam("_cell"), table.model_id == bindparam("_other")),
            [{"_cell": p.cell_id, "_other": p.model_id} for p in predictions],
        )
        at = now()
        self._connection.execute(
            insert(table),
            [
                {
                    "model_id": p.model_id,
                    "cell_id": p.cell_id,
                    **_columns(p.circle),
                    "code": p.code,
                    "probabilities": list(p.probabilities),
                    "created_at": at,
                }
                for p in predictions
            ],
        )
        model_id = predictions[0].model_id
        self._recorder.source = of_model(model_id)
        cell = TABLES[Entity.CELL].c
        query = select(cell.smear_id).where(among(cell.id, [p.cell_id for p in predictions])).distinct()
        smears = [*self._connection.execute(query).scalars()]
        values = {"n": len(predictions), "model_id": model_id, "smears": smears}
        self._recorder.record_derived("prediction", values)

    def put_field_quality(self, qualities: Sequence[FieldQualityRow]) -> None:
        """Store the measured quality of fields; it replaces earlier ones of the same smears.

        It is not in the log, as it follows from the image.
        """
        if not qualities:
            return
        table = schema.FieldQualityTable
        self._connection.execute(delete(table).where(among(table.smear_id, [one.smear_id for one in qualities])))
        at = now()
        rows = [{**one._asdict(), "figures": dict(one.figures), "measured_at": at} for one in qualities]
        self._connection.execute(insert(table), rows)

    def put_domain_shift(self, row: DomainShiftRow) -> None:
        """Store the distance of a smear from a model's training cells; it replaces an earlier one of both.

        It is not in the log, as it follows from the image and the model.
        """
        table = schema.DomainShiftTable
        own = (table.smear_id == row.smear_id, table.model_id == row.model_id)
        self._connection.execute(delete(table).where(*own))
        self._connection.execute(insert(table), [{**row._asdict(), "measured_at": now()}])

    def insert_detection_run(
        self, *, smear_id: int, detector: str, params: Mapping[str, Any], n_cells: int, width_uncertain: bool = False
    ) -> int:
        values = {"smear_id": smear_id, "detector": detector, "params": dict(params), "n_cells": n_cells}
        values["width_unsure"] = width_uncertain
        self._recorder.record_searched(smear_id)
        self._recorder.source = of_detector(detector)
        shown = {"smear_id": smear_id, "detector": detector, "n_cells": n_cells}
        return self._insert(schema.DetectionRunRow, values, Topic.CELLS, logged=shown)

    def insert_snapshot(
        self,
        *,
        items: Sequence[SnapshotItem],
        seed: int,
        content_hash: str,
        codes: Sequence[str],
        facts: SnapshotFacts,
    ) -> int:
        values = {
            "split_by": facts.split.used,
            "seed": seed,
            "content_hash": content_hash,
            "codes": list(codes),
            "facts": facts.to_json(),
            "reader": self._reader,
        }
        snapshot_id = self._insert(schema.SnapshotTable, values, Topic.RUNS)
        rows = [
            {
                "snapshot_id": snapshot_id,
                "cell_id": item.cell_id,
                "code": item.code,
                "split": item.split,
                "fold": None,
                "cell_row_version": item.cell_row_version,
                "shares": null() if item.shares is None else dict(item.shares),
                **({} if item.circle is None else _columns(item.circle)),
            }
            for item in items
        ]
        if rows:
            self._connection.execute(insert(schema.SnapshotItemTable), rows)
        return snapshot_id

    def insert_run(
        self,
        *,
        snapshot_id: int,
        spec: Mapping[str, Any],
        seed: int,
        app_version: str,
        split_by: str = "",
        owner: Process | None = None,
        frozen: Mapping[str, Any] | None = None,
    ) -> int:
        table = schema.TrainingRunTable
        values = {
            "snapshot_id": snapshot_id,
            "spec": dict(spec),
            "seed": seed,
            "status": "running",
            "device": "",
            "app_version": app_version,
            "split_by": split_by,
            "error": "",
            "started_at": now(),
            "ended_at": None,
            "frozen": None if frozen is None else dict(frozen),
            **_owned_by(owner),
        }
        run_id = self._connection.execute(insert(table).values(values).returning(table.id)).scalar_one()
        self._record("training_run", {"id": run_id}, Topic.RUNS)
        return run_id

    def take_run(self, run_id: int, *, owner: Process) -> None:
        """Make `owner` the owner of an interrupted or failed run. The transaction ensures that only one process gets
        it.

        Raises RunUnderWayError where a process is training the run, UnknownNameError where it cannot be resumed.
        """
        table = schema.TrainingRunTable
        query = select(table.__table__).where(table.id == run_id, ~table.removed)
        row = self._connection.execute(query).one_or_none()
        status, other = ("", None) if row is None else run_status(row)
        if other is not None:
            raise RunUnderWayError(
                Phrase("Run {run_id} is in progress: {whose}.", run_id=run_id, whose=owner_phrase(other)),
                hint="Wait until it has finished, or stop it there.",
            )
        if status not in ("interrupted", "failed"):
            raise UnknownNameError(Phrase("Run {run_id} cannot be resumed.", run_id=run_id))
        values = {"status": "running", "error": "", "cause": "", "ended_at": None, **_owned_by(owner)}
        self._connection.execute(update(table).where(table.id == run_id).values(values))
        self._record("training_run", {"id": run_id, "status": "running"}, Topic.RUNS)

    def release_run(self, run_id: int, *, owner: Process) -> None:
        """Clear the owner of a run, if it is still this one."""
        table = schema.TrainingRunTable
        self._connection.execute(update(table).where(table.id == run_id, *is_of(owner)).values(_owned_by(None)))

    def update_run(
        self,
        run_id: int,
        *,
        owner: Process | None = None,
        status: str | None = None,
        device: str | None = None,
        error: str | None = None,
        cause: str | None = None,
        ended: bool = False,
    ) -> None:
        """Update a run's row; `ended` also clears its owner.

        Raises RunUnderWayError where another process than `owner` has taken it over.
        """
        named = {
            "status": status,
            "device": device,
            "error": error,
            "cause": cause,
            "ended_at": now() if ended else None,
        }
        values = {key: value for key, value in named.items() if value is not None}
        table = schema.TrainingRunTable
        statement = update(table).where(table.id == run_id, *([] if owner is None else is_of(owner)))
        done = self._connection.execute(statement.values(values | (_owned_by(None) if ended else {})))
        if owner is not None and not done.rowcount:
            raise taken_over(run_id)
        self._record("training_run", {"id": run_id, **values}, Topic.RUNS)

    def check_run(self, run_id: int, *, owner: Process) -> None:
        """Raise RunUnderWayError if `owner` no longer owns the run."""
        check_owner(self._connection, run_id, owner=owner)

    def forget_metrics(self, run_id: int) -> None:
        """Delete the metrics of a run that starts again."""
        table = schema.RunMetricTable
        self._connection.execute(delete(table).where(table.run_id == run_id))
        self._recorder.touch(Topic.RUNS)

    def add_metrics(self, run_id: int, *, epoch: int, values: Mapping[str, float | None]) -> None:
        """Store the metrics of an epoch, replacing earlier ones of that epoch."""
        table = schema.RunMetricTable
        self._connection.execute(delete(table).where(table.run_id == run_id, table.epoch == epoch))
        rows = [{"run_id": run_id, "epoch": epoch, "name": name, "value": v} for name, v in values.items()]
        self._connection.execute(insert(schema.RunMetricTable), rows)
        self._recorder.touch(Topic.RUNS)

    def insert_model(
        self,
        *,
        name: str,
        folder: str,
        network: str,
        codes: Sequence[str],
        metrics: Mapping[str, Any],
        run_id: int | None,
        active: bool,
        class_names: Sequence[str] = (),
    ) -> int:
        if active:
            self._connection.execute(update(schema.ModelTable).values(active=False))
            self._recorder.touch(Topic.PREDICTIONS)
        values = {
            "run_id": run_id,
            "name": name,
            "folder": folder,
            "network": network,
            "codes": list(codes),
            "class_names": list(class_names),
            "metrics": dict(metrics),
            "active": active,
        }
        return self._insert(schema.ModelTable, values, Topic.MODELS)

    def set_model_metrics(self, model_id: int, metrics: Mapping[str, Any]) -> None:
        table = schema.ModelTable
        self._connection.execute(update(table).where(table.id == model_id).values(metrics=dict(metrics)))
        self._record("model", {"id": model_id}, Topic.MODELS)

    def activate_model(self, model_id: int) -> None:
        table = schema.ModelTable
        self._connection.execute(update(table).values(active=table.id == model_id))
        self._record("model", {"active": model_id}, Topic.MODELS)
        self._recorder.touch(Topic.PREDICTIONS)

    def insert_evaluation(self, *, model_id: int, snapshot_id: int, split: str, metrics: Mapping[str, Any]) -> int:
        values = {"model_id": model_id, "snapshot_id": snapshot_id, "split": split, "metrics": dict(metrics)}
        return self._insert(schema.EvaluationTable, values, Topic.EVALUATIONS)

    def record_role(self, member: Member, *, taken: bool = False) -> None:
        """Log the role that an account was given, or that was taken from it."""
        told = {"login": member.login, "reader": member.reader, "role": member.role.value, "blinded": member.blinded}
        self._record("project_member", told | ({"taken": True} if taken else {}), Topic.PROJECT)

    def _insert(
        self,
        table: type[Base],
        values: dict[str, Any],
        topic: Topic,
        *,
        logged: Mapping[str, Any] = MappingProxyType({}),
    ) -> int:
        statement = insert(table).values(**values, created_at=now()).returning(table.__table__.c.id)
        row_id: int = self._connection.execute(statement).scalar_one()
        self._record(table.__tablename__, {"id": row_id, **logged}, topic)
        return row_id

    def _delete_many(self, statement: Delete, rows: list[dict[str, Any]]) -> None:
        # one statement for all rows, because single deletes took ten times as long
        self._connection.execute(statement, rows)

    def _record(self, table: str, values: dict[str, Any], topic: Topic) -> None:
        self._recorder.record_derived(table, values)
        self._recorder.touch(topic)


def _columns(circle: Circle) -> dict[str, float]:
    return {"x": circle.x, "y": circle.y, "r": circle.r}


def owner_phrase(owner: Process) -> Phrase:
    return Phrase("process {pid} on {host}", pid=owner.pid, host=owner.host)


def _owned_by(owner: Process | None) -> dict[str, Any]:
    """The owner's columns of a run."""
    if owner is None:
        return dict.fromkeys(("owner_host", "owner_place", "owner_pid", "owner_started", "heartbeat_at"))
    return {
        "owner_host": owner.host,
        "owner_place": owner.place,
        "owner_pid": owner.pid,
        "owner_started": owner.started,
        "heartbeat_at": now(),
    }
