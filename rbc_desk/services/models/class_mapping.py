"""Maps a model's classes to those of a project where names differ or classes are missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rbc_desk.core.class_names import ClassNames
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.history.changes import ChangeSet, Entity, Topic
from rbc_desk.core.models.code_map import follow
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.cells import classes
from rbc_desk.services.models import evaluation
from rbc_desk.services.project.project import Project

if TYPE_CHECKING:
    from rbc_desk.learn.bundles.bundle import Bundle

OTHER = "other"
"""The word on the command line for "no class of the project"."""


@dataclass(frozen=True, slots=True)
class ModelClass:
    """A class of a model. `counted_as`: the code of the project's class; None where it is counted separately.

    `suggestion`: the project's class of that name, to suggest where the class is counted separately.
    """

    code: str
    name: str
    counted_as: str | None
    suggestion: str | None

    @property
    def meant(self) -> str | None:
        """The project's class that it counts as, or else the one that is suggested."""
        return self.counted_as or self.suggestion


def classes_of_bundle(project: Project, bundle: Bundle) -> tuple[ModelClass, ...]:
    """The classes of a bundle as they would count in the project, before it becomes one of its models."""
    own, merged = project.class_set(), _merged(project)
    known = ClassNames(own)
    rows = []
    for code, name in zip(bundle.codes, bundle.class_names, strict=True):
        shown = follow(code, merged=merged, known=own.codes)
        rows.append(ModelClass(code, name, shown if shown in own else None, known.suggestion_of(name)))
    return tuple(rows)


def classes_of(project: Project, *, model_id: int) -> tuple[ModelClass, ...]:
    """The classes of a model, in the model's order. Raises UnknownNameError."""
    from rbc_desk.store import queries

    model, classes_of_project = evaluation.model(project, model_id=model_id), queries.class_set(project.store)
    known = ClassNames(classes_of_project)
    names = classes.names(project) | dict(zip(model.codes, model.class_names, strict=False))
    return tuple(
        ModelClass(
            code=code,
            name=names.get(code, code),
            counted_as=shown if shown in classes_of_project else None,
            suggestion=known.suggestion_of(names.get(code, code)),
        )
        for code, shown in zip(model.code_map.codes, model.code_map.counted_as, strict=True)
    )


def unmatched_classes(project: Project, *, model_id: int) -> tuple[ModelClass, ...]:
    """The classes of a model that do not count as a class of the project."""
    return tuple(one for one in classes_of(project, model_id=model_id) if one.counted_as is None)


def count_as(project: Project, *, model_id: int, mapping: Mapping[str, str | None]) -> ChangeSet:
    """Count classes of a model (by code) as classes of the project (code or name), or separately (None).

    It is one step that can be undone, and applies to stored predictions. Raises UnknownNameError, SettingsError for a
    code that the model does not have.
    """
    from rbc_desk.store import queries

    model = evaluation.model(project, model_id=model_id)
    targets: dict[str, str | None] = {}
    for code, name in mapping.items():
        if code not in model.codes:
            raise _no_such(code, model.codes)
        targets[code] = classes.find_class(project, name) if name is not None else None
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
    """Return a mapping of codes or names as a mapping of codes. `other` or None counts a class separately.

    Raises SettingsError, UnknownNameError.
    """
    model_classes = classes_of(project, model_id=model_id)
    by_name = {one.name.casefold(): one.code for one in model_classes} | {one.code: one.code for one in model_classes}
    mapped: dict[str, str | None] = {}
    for name, target in mapping.items():
        code = by_name.get(name) or by_name.get(name.casefold())
        if code is None:
            raise _no_such(name, [one.code for one in model_classes])
        mapped[code] = classes.find_class(project, target) if target and target != OTHER else None
    return mapped


def _merged(project: Project) -> Mapping[str, str]:
    from rbc_desk.store import queries

    return queries.merged_codes(project.store)


def _no_such(name: str, codes: Iterable[str]) -> SettingsError:
    return SettingsError(
        Phrase("The model has no class {word!r}.", word=name),
        hint=Phrase("Its classes are: {names}.", names=", ".join(codes)),
    )
