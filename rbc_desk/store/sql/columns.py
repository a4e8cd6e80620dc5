"""Reads many rows as columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, CursorResult


def columns_of(result: CursorResult[Any], table_columns: Sequence[ColumnElement[Any]]) -> list[list[Any]]:
    """All rows of a result, as one list of values per column. `table_columns`: the ones that the query selects.

    Equal to the columns of `result.all()`, in less time for ten thousand rows: the rows are the driver's own tuples,
    and only columns whose values it has in another form (truth values, JSON) are converted.
    """
    rows = result.cursor.fetchall() if result.cursor is not None else []
    codes = [entry[1] for entry in result.cursor.description] if result.cursor is not None and rows else []
    result.close()
    if not rows:
        return [[] for _ in table_columns]
    columns: list[list[Any]] = []
    for column, code, values in zip(table_columns, codes, zip(*rows, strict=True), strict=True):
        convert = column.type.dialect_impl(result.dialect).result_processor(result.dialect, code)
        columns.append([*values] if convert is None else [*map(convert, values)])
    return columns
