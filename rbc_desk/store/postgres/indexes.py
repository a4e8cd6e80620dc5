"""Compares the indexes of a database on a PostgreSQL server with their tables, by the server's extension amcheck."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from rbc_desk.core.task import SILENT, Task
from rbc_desk.store.schema.entities import METADATA

NOT_FITTING = "does not fit its table"
"""What a line about an index contains."""
_MAY = (
    "SELECT coalesce(has_function_privilege(to_regprocedure('bt_index_check(regclass, boolean)'), 'EXECUTE'), false)"
)
_INDEXES = (
    "SELECT one.oid::bigint, one.relname FROM pg_index i JOIN pg_class one ON one.oid = i.indexrelid"
    " JOIN pg_class t ON t.oid = i.indrelid JOIN pg_am a ON a.oid = one.relam"
    " WHERE a.amname = 'btree' AND i.indisvalid AND t.relname = ANY(%(tables)s) AND pg_table_is_visible(t.oid)"
    " ORDER BY one.relname"
)
_CHECK = "SELECT bt_index_check(%(index)s::regclass, true)"


def problems_of_indexes(connection: Connection, *, task: Task = SILENT, most: int = 1) -> list[str]:
    """A line for each index that lacks rows of its table or is damaged, `most` of them at most.

    None without the extension, or where the account may not use it. Raises CancelledError.
    """
    found: list[str] = []
    if not connection.exec_driver_sql(_MAY).scalar():
        return found
    tables = [table.name for table in METADATA.sorted_tables]
    for index, name in connection.exec_driver_sql(_INDEXES, {"tables": tables}).all():
        task.raise_if_stopped()
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(_CHECK, {"index": index})
        except SQLAlchemyError as error:
            cause = getattr(error, "orig", None) or error
            found.append(f"{name} {NOT_FITTING}: {str(cause).splitlines()[0]}")
            if len(found) == most:
                break
    return found
