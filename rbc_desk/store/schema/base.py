"""The base of all tables, and what they share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Integer, MetaData, String, text
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
FALSE = text("false")


def once(table: str, column: str) -> Index:
    """A unique index on `column` for rows that are not removed."""
    return unique_where(f"uq_{table}_shown", column, condition="NOT removed")


def unique_where(name: str, *columns: str, condition: str) -> Index:
    """A unique index for rows that meet the condition."""
    where = text(condition)
    return Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)


def index_where(name: str, *columns: str, condition: str) -> Index:
    """An index of the rows where a truth value is true.

    SQLite uses it where a query has the same words, and queries compare truth values with 1. It answers them from the
    index alone only where the truth value is one of its columns.
    """
    return Index(name, *columns, sqlite_where=text(f"{condition} = 1"), postgresql_where=text(condition))


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it so
        dict[str, Any]: JSON,
        list[Any]: JSON,
        # as wide and in the same order on PostgreSQL as on SQLite
        int: BigInteger().with_variant(Integer, "sqlite"),
        str: String().with_variant(String(collation="C"), "postgresql"),
    }
