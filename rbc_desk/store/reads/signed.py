"""Queries on signed reports, on signing keys, and on the state that a report is made from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Text, and_, cast, func, select

from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.files.hashing import canonical_json
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.signed import ReaderKey, SignedReport, SpecimenState
from rbc_desk.core.viewpoint import Viewpoint
from rbc_desk.store.reads.readers import others_labels
from rbc_desk.store.reads.source import Source
from rbc_desk.store.schema.tables import (
    CellLabelRow,
    CellRow,
    PredictionTable,
    ReaderKeyTable,
    ReportTable,
    SmearRow,
    SmearVersionTable,
    SpecimenRow,
)
from rbc_desk.store.sql.cell_states import any_kind, kind_seen, state_seen
from rbc_desk.store.writing import locks

_LISTED = [getattr(ReportTable, "specimen_code" if f.name == "specimen" else f.name) for f in fields(SignedReport)]
_NOT_FACTS = {"id", "removed", "row_version"}


def reports(source: Source, *, specimen_id: int | None = None) -> tuple[SignedReport, ...]:
    """The signed reports (of a specimen), newest first, including reopened ones."""
    return _reports(source, *([] if specimen_id is None else [ReportTable.specimen_id == specimen_id]))


def reports_of_pdf(source: Source, *, pdf_sha256: str) -> tuple[SignedReport, ...]:
    """The signed reports whose PDF has this SHA-256."""
    return _reports(source, ReportTable.pdf_sha256 == pdf_sha256)


def report_content(source: Source, *, report_id: int) -> dict[str, Any]:
    """The frozen content of a signed report. Raises UnknownNameError."""
    with source.reading() as connection:
        query = select(ReportTable.content).where(ReportTable.id == report_id)
        found: dict[str, Any] | None = connection.execute(query).scalar_one_or_none()
    if found is None:
        raise UnknownNameError(Phrase("The project has no signed report with the number {n}.", n=report_id))
    return found


def locked_smears(source: Source) -> frozenset[int]:
    """The smears that nobody can change, because a signed report of their specimen is not reopened."""
    with source.reading() as connection:
        return locks.locked_smears(connection)


def require_unlocked(source: Source, *, smear_ids: Collection[int]) -> None:
    """Raise LockedSpecimenError where a specimen of the smears is locked by a signed report."""
    with source.reading() as connection:
        locks.refuse_locked(connection, (), smear_ids=smear_ids)


def reader_keys(source: Source) -> tuple[ReaderKey, ...]:
    """The signing keys of all readers, oldest first."""
    with source.reading() as connection:
        rows = connection.execute(select(ReaderKeyTable.__table__).order_by(ReaderKeyTable.id)).all()
    return tuple(ReaderKey(*row) for row in rows)


def specimen_state(source: Source, *, specimen_id: int, viewpoint: Viewpoint, model_id: int | None) -> SpecimenState:
    """The facts, smears and objects of a specimen as this reader sees them, with predictions of one model.

    Raises UnknownNameError where the specimen does not exist.
    """
    with source.reading() as connection:
        query = select(SpecimenRow.__table__).where(SpecimenRow.id == specimen_id)
        specimen = connection.execute(query).one_or_none()
        if specimen is None:
            raise UnknownNameError(Phrase("The project has no specimen with the number {n}.", n=specimen_id))
        smears = connection.execute(_smears_of(specimen_id)).all()
        hashes = {row.id: row.sha256 for row in smears}
        objects = _objects(connection, specimen_id, viewpoint=viewpoint, model_id=model_id, hashes=hashes)
    facts = {name: value for name, value in specimen._mapping.items() if name not in _NOT_FACTS and value is not None}
    return SpecimenState(
        facts,
        [_hashed(row._asdict()) for row in smears],
        objects,
        tuple((row.id, row.version) for row in smears),
    )


def smear_stamp(source: Source, *, specimen_id: int) -> tuple[tuple[int, int], ...]:
    """The smears of a specimen with their versions, as in `SpecimenState.stamp`."""
    with source.reading() as connection:
        return tuple((row.id, row.version) for row in connection.execute(_smears_of(specimen_id)))


def _hashed(smear: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a smear for the hash, `overruled_by` only where it is set: older hashes are without it."""
    optional = () if smear["overruled_by"] else ("overruled_by",)
    return {k: v for k, v in smear.items() if k not in ("id", "version", *optional)}


def _smears_of(specimen_id: int) -> Select[*tuple[Any, ...]]:
    smear, version = SmearRow, SmearVersionTable
    return (
        select(
            smear.id, func.coalesce(version.version, 0).label("version"), smear.sha256, smear.um_per_px,
            smear.sample_bits, smear.typical_diameter_px, smear.overruled_by,
        )
        .outerjoin(version, version.smear_id == smear.id)
        .where(smear.specimen_id == specimen_id, ~smear.removed)
        .order_by(smear.id)
    )  # fmt: skip


def _objects(
    connection: Connection, specimen_id: int, *, viewpoint: Viewpoint, model_id: int | None, hashes: dict[int, str]
) -> list[str]:
    label, prediction = CellLabelRow, PredictionTable
    same_circle = (prediction.x == CellRow.x, prediction.y == CellRow.y, prediction.r == CellRow.r)
    where = and_(SmearRow.specimen_id == specimen_id, ~SmearRow.removed)
    query = (
        select(
            CellRow.id, CellRow.smear_id, CellRow.x, CellRow.y, CellRow.r, kind_seen(viewpoint),
            state_seen(viewpoint), cast(CellRow.shape, Text), label.code, prediction.code,
            cast(prediction.probabilities, Text),
        )
        .select_from(CellRow)
        .join(SmearRow, SmearRow.id == CellRow.smear_id)
        .outerjoin(label, and_(label.cell_id == CellRow.id, label.is_current, label.reader == viewpoint.reader))
        .outerjoin(
            prediction, and_(prediction.cell_id == CellRow.id, prediction.model_id == model_id, *same_circle)
        )
        .where(*any_kind(), where)
    )  # fmt: skip
    rows = connection.execute(query.order_by(CellRow.id)).all()
    of_specimen = CellRow.smear_id.in_(select(SmearRow.id).where(where))
    others = others_labels(connection, viewpoint=viewpoint, where=of_specimen)
    return [
        canonical_json([hashes[smear], *rest, [item.code for item in others.get(cell, ())[:1]]]).decode()
        for cell, smear, *rest in rows
    ]


def _reports(source: Source, *where: ColumnElement[bool]) -> tuple[SignedReport, ...]:
    with source.reading() as connection:
        rows = connection.execute(select(*_LISTED).where(*where).order_by(ReportTable.id.desc())).all()
    return tuple(map(_report, rows))


def _report(row: Row[Any]) -> SignedReport:
    values = {f.name: value for f, value in zip(fields(SignedReport), row, strict=True)}
    return SignedReport(**values | {"smears": tuple(values["smears"]), "rules": tuple(values["rules"])})
