"""Selects rows by any number of ids in one statement."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from rbc_desk.store.sql.json_functions import numbers

_MOST_KEPT = 20_000  # ids, whose text takes 150 kB


def ids_query(ids: Iterable[int]) -> Select[tuple[int]]:
    """The ids as the rows of a query, in a column `value`.

    They are passed as one JSON value, because one variable per id is slow for ten thousand, and SQLite allows 32 766.
    """
    listed = tuple(ids)
    text = _kept_json(listed) if len(listed) <= _MOST_KEPT else json.dumps(listed)
    return select(numbers(text).c.value)


@lru_cache(maxsize=4)  # the statements of a step name the same cells and labels many times
def _kept_json(ids: tuple[int, ...]) -> str:
    return json.dumps(ids)


def among(key: Any, ids: Collection[int]) -> ColumnElement[bool]:
    """The condition that a row's key is one of these."""
    # a key press changes a single row, for which a plain comparison takes half the time
    found: ColumnElement[bool] = key == next(iter(ids)) if len(ids) == 1 else key.in_(ids_query(ids))
    return found
