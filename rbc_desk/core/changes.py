"""A change as data: what a step changed, which widgets it concerns, and how to invert it for undo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]
"""A row's columns, JSON values only."""

Columns = Mapping[str, Sequence[Any]]
"""The columns of many rows: a value per row, JSON values only."""


class Entity(StrEnum):
    """A table whose rows a step can change and undo."""

    SPECIMEN = "specimen"
    SMEAR = "smear"
    CELL = "cell"
    CELL_LABEL = "cell_label"
    CELL_CLASS = "cell_class"
    CLASS_ALIAS = "class_alias"
    RUN = "training_run"


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
    Entity.CLASS_ALIAS: Topic.CLASSES,
    Entity.RUN: Topic.RUNS,
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
class BulkChange:
    """Many rows of one table, column by column: as `Change`, with a value per row, in the order of `ids`.

    Ten thousand cells labelled in one go are so two of these instead of twenty thousand changes.
    """

    entity: Entity
    ids: tuple[int, ...]
    before: Columns | None
    after: Columns | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change needs rows before or after")
        for values in (*(self.before or {}).values(), *(self.after or {}).values()):
            if len(values) != len(self.ids):
                raise ValueError("a column needs a value a row")

    def inverse(self) -> BulkChange:
        return BulkChange(self.entity, self.ids, self.after, self.before)

    def single(self, index: int) -> Change:
        """What happened to the row `ids[index]`."""

        def row(columns: Columns | None) -> Row | None:
            return None if columns is None else {name: values[index] for name, values in columns.items()}

        return Change(self.entity, self.ids[index], row(self.before), row(self.after))


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All that one step changed.

    `op` is the step in the user's words ("Label 3 cells"). `origin` is the object that asked for it, so that it
    can ignore its own echo. `smear_ids` and `cell_ids` are those touched; `topics` derives from the changes
    plus `more_topics` (predictions, runs and models, which are not undone).
    """

    op: str
    changes: tuple[Change | BulkChange, ...] = ()
    smear_ids: frozenset[int] = frozenset()
    cell_ids: frozenset[int] = frozenset()
    more_topics: frozenset[Topic] = frozenset()
    origin: object = field(default=None, compare=False)

    @property
    def topics(self) -> frozenset[Topic]:
        return self.more_topics | {_TOPIC[change.entity] for change in self.changes}

    def touches(self, *topics: Topic) -> bool:
        return not self.topics.isdisjoint(topics)

    def each(self) -> Iterator[Change]:
        """The changes row by row."""
        for change in self.changes:
            if isinstance(change, Change):
                yield change
            else:
                yield from map(change.single, range(len(change.ids)))

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
