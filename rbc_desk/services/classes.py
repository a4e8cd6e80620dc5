"""The project's classes: added, renamed, recoloured, put in another order; a code never changes."""

from __future__ import annotations

from rbc_desk.core.changes import ChangeSet, Entity
from rbc_desk.core.classes import CellClass, ClassSet, code_from_name
from rbc_desk.core.errors import RbcDeskError, UnknownNameError
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.project import Project

# Okabe and Ito's colour-blind safe hues, then two lightness variants of them.
_COLOURS = (
    "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7",
    "#8a5f00", "#1b6d9c", "#00573f", "#a39700", "#003e61", "#803800", "#8f3f6c",
    "#ffcf70", "#a9dbf7", "#5fd9b3", "#ff9d5c", "#eab8d3", "#9a9a9a",
)  # fmt: skip


def add_class(project: Project, *, name: str, colour: str | None = None) -> ChangeSet:
    """Append a class. Raises RbcDeskError where the name is empty or taken."""
    classes = project.class_set()
    free = next((c for c in _COLOURS if c not in {k.colour for k in classes}), _COLOURS[0])
    try:
        code = code_from_name(name)
        new = CellClass(code, name.strip(), colour or free, _letters(name, classes))
        ClassSet(classes.name, (*classes, new))
    except ValueError as error:
        raise RbcDeskError(
            Phrase("The class {name!r} cannot be added: {error}.", name=name, error=error.args[0]),
            hint="Choose another name.",
        ) from error
    with project.store.transact(Phrase("Add class {name}", name=Phrase(new.name)), reader=project.reader) as tx:
        values = {"code": code, "name": new.name, "colour": new.colour, "letters": new.letters}
        tx.insert(Entity.CELL_CLASS, {**values, "ordinal": len(classes)})
    return tx.changeset


def rename_class(project: Project, *, code: str, name: str) -> ChangeSet:
    """Give a class another name; labels and bundles keep its code. Raises RbcDeskError."""
    classes = project.class_set()
    name = name.strip()
    if not name or any(c.name.casefold() == name.casefold() and c.code != code for c in classes):
        raise RbcDeskError(
            Phrase("{name!r} cannot be the name: it is empty or taken.", name=name), hint="Choose another name."
        )
    return _update(project, code, {"name": name}, op=Phrase("Rename class to {name}", name=name))


def recolour_class(project: Project, *, code: str, colour: str) -> ChangeSet:
    """Give a class another colour, `#rrggbb`."""
    return _update(project, code, {"colour": colour.lower()}, op="Recolour class")


def move_class(project: Project, *, code: str, to_index: int) -> ChangeSet:
    """Put a class at another place in the order (from 0); the keys follow the order."""
    codes = [c for c in project.class_set().codes if c != code]
    codes.insert(to_index, code)
    ids = _ids(project)
    with project.store.transact("Reorder classes", reader=project.reader) as tx:
        tx.update_many(Entity.CELL_CLASS, {ids[c]: {"ordinal": i} for i, c in enumerate(codes)})
    return tx.changeset


def remove_class(project: Project, *, code: str) -> ChangeSet:
    """Take a class away. Raises RbcDeskError while a label of any reader uses it."""
    from rbc_desk.store import queries

    used = queries.label_counts(project.store, reader=None).get(code, 0)
    if used:
        raise RbcDeskError(
            Phrase("{n} cell carries this class." if used == 1 else "{n} cells carry this class.", n=used),
            hint="Give these cells another class first.",
        )
    with project.store.transact(Phrase("Remove class {code}", code=code), reader=project.reader) as tx:
        tx.remove(Entity.CELL_CLASS, _ids(project)[code])
    return tx.changeset


def _ids(project: Project) -> dict[str, int]:
    from rbc_desk.store import queries

    return queries.class_ids(project.store)


def _update(project: Project, code: str, values: dict[str, object], *, op: str) -> ChangeSet:
    ids = _ids(project)
    if code not in ids:
        raise UnknownNameError(Phrase("The project has no class {code!r}.", code=code))
    with project.store.transact(op, reader=project.reader) as tx:
        tx.update(Entity.CELL_CLASS, ids[code], values)
    return tx.changeset


def _letters(name: str, classes: ClassSet) -> str:
    taken = {c.letters for c in classes}
    word = "".join(ch for ch in name if ch.isalnum()) or "?"
    choices = [word[0].upper(), *(word[0].upper() + ch.lower() for ch in word[1:])]
    return next((letters for letters in choices if letters not in taken), word[:3])
