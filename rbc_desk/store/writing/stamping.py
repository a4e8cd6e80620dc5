"""Version numbers of smears, which grow with every step, so that cached counts can be checked."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, ScalarSelect, Update, bindparam, exists, func, insert, select, update

from rbc_desk.store.schema.tables import SmearRow, SmearVersionTable
from rbc_desk.store.sql.id_filter import among


def stamp_smears(connection: Connection, smear_ids: Collection[int]) -> None:
    """Set the version of these smears to the next number. Call it within a writing transaction."""
    if not smear_ids:
        return
    table = SmearVersionTable
    if len(smear_ids) == 1:  # nearly every step
        stamped = connection.execute(_stamp_one(), {"row_id": next(iter(smear_ids))})
    else:
        changed = update(table).where(among(table.smear_id, smear_ids)).values(version=_next())
        stamped = connection.execute(changed.execution_options(synchronize_session=False))
    if stamped.rowcount < len(smear_ids):
        known = exists().where(table.smear_id == SmearRow.id)
        new = select(SmearRow.id, _next()).where(among(SmearRow.id, smear_ids), ~known)
        connection.execute(insert(table).from_select(["smear_id", "version"], new))


def _next() -> ScalarSelect[Any]:
    return select(func.coalesce(func.max(SmearVersionTable.version), 0) + 1).scalar_subquery()


@lru_cache(maxsize=1)
def _stamp_one() -> Update:
    table = SmearVersionTable.__table__
    return update(table).where(table.c.smear_id == bindparam("row_id")).values(version=_next())  # type: ignore[arg-type]
