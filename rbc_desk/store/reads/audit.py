"""Queries on the change log: the timeline of a subject, and whether the chain holds."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Text, cast, select

from rbc_desk.core.events import Progress
from rbc_desk.core.history.audit import (
    NO_ENTRY,
    AuditEntry,
    Break,
    ChainCheck,
    ChainHead,
    Fault,
    RecordedHead,
    Subject,
    Timeline,
)
from rbc_desk.core.history.changes import Entity
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.viewpoint import Viewpoint
from rbc_desk.store.reads.source import Source
from rbc_desk.store.schema.agreement import CheckAnswerRow, ConsensusRow, ControlCellRow
from rbc_desk.store.schema.tables import CellLabelRow, CellRow, DetectionRunRow, ReportTable, SmearRow
from rbc_desk.store.writing import chain

_BLOCK = 2000
_PREDICTION = "prediction"
_MESSAGE = Phrase("verifying the change log")
_LOG = chain.LOG.c
_LINE = (*(_LOG[name] for name in chain.FIELDS[:-2]), cast(_LOG.before, Text), cast(_LOG.after, Text))


def log_head(source: Source) -> ChainHead:
    """The newest entry of the change log."""
    with source.reading() as connection:
        return chain.head(connection)


def log_entry(source: Source, *, digits: str) -> ChainHead | None:
    """The newest entry whose hash begins with these hexadecimal digits."""
    begins = _LOG.hash.startswith(digits, autoescape=True)
    with source.reading() as connection:
        row = connection.execute(select(_LOG.id, _LOG.hash).where(begins).order_by(_LOG.id.desc()).limit(1)).first()
    return None if row is None else ChainHead(row[0], row[1])


def verify_log(source: Source, *, recorded: Sequence[RecordedHead] = (), task: Task = SILENT) -> ChainCheck:
    """Recompute the chain of the change log, and look for recorded heads in it.

    A million entries take about twenty seconds. Raises StorageError, CancelledError.
    """
    wanted: dict[int, list[RecordedHead]] = {}
    for one in recorded:
        wanted.setdefault(one.head.entry, []).append(one)
    breaks, last, n = [_rewritten(one) for one in wanted.pop(0, []) if one.head != NO_ENTRY], NO_ENTRY, 0
    with source.reading() as connection:
        total = chain.head(connection).entry
        # the chain begins at 1: an entry before it was put there past the program
        early = select(_LOG.id, _LOG.at, _LOG.reader, _LOG.op).where(_LOG.id < 1).limit(_BLOCK)
        breaks += [
            Break(row.id, Fault.CHANGED, at=row.at, reader=row.reader, op=row.op) for row in connection.execute(early)
        ]
        while rows := connection.execute(_block(after=last.entry)).all():
            for row in rows:
                *values, stored = row
                if chain.entry_hash(last.hash, values) != stored:
                    fault = Fault.MISSING if row.id != last.entry + 1 else Fault.CHANGED
                    breaks.append(Break(row.id, fault, at=row.at, reader=row.reader, op=row.op))
                last = ChainHead(row.id, stored)
                breaks += [_rewritten(one) for one in wanted.pop(row.id, []) if one.head.hash != stored]
            n += len(rows)
            task.raise_if_stopped()
            task.report(Progress(last.entry, total, _MESSAGE))
    left = [one for many in wanted.values() for one in many]
    breaks += [Break(one.head.entry, Fault.CUT, recorded_in=one.where) for one in left]
    return ChainCheck(n, last, tuple(sorted(breaks, key=lambda found: found.entry)), len(recorded))


def _rewritten(one: RecordedHead) -> Break:
    return Break(one.head.entry, Fault.REWRITTEN, recorded_in=one.where)


def _block(*, after: int) -> Select[Any]:
    return select(*_LINE, _LOG.hash).where(_LOG.id > after).order_by(_LOG.id).limit(_BLOCK)


def timeline(source: Source, *, viewpoint: Viewpoint, subject: Subject, limit: int = 1000) -> Timeline:
    """The newest entries of the change log about a subject; for a blinded reader only their own."""
    seen = [_LOG.reader == viewpoint.reader] if viewpoint.blinded else []
    with source.reading() as connection:
        if subject.cell_id is None and subject.specimen_id is None:
            found = [_entry(row) for row in connection.execute(_newest(*seen, limit=limit))]
        else:
            found = [*_of_subject(connection, subject, seen, limit=limit)]
    found = sorted(found, key=lambda entry: entry.entry, reverse=True)
    if viewpoint.blinded:  # gaps between the numbers would tell how much others did
        found = [replace(entry, entry=0) for entry in found]
    return Timeline(tuple(found[:limit]), is_cut=len(found) > limit)


def _newest(*conditions: ColumnElement[bool], limit: int) -> Select[Any]:
    return select(*_LINE).where(*conditions).order_by(_LOG.id.desc()).limit(limit + 1)


@dataclass(frozen=True)
class _Rows:
    """The rows of a subject as queries of their ids by table, and the smears on which predictions are about it."""

    ids: Mapping[str, Select[int]]
    smears: Select[int]


def _rows_of(subject: Subject) -> _Rows:
    if subject.cell_id is not None:
        labels = select(CellLabelRow.id).where(CellLabelRow.cell_id == subject.cell_id)
        cells = select(CellRow.id).where(CellRow.id == subject.cell_id)
        consensus = select(ConsensusRow.id).where(ConsensusRow.cell_id == subject.cell_id)
        smears = select(CellRow.smear_id).where(CellRow.id == subject.cell_id)
        ids = {Entity.CELL.value: cells, Entity.CELL_LABEL.value: labels, Entity.CONSENSUS.value: consensus}
        controls = select(ControlCellRow.id).where(ControlCellRow.cell_id == subject.cell_id)
        answers = select(CheckAnswerRow.id).where(CheckAnswerRow.cell_id == subject.cell_id)
        ids |= {Entity.CONTROL_CELL.value: controls, Entity.CHECK_ANSWER.value: answers}
        return _Rows(ids, smears)
    smears = select(SmearRow.id).where(SmearRow.specimen_id == subject.specimen_id)
    cells = select(CellRow.id).where(CellRow.smear_id.in_(smears))
    labels = select(CellLabelRow.id).join(CellRow, CellRow.id == CellLabelRow.cell_id)
    decided = select(ConsensusRow.id).join(CellRow, CellRow.id == ConsensusRow.cell_id)
    controls = select(ControlCellRow.id).join(CellRow, CellRow.id == ControlCellRow.cell_id)
    answers = select(CheckAnswerRow.id).join(CellRow, CellRow.id == CheckAnswerRow.cell_id)
    runs = select(DetectionRunRow.id).where(DetectionRunRow.smear_id.in_(smears))
    reports = select(ReportTable.id).where(ReportTable.specimen_id == subject.specimen_id)
    return _Rows(
        {
            Entity.SMEAR.value: smears,
            Entity.CELL.value: cells,
            Entity.CELL_LABEL.value: labels.where(CellRow.smear_id.in_(smears)),
            Entity.CONSENSUS.value: decided.where(CellRow.smear_id.in_(smears)),
            Entity.CONTROL_CELL.value: controls.where(CellRow.smear_id.in_(smears)),
            Entity.CHECK_ANSWER.value: answers.where(CellRow.smear_id.in_(smears)),
            DetectionRunRow.__tablename__: runs,
            ReportTable.__tablename__: reports,
        },
        smears,
    )


def _of_subject(
    connection: Connection, subject: Subject, seen: list[ColumnElement[bool]], *, limit: int
) -> Iterator[AuditEntry]:
    rows = _rows_of(subject)
    if subject.specimen_id is not None:
        own = (_LOG.entity == Entity.SPECIMEN.value, _LOG.entity_id == subject.specimen_id)
        yield from map(_entry, connection.execute(_newest(*own, *seen, limit=limit)))
    for entity, ids in rows.ids.items():
        of_rows = (_LOG.entity == entity, _LOG.entity_id.in_(ids))
        yield from map(_entry, connection.execute(_newest(*of_rows, *seen, limit=limit)))
    with_many = [entity for entity in rows.ids if entity in set(Entity)]
    known = {entity: set(connection.execute(rows.ids[entity]).scalars()) for entity in with_many}
    if subject.specimen_id is not None:
        known[Entity.SPECIMEN.value] = {subject.specimen_id}
    smears = set(connection.execute(rows.smears).scalars())
    several = select(*_LINE).where(_LOG.entity.in_([*known, _PREDICTION]), _LOG.entity_id.is_(None), *seen)
    n = 0
    for row in connection.execute(several.order_by(_LOG.id.desc())):
        about = _is_about(row, smears) if row.entity == _PREDICTION else True
        entry = _entry(row, only=known.get(row.entity))
        if about and entry.n:
            yield entry
            n += 1
            if n > limit:
                return


def _is_about(row: Row[Any], smears: set[int]) -> bool:
    """Whether predictions are on one of these smears; entries of earlier versions do not say on which they are."""
    return not smears.isdisjoint((_json(tuple(row)[-1]) or {}).get("smears", ()))


def _json(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _entry(row: Row[Any], *, only: Collection[int] | None = None) -> AuditEntry:
    """The entry of a line; of a line with many rows, only of those in `only`."""
    before, after = map(_json, tuple(row)[-2:])
    entity_id, n = row.entity_id, 1
    ids = (after or before or {}).get("ids")
    if entity_id is None and isinstance(ids, list):
        places = [at for at, row_id in enumerate(ids) if only is None or row_id in only]
        entity_id, n = (ids[places[0]], 1) if len(places) == 1 else (None, len(places))
        before, after = (_columns(side, places) for side in (before, after))
    elif row.entity == _PREDICTION:
        n = (after or {}).get("n", 1)
    told = (row.at, row.reader, row.op, row.entity)
    return AuditEntry(row.id, *told, entity_id, n, before, after, row.source, row.undoes is not None)


def _columns(side: Mapping[str, Any] | None, places: Sequence[int]) -> Mapping[str, Any] | None:
    """The values that these rows of a line with many rows have in common, by column."""
    if side is None or not places:
        return None
    found = {}
    for name, values in side["columns"].items():
        held = [values["all"]] if "all" in values else [values["each"][at] for at in places]
        if all(value == held[0] for value in held):
            found[name] = held[0]
    return found
