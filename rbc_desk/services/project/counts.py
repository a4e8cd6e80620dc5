"""Counts of a project's cells for who must not wait: what is known at once, and the counting of the rest."""

from __future__ import annotations

from collections.abc import Collection

from rbc_desk.core.counts import KnownCounts, Labels
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.project.project import Project


def known(project: Project, labels: Labels = Labels.SHOWN) -> KnownCounts:
    """The smears and the labelled cells per class as this reader sees them, without counting many cells."""
    from rbc_desk.store import queries

    return queries.known_counts(project.store, viewpoint=project.viewpoint, labels=labels)


def count(project: Project, kinds: Collection[Labels] = tuple(Labels), *, task: Task = SILENT) -> None:
    """Have everything counted that these kinds of labels need. Raises CancelledError."""
    from rbc_desk.store import queries

    for place, labels in enumerate(kinds):
        part = task.part(place / len(kinds), (place + 1) / len(kinds))
        queries.count(project.store, viewpoint=project.viewpoint, labels=labels, task=part)
