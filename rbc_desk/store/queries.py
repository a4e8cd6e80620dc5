"""Queries on smears, cells, labels and classes. Every answer is a frozen value."""

from __future__ import annotations

from sqlalchemy import select

from rbc_desk.core.cells import SmearInfo
from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.reads.cells import (
    cell_table,
    cells,
    cells_by_id,
    labelled_cell_ids,
    labelled_cells,
    unread_smears,
    words_by_id,
)
from rbc_desk.store.reads.classes import (
    class_ids,
    class_names,
    class_set,
    class_set_with_others,
    code_maps,
    merged_codes,
    model_aliases,
    used_codes,
)
from rbc_desk.store.reads.models import (
    best_figures,
    crop_circles,
    crops,
    evaluations,
    frozen_cells,
    models,
    removed_runs,
    run_metrics,
    runs,
    snapshot,
    snapshot_items,
    snapshots,
)
from rbc_desk.store.reads.readers import agreed_by_others, is_blinded, readers
from rbc_desk.store.reads.sizes import cell_sizes
from rbc_desk.store.rows import LogLine
from rbc_desk.store.schema import (
    ChangeLogTable,
    Meta,
    SpecimenRow,
)
from rbc_desk.store.smear_counts import Labels, View
from rbc_desk.store.store import Store

__all__ = [
    "Labels",
    "agreed_by_others",
    "best_figures",
    "cell_sizes",
    "cell_table",
    "cells",
    "cells_by_id",
    "class_ids",
    "class_names",
    "class_set",
    "class_set_with_others",
    "code_maps",
    "crop_circles",
    "crops",
    "evaluations",
    "frozen_cells",
    "is_blinded",
    "label_counts",
    "labelled_cell_ids",
    "labelled_cells",
    "last_saved_at",
    "log",
    "merged_codes",
    "meta",
    "model_aliases",
    "models",
    "readers",
    "removed_runs",
    "run_metrics",
    "runs",
    "smear",
    "smears",
    "snapshot",
    "snapshot_items",
    "snapshots",
    "specimen_ids",
    "unread_smears",
    "used_codes",
    "words_by_id",
]


def meta(store: Store, key: str) -> str | None:
    """A value of the project itself, such as `project_name`."""
    with store.reading() as connection:
        return connection.execute(select(Meta.value).where(Meta.key == key)).scalar()


def specimen_ids(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        query = select(SpecimenRow.code, SpecimenRow.id).where(~SpecimenRow.removed)
        return {row.code: row.id for row in connection.execute(query)}


def smears(
    store: Store, *, reader: str, others: bool = False, blinded: bool = False, labels: Labels = Labels.SHOWN
) -> tuple[SmearInfo, ...]:
    """Every smear in order of import, with this reader's counts (with `others` everybody's).

    Rejected cells are not counted.
    """
    return store.counted.smears(store, View(reader, others=others, blinded=blinded, labels=labels))


def smear(store: Store, smear_id: int, *, reader: str, others: bool = False, blinded: bool = False) -> SmearInfo:
    """One smear. Raises UnknownNameError."""
    found = store.counted.smear(store, View(reader, others=others, blinded=blinded), smear_id)
    if found is None:
        raise UnknownNameError(Phrase("The project has no smear with the number {smear_id}.", smear_id=smear_id))
    return found


def label_counts(
    store: Store,
    *,
    reader: str | None,
    smear_id: int | None = None,
    others: bool = False,
    blinded: bool = False,
    labels: Labels = Labels.SHOWN,
) -> dict[str, int]:
    """Labelled cells per class code of one reader, or every label of all (`reader` None).

    With `others` a cell that this reader gave no label counts by those of the others, as `labels` says. Rejected
    cells and removed smears don't count.
    """
    view = View(reader or "", others=others, blinded=blinded, labels=labels)
    if reader is None:
        view = View("", others=True, labels=Labels.EVERY)
    return store.counted.codes(store, view, smear_id=smear_id)


def last_saved_at(store: Store) -> str | None:
    """When something was last committed, UTC, ISO 8601."""
    with store.reading() as connection:
        return connection.execute(select(ChangeLogTable.at).order_by(ChangeLogTable.id.desc()).limit(1)).scalar()


def log(store: Store, *, limit: int = 200) -> tuple[LogLine, ...]:
    """The newest steps, one line a step, the newest first."""
    table = ChangeLogTable
    columns = (table.at, table.reader, table.op, table.step, table.entity, table.entity_id)
    steps: dict[str, LogLine] = {}
    with store.reading() as connection:
        # a grouped query reads the whole log, which has a line for every label that was ever given
        for row in connection.execute(select(*columns).order_by(table.id.desc())):
            steps.setdefault(row.step, LogLine(*row))
            if len(steps) == limit:
                break
    return tuple(steps.values())
