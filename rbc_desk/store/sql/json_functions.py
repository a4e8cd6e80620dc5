"""Functions on JSON texts as tables, in the words of each database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, String, TableValuedAlias, column, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _Numbers(FunctionElement[Any]):
    """The whole numbers of a JSON list as rows."""

    name = "numbers"
    inherit_cache = True


class _Entries(FunctionElement[Any]):
    """The entries of a JSON object, whose values are texts, as rows."""

    name = "entries"
    inherit_cache = True


def numbers(text: str) -> TableValuedAlias:
    """The whole numbers of a JSON list as rows with the column `value`."""
    return _Numbers(literal(text, String)).table_valued(column("value", Integer))


def entries(text: ColumnElement[Any]) -> TableValuedAlias:
    """The entries of a JSON object of texts as rows with the columns `key` and `value`."""
    return _Entries(text).table_valued(column("key", String), column("value", String))


@compiles(_Numbers, "sqlite")
@compiles(_Entries, "sqlite")
def _sqlite(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Numbers, "postgresql")
def _numbers_on_postgres(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    # an array tells the planner its length, which JSON does not
    text = compiler.process(element.clauses, **options)
    return f"(SELECT unnest(CAST(translate({text}, '[]', '{{}}') AS BIGINT[])) AS value)"


@compiles(_Entries, "postgresql")
def _entries_on_postgres(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    return f"json_each_text(CAST({compiler.process(element.clauses, **options)} AS JSON))"
