"""How the classes of models count in the project. The functions take a connection with one consistent state."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, func, select

from rbc_desk.core.models.code_map import ClassAlias, CodeMap, code_map
from rbc_desk.store.schema.tables import CellClassRow, ClassAliasRow, ModelTable

SHOWN_CLASSES = (
    select(CellClassRow.__table__).where(~CellClassRow.removed).order_by(CellClassRow.ordinal, CellClassRow.id)
)
_ALIASES = select(ClassAliasRow.code, ClassAliasRow.target, ClassAliasRow.model_id).where(~ClassAliasRow.removed)
HAS_ALIASES = select(func.count()).select_from(ClassAliasRow).where(~ClassAliasRow.removed).scalar_subquery()
"""The number of aliases, as a column that tells a query of cells whether it needs them."""


def maps_of(connection: Connection) -> dict[int, CodeMap]:
    """How the classes of each model count, by model id."""
    codes = {row.id: tuple(row.codes) for row in connection.execute(select(ModelTable.id, ModelTable.codes))}
    return maps_for(connection, codes, known={row.code for row in connection.execute(SHOWN_CLASSES)})


def maps_for(
    connection: Connection, models: Mapping[int, tuple[str, ...]], *, known: Collection[str]
) -> dict[int, CodeMap]:
    """How the classes of these models (codes by id) count in a project with the `known` classes."""
    aliases = aliases_in(connection)
    return {i: code_map(codes, model_id=i, aliases=aliases, known=known) for i, codes in models.items()}


def aliases_in(connection: Connection) -> tuple[ClassAlias, ...]:
    """The aliases of class codes, oldest first."""
    rows = connection.execute(_ALIASES.order_by(ClassAliasRow.id))
    return tuple(ClassAlias(row.code, row.target, row.model_id) for row in rows)
