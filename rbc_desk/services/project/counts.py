"""Counts of a project's cells: the cached ones, available at once, and the slow counting of the others."""

from __future__ import annotations

from collections.abc import Collection

from rbc_desk.core.cells.counts import KnownCounts, Labels
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.project.project import Project


def known(project: Project, labels: Labels = Labels.SHOWN) -> KnownCounts:
    """Return the smears and the labelled cells per class as this reader sees them, without slow counting."""
    from rbc_desk.store import queries

    return queries.known_counts(project.store, viewpoint=project.viewpoint, labels=labels)


def count(project: Project, kinds: Collection[Labels] = tuple(Labels), *, task: Task = SILENT) -> None:
    """Count the cells for these kinds of labels and cache the counts. Raises CancelledError."""
    from rbc_desk.store import queries

    for index, labels in enumerate(kinds):
        part = task.part(index / len(kinds), (index + 1) / len(kinds))
        queries.count(project.store, viewpoint=project.viewpoint, labels=labels, task=part)
