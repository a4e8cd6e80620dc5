"""Writes signed reports and signing keys, which have no undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, insert, update

from rbc_desk.core.history.changes import Topic
from rbc_desk.core.signed import SignedReport
from rbc_desk.core.times import now
from rbc_desk.store.schema.tables import ReaderKeyTable, ReportTable
from rbc_desk.store.writing.change_recorder import ChangeRecorder


class SignedTables:
    """The tables `report` and `reader_key` of a transaction."""

    def __init__(self, connection: Connection, *, reader: str, recorder: ChangeRecorder) -> None:
        self._connection = connection
        self._reader = reader
        self._recorder = recorder

    def insert_key(
        self, *, salt: bytes, parameters: Mapping[str, Any], public_key: bytes, endorsement: bytes | None
    ) -> int:
        """Store a key of the transaction's reader, and retire the one in use."""
        at, table = now(), ReaderKeyTable
        in_use = update(table).where(table.reader == self._reader, table.retired_at.is_(None))
        self._connection.execute(in_use.values(retired_at=at))
        values: dict[str, Any] = {
            "reader": self._reader,
            "salt": salt,
            "parameters": dict(parameters),
            "public_key": public_key,
        }
        values |= {"endorsement": endorsement, "created_at": at, "retired_at": None}
        key_id: int = self._connection.execute(insert(table).values(values).returning(table.id)).scalar_one()
        self._recorder.record_derived(table.__tablename__, {"id": key_id})
        self._recorder.touch(Topic.PROJECT)
        return key_id

    def insert_report(self, report: SignedReport, *, content: Mapping[str, Any]) -> int:
        """Store a signed report; the id of `report` is not used. It locks its specimen."""
        table = ReportTable
        values = asdict(report) | {"content": dict(content), "smears": list(report.smears)}
        values |= {"rules": list(report.rules), "specimen_code": values.pop("specimen")}
        del values["id"]
        report_id: int = self._connection.execute(insert(table).values(values).returning(table.id)).scalar_one()
        self._record({"id": report_id, "specimen_id": report.specimen_id, "version": report.version})
        return report_id

    def reopen_report(self, report_id: int, *, specimen_id: int, why: str) -> None:
        """Unlock the specimen of a report. The report stays."""
        table = ReportTable
        values = {"reopened_at": now(), "reopened_by": self._reader, "reopened_why": why}
        self._connection.execute(update(table).where(table.id == report_id).values(values))
        self._record({"id": report_id, "specimen_id": specimen_id, **values})

    def _record(self, values: Mapping[str, Any]) -> None:
        self._recorder.record_derived(ReportTable.__tablename__, values)
        self._recorder.touch(Topic.SMEARS)
