"""Refuses changes of specimens whose report is signed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, or_, select

from rbc_desk.core.errors import LockedSpecimenError
from rbc_desk.core.history.changes import Change, Entity
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.times import full
from rbc_desk.store.schema.tables import CellRow, ClassAliasRow, PredictionTable, ReportTable, SmearRow
from rbc_desk.store.sql.id_filter import among

_WAY_OUT = Phrase("To change it, choose “Reopen as an amended version”.")
_COLUMNS = (ReportTable.specimen_id, ReportTable.specimen_code, ReportTable.signed_by, ReportTable.signed_at)


def refuse_locked(connection: Connection, changes: Sequence[Change], *, smear_ids: Collection[int]) -> None:
    """Raise LockedSpecimenError where a step touches a locked specimen, or removes what a signed report is about.

    `smear_ids`: the smears that the step changed in any way. Call it within the transaction, before the commit.
    """
    locked = list(connection.execute(_of_smears(smear_ids), _parameters(smear_ids))) if smear_ids else []
    specimens = _specimens_in(changes)
    if specimens:
        locked += connection.execute(_locking().where(among(ReportTable.specimen_id, specimens))).all()
    aliases = {i for change in changes if change.entity is Entity.CLASS_ALIAS for i in change.ids}
    if aliases:
        locked += connection.execute(_counted_otherwise(aliases)).all()
    if locked:
        raise _locked_error(locked)
    _refuse_removal(connection, changes)


def locked_smears(connection: Connection) -> frozenset[int]:
    """The smears of specimens that are locked by a signed report."""
    query = select(SmearRow.id).join(ReportTable, ReportTable.specimen_id == SmearRow.specimen_id)
    return frozenset(connection.execute(query.where(ReportTable.reopened_at.is_(None))).scalars())


def _locking() -> Select[*tuple[Any, ...]]:
    return select(*_COLUMNS).where(ReportTable.reopened_at.is_(None))


def _of_smears(smear_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    if len(smear_ids) == 1:  # nearly every step
        return _of_one_smear()
    joined = _locking().join(SmearRow, SmearRow.specimen_id == ReportTable.specimen_id)
    return joined.where(among(SmearRow.id, smear_ids)).distinct()


@lru_cache(maxsize=1)
def _of_one_smear() -> Select[*tuple[Any, ...]]:
    specimen = select(SmearRow.specimen_id).where(SmearRow.id == bindparam("row_id")).scalar_subquery()
    return _locking().where(ReportTable.specimen_id == specimen)


def _parameters(smear_ids: Collection[int]) -> dict[str, int]:
    return {"row_id": next(iter(smear_ids))} if len(smear_ids) == 1 else {}


def _specimens_in(changes: Sequence[Change]) -> set[int]:
    """The specimens that a step changes, and those that it takes a smear from or adds one to."""
    found: set[int] = set()
    for change in changes:
        if change.entity is Entity.SPECIMEN:
            found.update(change.ids)
        elif change.entity is Entity.SMEAR:
            for columns in (change.before, change.after):
                found.update((columns or {}).get("specimen_id", ()))
    return found


def _counted_otherwise(alias_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    """The locked specimens with predictions, by the model of their report, of a class that now counts as another."""
    alias, table = ClassAliasRow, PredictionTable
    return (
        _locking()
        .join(SmearRow, SmearRow.specimen_id == ReportTable.specimen_id)
        .join(CellRow, CellRow.smear_id == SmearRow.id)
        .join(table, and_(table.cell_id == CellRow.id, table.model_id == ReportTable.model_id))
        .join(alias, and_(alias.code == table.code, or_(alias.model_id.is_(None), alias.model_id == table.model_id)))
        .where(among(alias.id, alias_ids))
        .distinct()
    )


def _refuse_removal(connection: Connection, changes: Sequence[Change]) -> None:
    """Raise LockedSpecimenError where a specimen or smear with a signed report, reopened or not, is removed."""
    removed = [c for c in changes if c.after is None and c.entity in (Entity.SPECIMEN, Entity.SMEAR)]
    if not removed:
        return
    query = select(*_COLUMNS, ReportTable.smears)
    for change in removed:
        for row in connection.execute(query):
            reported = [row.specimen_id] if change.entity is Entity.SPECIMEN else row.smears
            if not set(reported).isdisjoint(change.ids):
                raise _removal_error(row, whole=change.entity is Entity.SPECIMEN)


def _removal_error(row: Any, *, whole: bool) -> LockedSpecimenError:
    facts = {"code": row.specimen_code, "reader": row.signed_by, "at": full(row.signed_at)}
    if whole:
        message = Phrase(
            "Specimen {code} has a report that {reader} signed on {at}, so it cannot be removed.", **facts
        )
        return LockedSpecimenError(message, hint="", specimen_id=None)
    message = Phrase(
        "This smear is in a report of specimen {code} that {reader} signed on {at}, so it cannot be removed.", **facts
    )
    hint = Phrase("Reject its cells, or set another specimen for it.")
    return LockedSpecimenError(message, hint=hint, specimen_id=None)


def _locked_error(rows: Sequence[Any]) -> LockedSpecimenError:
    by_id = {row.specimen_id: row for row in rows}
    first, *others = (by_id[i] for i in sorted(by_id))
    facts = {"code": first.specimen_code, "reader": first.signed_by, "at": full(first.signed_at)}
    message = Phrase("Specimen {code} was signed by {reader} on {at} and is locked.", **facts)
    if others:
        message = Phrase(
            "Specimen {code} was signed by {reader} on {at} and is locked, and so are {n} others.",
            n=len(others),
            **facts,
        )
    return LockedSpecimenError(message, hint=_WAY_OUT, specimen_id=first.specimen_id)
