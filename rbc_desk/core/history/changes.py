"""A change as data: what a step changed, which widgets it concerns, and how to invert it for undo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]
"""The columns of one row, JSON values only."""

Columns = Mapping[str, Sequence[Any]]
"""The columns of many rows: one value per row, JSON values only."""


JOINED_STEPS = "joined_steps"
"""In the change log, in place of a table: an entry that says which steps are one."""


class Entity(StrEnum):
    """A table whose rows a step can change and undo."""

    SPECIMEN = "specimen"
    SMEAR = "smear"
    CELL = "cell"
    CELL_LABEL = "cell_label"
    CONSENSUS = "consensus"
    CONTROL_CELL = "control_cell"
    CHECK_ANSWER = "check_answer"
    CELL_CLASS = "cell_class"
    CLASS_ALIAS = "class_alias"
    RUN = "training_run"


class Topic(StrEnum):
    """A kind of data that widgets show."""

    PROJECT = "project"
    CLASSES = "classes"
    SMEARS = "smears"
    CELLS = "cells"
    LABELS = "labels"
    CONSENSUS = "consensus"
    CHECKS = "checks"
    PREDICTIONS = "predictions"
    RUNS = "runs"
    MODELS = "models"
    EVALUATIONS = "evaluations"


_TOPIC = {
    Entity.SPECIMEN: Topic.SMEARS,
    Entity.SMEAR: Topic.SMEARS,
    Entity.CELL: Topic.CELLS,
    Entity.CELL_LABEL: Topic.LABELS,
    Entity.CONSENSUS: Topic.CONSENSUS,
    Entity.CONTROL_CELL: Topic.CHECKS,
    Entity.CHECK_ANSWER: Topic.CHECKS,
    Entity.CELL_CLASS: Topic.CLASSES,
    Entity.CLASS_ALIAS: Topic.CLASSES,
    Entity.RUN: Topic.RUNS,
}


def topic_of(entity: Entity) -> Topic:
    """The kind of data that the rows of a table are."""
    return _TOPIC[entity]


@dataclass(frozen=True, slots=True)
class Change:
    """Rows of one table before and after, by column. Each column has one value per row, in the order of `ids`.

    `before` None: the rows were added. `after` None: they were removed. Otherwise both have the same columns: those
    that changed, and `row_version` if the table has it.
    """

    entity: Entity
    ids: tuple[int, ...]
    before: Columns | None
    after: Columns | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change needs rows before or after")
        n = len(self.ids)
        for columns in (self.before, self.after):
            for values in () if columns is None else columns.values():
                if len(values) != n:
                    raise ValueError("a column needs a value per row")

    @classmethod
    def of_row(cls, entity: Entity, row_id: int, before: Row | None, after: Row | None) -> Change:
        """The change of a single row."""
        return cls(entity, (row_id,), _columns(before), _columns(after))

    def inverse(self) -> Change:
        return Change(self.entity, self.ids, self.after, self.before)

    def rows(self) -> Iterator[tuple[int, Row | None, Row | None]]:
        """Each row's id, and its columns before and after."""
        for index, row_id in enumerate(self.ids):
            yield row_id, _row(self.before, index), _row(self.after, index)


def _columns(row: Row | None) -> Columns | None:
    return None if row is None else {name: [value] for name, value in row.items()}


def _row(columns: Columns | None, index: int) -> Row | None:
    return None if columns is None else {name: values[index] for name, values in columns.items()}


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Everything that one step changed.

    `op` is the step in the user's words ("Label 3 cells"). `origin` is the object that requested it, so that it can
    ignore its own change. `smear_ids` and `cell_ids` are the changed ones. `topics` are derived from the changes,
    plus `more_topics` (predictions, runs and models, which cannot be undone). `steps`: the ids in the change log of
    the steps that committed it; `reverts`: of those that it undoes or redoes.
    """

    op: str
    changes: tuple[Change, ...] = ()
    smear_ids: frozenset[int] = frozenset()
    cell_ids: frozenset[int] = frozenset()
    more_topics: frozenset[Topic] = frozenset()
    origin: object = field(default=None, compare=False)
    steps: tuple[str, ...] = field(default=(), compare=False)
    reverts: tuple[str, ...] = field(default=(), compare=False)

    @property
    def topics(self) -> frozenset[Topic]:
        return self.more_topics | {topic_of(change.entity) for change in self.changes}

    def touches(self, *topics: Topic) -> bool:
        return not self.topics.isdisjoint(topics)

    def inverse(self) -> ChangeSet:
        """The step that undoes this one: each change inverted, in reverse order."""
        return ChangeSet(
            op=self.op,
            changes=tuple(change.inverse() for change in reversed(self.changes)),
            smear_ids=self.smear_ids,
            cell_ids=self.cell_ids,
            more_topics=self.more_topics,
            origin=self.origin,
            reverts=self.steps,
        )
