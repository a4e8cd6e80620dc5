"""Queries on classes: those of the project and those of models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from rbc_desk.core.classes import OTHER_COLOUR, CellClass, ClassSet
from rbc_desk.core.models.code_map import CodeMap
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.schema.tables import CellClassRow, CellLabelRow, ClassAliasRow, Meta, ModelTable
from rbc_desk.store.sql.class_maps import SHOWN_CLASSES, aliases_in, maps_for, maps_of

if TYPE_CHECKING:
    from rbc_desk.store.store import Store

_OTHER_LETTERS = "?"
_SET_NAME = select(Meta.value).where(Meta.key == "class_set_name")


def class_set(store: Store) -> ClassSet:
    """The project's classes in their order."""
    with store.reading() as connection:
        return _class_set(connection)


def class_set_with_others(store: Store) -> ClassSet:
    """The project's classes, and those that only models have, with the name in the newest of these models."""
    with store.reading() as connection:
        classes = _class_set(connection)
        names = _removed_names(connection)
        models = connection.execute(
            select(ModelTable)
            .with_only_columns(ModelTable.id, ModelTable.codes, ModelTable.class_names)
            .order_by(ModelTable.id)
        ).all()
        maps = maps_for(connection, {m.id: tuple(m.codes) for m in models}, known=classes.codes)
    others: dict[str, CellClass] = {}
    for model in models:
        names_in_model = dict(zip(model.codes, model.class_names, strict=False))
        for code, shown in zip(maps[model.id].codes, maps[model.id].counted_as, strict=True):
            if shown not in classes:
                name = Phrase("Other: {name}", name=Phrase(names_in_model.get(code) or names.get(code, code)))
                others[shown] = CellClass(shown, name, OTHER_COLOUR, _OTHER_LETTERS)
    return ClassSet(classes.name, classes.classes, tuple(others.values()))


def class_ids(store: Store) -> dict[str, int]:
    """The row id of each class of the project, by code."""
    with store.reading() as connection:
        return {row.code: row.id for row in connection.execute(SHOWN_CLASSES)}


def class_names(store: Store) -> dict[str, str]:
    """The names of all classes that the project has or had, by code."""
    with store.reading() as connection:
        return _removed_names(connection) | {row.code: row.name for row in connection.execute(SHOWN_CLASSES)}


def used_codes(store: Store) -> frozenset[str]:
    """Every code that was ever used in the project. None of them may be used for a new class."""
    with store.reading() as connection:
        found = set(connection.execute(select(CellClassRow.code)).scalars())
        found |= set(connection.execute(select(CellLabelRow.code).distinct()).scalars())
        found |= {row.code for row in connection.execute(select(ClassAliasRow.code))}
        found |= {code for codes in connection.execute(select(ModelTable.codes)).scalars() for code in codes}
        found |= {code for one in maps_of(connection).values() for code in one.counted_as}
    return frozenset(found)


def newest_label(store: Store) -> int:
    """The id of the newest label of any reader; 0: there is none. Labels are only ever added."""
    with store.reading() as connection:
        return connection.scalar(select(func.max(CellLabelRow.id))) or 0


def merged_codes(store: Store) -> dict[str, str]:
    """The code that each merged class was merged into, by its code."""
    with store.reading() as connection:
        return {a.code: a.target for a in aliases_in(connection) if a.model_id is None and a.target is not None}


def code_maps(store: Store) -> dict[int, CodeMap]:
    """How the classes of each model count, by model id."""
    with store.reading() as connection:
        return maps_of(connection)


def model_aliases(store: Store, *, model_id: int) -> dict[str, int]:
    """The row ids of this model's class aliases, by code."""
    query = select(ClassAliasRow.code, ClassAliasRow.id).where(
        ~ClassAliasRow.removed, ClassAliasRow.model_id == model_id
    )
    with store.reading() as connection:
        return {row.code: row.id for row in connection.execute(query)}


def _class_set(connection: Connection) -> ClassSet:
    rows = connection.execute(SHOWN_CLASSES).all()
    name = connection.execute(_SET_NAME).scalar() or ""
    return ClassSet(name, tuple(CellClass(row.code, row.name, row.colour, row.letters) for row in rows))


def _removed_names(connection: Connection) -> dict[str, str]:
    query = select(CellClassRow.code, CellClassRow.name).where(CellClassRow.removed).order_by(CellClassRow.id)
    return {row.code: row.name for row in connection.execute(query)}
