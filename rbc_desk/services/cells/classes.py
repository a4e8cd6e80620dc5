"""Edits the classes of a project: add, rename, recolour, reorder, merge. A code is never changed or reused."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rbc_desk.core.cells.counts import Labels
from rbc_desk.core.class_names import ClassNames
from rbc_desk.core.classes import CellClass, ClassSet, new_code
from rbc_desk.core.errors import RbcDeskError, UnknownNameError
from rbc_desk.core.history.changes import ChangeSet, Entity, Topic
from rbc_desk.core.models.code_map import follow
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.project import counts
from rbc_desk.services.project.project import Project

# The colour-blind safe hues of Okabe and Ito, then darker and lighter variants of them.
_COLOURS = (
    "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7",
    "#8a5f00", "#1b6d9c", "#00573f", "#a39700", "#003e61", "#803800", "#8f3f6c",
    "#ffcf70", "#a9dbf7", "#5fd9b3", "#ff9d5c", "#eab8d3", "#9a9a9a",
)  # fmt: skip


def add_class(project: Project, *, name: str, colour: str | None = None) -> ChangeSet:
    """Add a class at the end. Raises RbcDeskError where the name is empty or in use."""
    from rbc_desk.store import queries

    classes = queries.class_set(project.store)
    free = next((c for c in _COLOURS if c not in {k.colour for k in classes}), _COLOURS[0])
    try:
        code = new_code(name.strip(), taken=queries.used_codes(project.store) | {*classes.codes})
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
    """Rename a class; labels and bundles keep its code. Raises RbcDeskError where the name is empty or in use."""
    classes = project.class_set()
    name = name.strip()
    if not name or any(c.name.casefold() == name.casefold() and c.code != code for c in classes):
        raise RbcDeskError(
            Phrase("{name!r} cannot be used as the name: it is empty or already in use.", name=name),
            hint="Choose another name.",
        )
    return _update(project, code, {"name": name}, op=Phrase("Rename class to {name}", name=name))


def recolour_class(project: Project, *, code: str, colour: str) -> ChangeSet:
    """Change the colour of a class, `#rrggbb`."""
    return _update(project, code, {"colour": colour.lower()}, op="Change class colour")


def move_class(project: Project, *, code: str, to_index: int) -> ChangeSet:
    """Move a class to another index (from 0) in the order, which the keys follow."""
    codes = [c for c in project.class_set().codes if c != code]
    codes.insert(to_index, code)
    ids = _ids(project)
    with project.store.transact("Reorder classes", reader=project.reader) as tx:
        tx.update_many(Entity.CELL_CLASS, {ids[c]: {"ordinal": i} for i, c in enumerate(codes)})
    return tx.changeset


def remove_class(project: Project, *, code: str) -> ChangeSet:
    """Remove a class. Raises RbcDeskError while a label of any reader uses it."""
    with project.store.transact(Phrase("Remove class {code}", code=code), reader=project.reader) as tx:
        used = tx.n_labels(code)
        if used:
            if project.viewpoint.blinded:
                raise RbcDeskError(Phrase("This class is in use."), hint="Give these cells another class first.")
            raise RbcDeskError(
                Phrase("{n} cell has this class." if used == 1 else "{n} cells have this class.", n=used),
                hint="Give these cells another class first.",
            )
        tx.remove(Entity.CELL_CLASS, _ids(project)[code])
    return tx.changeset


def names(project: Project) -> dict[str, str]:
    """The names of all classes that the project has or had, by code."""
    from rbc_desk.store import queries

    return queries.class_names(project.store)


def label_counts(project: Project, *, task: Task = SILENT) -> dict[str, int]:
    """The number of labels by class code, one label per cell and reader.

    A blinded reader's counts include only their own labels. Raises CancelledError.
    """
    counts.count(project, [Labels.EVERY], task=task)
    return dict(counts.known(project, Labels.EVERY).by_class)


def merge_classes(project: Project, *, codes: Sequence[str], into: str) -> ChangeSet:
    """Merge the classes `codes` into the class `into`, in one step that can be undone.

    Labels of these classes become labels of `into` for every reader, and predictions of them count as `into`.
    Existing snapshots and models keep their classes. Raises UnknownNameError, RbcDeskError where there is nothing to
    merge.
    """
    from rbc_desk.store import queries

    classes = queries.class_set(project.store)
    ids = queries.class_ids(project.store)
    for code in (*codes, into):
        if code not in classes:
            raise _unknown(classes, code)
    leaving = [code for code in dict.fromkeys(codes) if code != into]
    if not leaving:
        raise RbcDeskError(Phrase("There is nothing to merge."), hint="Choose two or more classes.")
    names = Phrase.joined(", ", [classes[code].name for code in leaving])
    op = Phrase("Merge {names} into {name}", names=names, name=Phrase(classes[into].name))
    with project.store.transact(op, reader=project.reader) as tx:
        for code in leaving:
            tx.move_labels(code, into=into)
            tx.insert(Entity.CLASS_ALIAS, {"model_id": None, "code": code, "target": into})
            tx.remove(Entity.CELL_CLASS, ids[code])
        tx.touch(Topic.PREDICTIONS)
    return tx.changeset


def class_finder(project: Project) -> Callable[[str | None], str | None]:
    """Return a function that finds a class code by a code, a name, or the name of a merged class.

    The function returns None for an unknown name.
    """
    from rbc_desk.store import queries

    classes, merged = queries.class_set(project.store), queries.merged_codes(project.store)
    names = ClassNames(classes)
    previous = {name.casefold(): code for code, name in queries.class_names(project.store).items() if code in merged}

    def code_of(name: str | None) -> str | None:
        if not name:
            return None
        found = names.code_of(name)
        if found is None:
            current = follow(previous.get(name.strip().casefold(), name), merged=merged, known=classes.codes)
            found = current if current in classes else None
        return found

    return code_of


def find_class(project: Project, name: str) -> str:
    """Find a class code by code or name. Raises UnknownNameError, whose hint lists the classes."""
    from rbc_desk.store import queries

    classes = queries.class_set(project.store)
    code = ClassNames(classes).code_of(name)
    if code is None:
        raise _unknown(classes, name)
    return code


def _unknown(classes: ClassSet, name: str) -> UnknownNameError:
    return UnknownNameError(
        Phrase("The project has no class {code!r}.", code=name),
        hint=Phrase("Its classes are: {names}.", names=", ".join(classes.codes)),
    )


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
    used = {c.letters for c in classes}
    alphanumeric = "".join(ch for ch in name if ch.isalnum()) or "?"
    first = alphanumeric[0].upper()
    choices = [first[:3], *((first + ch.lower())[:3] for ch in alphanumeric[1:])]
    return next((letters for letters in choices if letters not in used), alphanumeric[:3])
