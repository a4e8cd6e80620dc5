"""Maps a model's classes to those of a project that names them differently or lacks some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rbc_desk.core.changes import ChangeSet, Entity, Topic
from rbc_desk.core.class_names import ClassNames
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.cells import classes
from rbc_desk.services.models import evaluation
from rbc_desk.services.project.project import Project

OTHER = "other"
"""What stands on the command line for no class of the project."""


@dataclass(frozen=True, slots=True)
class ModelClass:
    """A class of a model: `counted_as` is the code of the project's class; None: counted separately.

    `suggestion` is the project's class of that name, offered where the class is kept.
    """

    code: str
    name: str
    counted_as: str | None
    suggestion: str | None


def classes_of(project: Project, *, model_id: int) -> tuple[ModelClass, ...]:
    """The classes of a model in its order. Raises UnknownNameError."""
    from rbc_desk.store import queries

    model, own = evaluation.model(project, model_id=model_id), queries.class_set(project.store)
    known = ClassNames(own)
    told = classes.names(project) | dict(zip(model.codes, model.class_names, strict=False))
    return tuple(
        ModelClass(
            code=code,
            name=told.get(code, code),
            counted_as=shown if shown in own else None,
            suggestion=known.code_of(told.get(code, code)),
        )
        for code, shown in zip(model.code_map.codes, model.code_map.counted_as, strict=True)
    )


def lacking(project: Project, *, model_id: int) -> tuple[ModelClass, ...]:
    """The classes of a model that count as none of the project's."""
    return tuple(one for one in classes_of(project, model_id=model_id) if one.counted_as is None)


def count_as(project: Project, *, model_id: int, mapping: Mapping[str, str | None]) -> ChangeSet:
    """Count classes of a model (by its codes) as those of the project (codes or names), None: as its own.

    One step that can be undone; stored predictions follow. Raises UnknownNameError, SettingsError for a code that the
    model does not know.
    """
    from rbc_desk.store import queries

    model = evaluation.model(project, model_id=model_id)
    targets: dict[str, str | None] = {}
    for code, word in mapping.items():
        if code not in model.codes:
            raise _no_such(code, model.codes)
        targets[code] = classes.find_class(project, word) if word is not None else None
    before = queries.model_aliases(project.store, model_id=model_id)
    op = Phrase("Map the classes of model {name}", name=model.name)
    with project.store.transact(op, reader=project.reader) as tx:
        for code, target in targets.items():
            if code in before:
                tx.update(Entity.CLASS_ALIAS, before[code], {"target": target})
            else:
                tx.insert(Entity.CLASS_ALIAS, {"model_id": model_id, "code": code, "target": target})
        tx.touch(Topic.PREDICTIONS)
        tx.touch(Topic.MODELS)
    return tx.changeset


def named_mapping(project: Project, mapping: Mapping[str, str | None], *, model_id: int) -> dict[str, str | None]:
    """A mapping of codes or names as one of codes; `other`, or nothing, keeps a class as the model's own.

    Raises SettingsError, UnknownNameError.
    """
    own = classes_of(project, model_id=model_id)
    by_word = {one.name.casefold(): one.code for one in own} | {one.code: one.code for one in own}
    found: dict[str, str | None] = {}
    for word, target in mapping.items():
        code = by_word.get(word) or by_word.get(word.casefold())
        if code is None:
            raise _no_such(word, [one.code for one in own])
        found[code] = classes.find_class(project, target) if target and target != OTHER else None
    return found


def _no_such(word: str, codes: Iterable[str]) -> SettingsError:
    return SettingsError(
        Phrase("The model has no class {word!r}.", word=word),
        hint=Phrase("Its classes are: {names}.", names=", ".join(codes)),
    )
