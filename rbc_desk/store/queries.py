"""Queries on smears, cells, labels and classes. Results are frozen values."""

from __future__ import annotations

from sqlalchemy import select

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.cells.counts import KnownCounts, Labels
from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.viewpoint import Viewpoint
from rbc_desk.store.counts.smear_counts import CountScope
from rbc_desk.store.reads.agreement import consensus, every_label, shared_labels
from rbc_desk.store.reads.audit import log_entry, log_head, timeline, verify_log
from rbc_desk.store.reads.cells import (
    cell_table,
    cells,
    cells_by_id,
    forget_shapes,
    labelled_cells,
    objects,
    other_table,
    statuses_by_id,
    unread_smears,
)
from rbc_desk.store.reads.checks import (
    check_answers,
    control_cells,
    own_answers,
    repeat_candidates,
    repeated_codes,
)
from rbc_desk.store.reads.classes import (
    class_ids,
    class_names,
    class_set,
    class_set_with_others,
    code_maps,
    merged_codes,
    model_aliases,
    newest_label,
    used_codes,
)
from rbc_desk.store.reads.detections import detectors_of, is_found_empty
from rbc_desk.store.reads.fields import domain_shifts, field_qualities
from rbc_desk.store.reads.files import file_hashes
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
from rbc_desk.store.reads.past_steps import past_steps
from rbc_desk.store.reads.readers import agreed_by_others, readers, viewpoint_of
from rbc_desk.store.reads.rejected import rejected_cells
from rbc_desk.store.reads.signed import (
    locked_smears,
    reader_keys,
    report_content,
    reports,
    reports_of_pdf,
    require_unlocked,
    smear_stamp,
    specimen_state,
)
from rbc_desk.store.reads.sizes import cell_sizes
from rbc_desk.store.reads.soundness import broken_references, crop_images, integrity_problems, stored_names
from rbc_desk.store.reads.specimens import (
    empty_specimens,
    import_times,
    predicted_smears,
    signed_specimens,
    smears_of_specimens,
    specimen_ids,
    specimens,
)
from rbc_desk.store.reads.widths import cell_widths, is_width_uncertain, specimen_of
from rbc_desk.store.rows import LogLine
from rbc_desk.store.schema.tables import (
    ChangeLogTable,
    Meta,
)
from rbc_desk.store.store import Store

__all__ = [
    "Labels",
    "agreed_by_others",
    "best_figures",
    "broken_references",
    "cell_sizes",
    "cell_table",
    "cell_widths",
    "cells",
    "cells_by_id",
    "check_answers",
    "class_ids",
    "class_names",
    "class_set",
    "class_set_with_others",
    "code_maps",
    "consensus",
    "control_cells",
    "count",
    "crop_circles",
    "crop_images",
    "crops",
    "detectors_of",
    "domain_shifts",
    "empty_specimens",
    "evaluations",
    "every_label",
    "field_qualities",
    "file_hashes",
    "forget_shapes",
    "frozen_cells",
    "import_times",
    "integrity_problems",
    "is_found_empty",
    "is_width_uncertain",
    "label_counts",
    "labelled_cells",
    "last_saved_at",
    "locked_smears",
    "log",
    "log_entry",
    "log_head",
    "merged_codes",
    "meta",
    "model_aliases",
    "models",
    "newest_label",
    "objects",
    "other_table",
    "own_answers",
    "past_steps",
    "predicted_smears",
    "reader_keys",
    "readers",
    "rejected_cells",
    "removed_runs",
    "repeat_candidates",
    "repeated_codes",
    "report_content",
    "reports",
    "reports_of_pdf",
    "require_unlocked",
    "run_metrics",
    "runs",
    "shared_labels",
    "signed_specimens",
    "smear",
    "smear_stamp",
    "smears",
    "smears_of_specimens",
    "snapshot",
    "snapshot_items",
    "snapshots",
    "specimen_ids",
    "specimen_of",
    "specimen_state",
    "specimens",
    "statuses_by_id",
    "stored_names",
    "timeline",
    "unread_smears",
    "used_codes",
    "verify_log",
    "viewpoint_of",
]


def meta(store: Store, key: str) -> str | None:
    """A value of the project itself, such as `project_name`."""
    with store.reading() as connection:
        return connection.execute(select(Meta.value).where(Meta.key == key)).scalar()


def smears(store: Store, *, viewpoint: Viewpoint, labels: Labels = Labels.SHOWN) -> tuple[SmearInfo, ...]:
    """The smears in order of import, with the counts that this reader sees. Rejected cells are not counted."""
    return store.counted.smears(store, CountScope.of(viewpoint, labels))


def known_counts(store: Store, *, viewpoint: Viewpoint, labels: Labels) -> KnownCounts:
    """The smears and the counts per class, as far as they are cached or quick to count."""
    return store.counted.known(store, CountScope.of(viewpoint, labels))


def count(store: Store, *, viewpoint: Viewpoint, labels: Labels, task: Task = SILENT) -> None:
    """Count all cells that are not counted yet. Raises CancelledError."""
    store.counted.count(store, CountScope.of(viewpoint, labels), task=task)


def smear(store: Store, smear_id: int, *, viewpoint: Viewpoint) -> SmearInfo:
    """One smear. Raises UnknownNameError."""
    found = store.counted.smear(store, CountScope.of(viewpoint, Labels.SHOWN), smear_id)
    if found is None:
        raise UnknownNameError(Phrase("The project has no smear with the number {smear_id}.", smear_id=smear_id))
    return found


def label_counts(
    store: Store,
    *,
    viewpoint: Viewpoint,
    smear_id: int | None = None,
    labels: Labels = Labels.SHOWN,
) -> dict[str, int]:
    """Labelled cells per class code.

    Where others are shown, a cell without this reader's label counts by their labels, as `labels` says. Rejected
    cells and removed smears do not count.
    """
    return store.counted.codes(store, CountScope.of(viewpoint, labels), smear_id=smear_id)


def last_saved_at(store: Store) -> str | None:
    """The time of the last commit, UTC, ISO 8601."""
    with store.reading() as connection:
        return connection.execute(select(ChangeLogTable.at).order_by(ChangeLogTable.id.desc()).limit(1)).scalar()


def log(store: Store, *, viewpoint: Viewpoint, limit: int = 200) -> tuple[LogLine, ...]:
    """The newest steps, one line each, newest first; for a blinded reader only their own."""
    table = ChangeLogTable
    columns = (table.at, table.reader, table.op, table.step, table.entity, table.entity_id)
    query = select(*columns).order_by(table.id.desc())
    if viewpoint.blinded:
        query = query.where(table.reader == viewpoint.reader)
    steps: dict[str, LogLine] = {}
    with store.reading() as connection:
        # a grouped query would read the whole log, which has a line for every label ever given
        for row in connection.execute(query):
            steps.setdefault(row.step, LogLine(*row))
            if len(steps) == limit:
                break
    return tuple(steps.values())
