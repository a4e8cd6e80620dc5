"""What a step changed, as data: it tells the widgets what to redraw, and it can be turned around (undo)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]
"""A row's columns, JSON values only."""


class Entity(StrEnum):
    """A table whose rows a step can change and undo."""

    SPECIMEN = "specimen"
    SMEAR = "smear"
    CELL = "cell"
    CELL_LABEL = "cell_label"
    CELL_CLASS = "cell_class"


class Topic(StrEnum):
    """A kind of thing that widgets show."""

    PROJECT = "project"
    CLASSES = "classes"
    SMEARS = "smears"
    CELLS = "cells"
    LABELS = "labels"
    PREDICTIONS = "predictions"
    RUNS = "runs"
    MODELS = "models"
    EVALUATIONS = "evaluations"


_TOPIC = {
    Entity.SPECIMEN: Topic.SMEARS,
    Entity.SMEAR: Topic.SMEARS,
    Entity.CELL: Topic.CELLS,
    Entity.CELL_LABEL: Topic.LABELS,
    Entity.CELL_CLASS: Topic.CLASSES,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after. `before` None: the row came into being; `after` None: it was taken away.

    Where both are given they hold the same columns: those that changed, and `row_version` where there is one.
    """

    entity: Entity
    id: int
    before: Row | None
    after: Row | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change needs a row before or after")

    def inverse(self) -> Change:
        return Change(self.entity, self.id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All that one step changed.

    `op` is the step in the user's words ("Label 3 cells"). `origin` is the object that asked for it, so that it
    can ignore its own echo. `smear_ids` and `cell_ids` are those touched; `topics` derives from the changes
    plus `more_topics` (predictions, runs and models, which are not undone).
    """

    op: str
    changes: tuple[Change, ...] = ()
    smear_ids: frozenset[int] = frozenset()
    cell_ids: frozenset[int] = frozenset()
    more_topics: frozenset[Topic] = frozenset()
    origin: object = field(default=None, compare=False)

    @property
    def topics(self) -> frozenset[Topic]:
        return self.more_topics | {_TOPIC[change.entity] for change in self.changes}

    def touches(self, *topics: Topic) -> bool:
        return not self.topics.isdisjoint(topics)

    def inverse(self) -> ChangeSet:
        """The step that undoes this one: each change turned around, the last one first."""
        return ChangeSet(
            op=self.op,
            changes=tuple(change.inverse() for change in reversed(self.changes)),
            smear_ids=self.smear_ids,
            cell_ids=self.cell_ids,
            more_topics=self.more_topics,
            origin=self.origin,
        )
