"""White cells, platelets and artefacts are kept, and no query takes them for red cells."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest

from rbc_desk.core.cells.cell import Cell, CellKind, CellState, DetectedCell
from rbc_desk.core.cells.table import CellTable
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.splits.facts import SnapshotFacts, SplitFacts
from rbc_desk.core.task import SILENT
from rbc_desk.core.viewpoint import EVERYBODY, Others, Viewpoint
from rbc_desk.services.cells import kinds, labelling
from rbc_desk.services.detection import find_cells
from rbc_desk.services.project import readers
from rbc_desk.services.project.project import Project
from rbc_desk.store import queries
from rbc_desk.store.reads.cells import CellStatuses
from rbc_desk.store.reads.sizes import CellSize
from rbc_desk.store.rows import SnapshotItem
from rbc_desk.store.sqlite.open_here import DATABASE
from rbc_desk.store.sqlite.restore import _contents

OTHERS = (CellKind.WHITE, CellKind.PLATELET, CellKind.ARTEFACT)
ANN = Viewpoint("Ann", Others.SHOWN)


@pytest.fixture
def ann(bench) -> Iterator[Project]:
    project = readers.as_reader(Project(bench.store.folder, store=bench.store, reader="Eve"), name="Ann")
    yield project


def detect(bench, *found: tuple[float, CellKind]) -> None:
    project = Project(bench.store.folder, store=bench.store, reader="Ann")
    cells = [DetectedCell(Circle(x, 300, 15), 0.9, kind=kind) for x, kind in found]
    find_cells.store_found(
        project, smear_id=bench.smear_id, found=cells, detector="test", params={}, width_uncertain=False
    )


def store_objects(bench, *found: tuple[float, CellKind]) -> list[int]:
    """Store what a detector finds at these places; its ids in that order."""
    detect(bench, *found)
    there = queries.objects(bench.store, smear_id=bench.smear_id, viewpoint=EVERYBODY)
    by_x = {item.circle.x: item.id for item in there if item.circle.y == 300}
    return [by_x[x] for x, _ in found]


def ids_in(value: Any) -> set[int]:
    """Every id of a cell in an answer."""
    if isinstance(value, CellTable):
        return set(value.rows["id"].tolist())
    if isinstance(value, np.ndarray):
        return set(value["id"].tolist())
    if isinstance(value, dict):
        return {key for key in value if isinstance(key, int)}
    if isinstance(value, CellStatuses):
        return set(value.ids)
    if isinstance(value, CellSize):
        return {value.cell_id}
    if is_dataclass(value) and not isinstance(value, type):
        own = {value.id} if isinstance(value, Cell) else set()
        return own.union(*(ids_in(getattr(value, f.name)) for f in fields(value)))
    if isinstance(value, tuple | list | set | frozenset):
        return {i for held in value for i in ids_in(held)}
    return set()


def test_a_detection_stores_objects_of_every_kind_and_the_next_one_replaces_its_proposals(bench, ann) -> None:
    ids = store_objects(bench, (100, CellKind.RED), *zip((200, 300, 400), OTHERS, strict=True))
    assert [c.id for c in labelling.cells(ann, smear_id=bench.smear_id)] == [*bench.cell_ids, ids[0]]
    assert [(c.id, c.kind) for c in kinds.other_objects(ann, smear_id=bench.smear_id)] == list(
        zip(ids[1:], OTHERS, strict=True)
    )
    kinds.set_kind(ann, cell_ids=ids[1:2], kind=CellKind.PLATELET)  # a person's word stays
    detect(bench, (200, CellKind.WHITE), (500, CellKind.WHITE))
    left = queries.objects(bench.store, smear_id=bench.smear_id, viewpoint=EVERYBODY)
    found = {(c.circle.x, c.kind) for c in left if c.id not in bench.cell_ids}
    assert found == {(200, CellKind.PLATELET), (500, CellKind.WHITE)}


READERS_QUERIES = sorted(
    name
    for name in queries.__all__
    if inspect.isfunction(query := getattr(queries, name))
    and "viewpoint" in inspect.signature(query).parameters
    and name
    not in (
        "objects",
        "other_table",
        "snapshot_items",
        "frozen_cells",
        "unread_smears",
        "log",
        "timeline",
        "specimen_state",
    )
)
"""What was frozen in a snapshot stays as it was; `objects`, `other_table`, `specimen_state` and the log with its
timelines are about other kinds too."""


@pytest.mark.parametrize("name", READERS_QUERIES)
@pytest.mark.parametrize("viewpoint", [ANN, Viewpoint("Ann", Others.HIDDEN), EVERYBODY])
def test_no_query_gives_an_object_of_another_kind_or_counts_it(bench, ann, name, viewpoint) -> None:
    first, second, third, fourth, fifth = bench.cell_ids
    ben = readers.as_reader(ann, name="Ben")
    labelling.set_label(ann, cell_ids=[first, second], code="codocyte")
    labelling.set_label(ben, cell_ids=[third, fourth], code="normal")
    asked = {
        "store": bench.store, "source": bench.store, "smear_id": bench.smear_id, "smear_ids": None,
        "ids": tuple(bench.cell_ids), "labels": queries.Labels.EVERY, "shapes": False, "on_read": None,
        "viewpoint": viewpoint, "task": SILENT,
    }  # fmt: skip

    def answer() -> Any:
        parameters = inspect.signature(getattr(queries, name)).parameters.values()
        plain = [asked[p.name] for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
        return getattr(queries, name)(
            *plain, **{p.name: asked[p.name] for p in parameters if p.kind is p.KEYWORD_ONLY}
        )

    before = answer()
    gone = {second, third, fifth}
    for reader in (ann, ben):
        kinds.set_kind(reader, cell_ids=[second, third], kind=CellKind.WHITE)
        kinds.set_kind(reader, cell_ids=[fifth], kind=CellKind.PLATELET)
    after = answer()
    if isinstance(after, dict) and name == "label_counts":
        assert sum(after.values()) == sum(before.values()) - (1 if viewpoint.blinded else 2)
    elif name in ("smears", "smear"):
        info = after if name == "smear" else after[0]
        assert (info.n_cells, info.n_white, info.n_platelets) == (2, 2, 1)
        assert info.n_labelled == (1 if viewpoint.blinded or not viewpoint.sees_others else 2)
    else:
        assert not ids_in(after) & gone


def test_a_kind_is_undone_with_the_labels_and_the_state_of_the_cell(bench, ann) -> None:
    first, second, *_ = bench.cell_ids
    labelling.set_label(ann, cell_ids=[first], code="codocyte")
    before = labelling.cells(ann, smear_id=bench.smear_id)
    step = kinds.set_kind(ann, cell_ids=[first, second], kind=CellKind.ARTEFACT)
    assert str(step.op) == "Mark 2 objects as artefacts"
    assert {c.id for c in labelling.cells(ann, smear_id=bench.smear_id)} == set(bench.cell_ids[2:])
    assert labelling.counts(ann) == {}
    labels = "SELECT count(*) FROM cell_label WHERE is_current"
    with bench.store.reading() as connection:
        assert connection.exec_driver_sql(labels).scalar() == 1
    undone = labelling.apply(ann, step.inverse())
    after = labelling.cells(ann, smear_id=bench.smear_id)
    assert [(c.id, c.label, c.state) for c in after] == [(c.id, c.label, c.state) for c in before]
    labelling.apply(ann, undone.inverse())
    assert {c.kind for c in kinds.other_objects(ann, smear_id=bench.smear_id)} == {CellKind.ARTEFACT}


def test_nothing_labels_confirms_or_rejects_an_object_that_is_no_red_cell(bench, ann) -> None:
    (white,) = store_objects(bench, (200, CellKind.WHITE))
    for step in (
        labelling.set_label(ann, cell_ids=[white], code="normal"),
        labelling.confirm(ann, cell_ids=[white]),
        labelling.set_state(ann, cell_ids=[white], state=CellState.REJECTED),
    ):
        assert not step.changes


def test_a_reader_who_reads_blinded_keeps_a_cell_that_another_calls_a_platelet(bench, ann) -> None:
    first, second, *_ = bench.cell_ids
    ben = Viewpoint("Ben", Others.HIDDEN)
    kinds.set_kind(ann, cell_ids=[first], kind=CellKind.PLATELET)
    kinds.set_kind(readers.as_reader(ann, name="Ben"), cell_ids=[second], kind=CellKind.WHITE)
    kinds.set_kind(ann, cell_ids=[second], kind=CellKind.RED)
    seen = {c.id: c.kind for c in queries.objects(bench.store, smear_id=bench.smear_id, viewpoint=ben)}
    assert (seen[first], seen[second]) == (CellKind.RED, CellKind.WHITE)
    assert [c.id for c in queries.cells(bench.store, smear_id=bench.smear_id, viewpoint=ben)] == [
        first,
        *bench.cell_ids[2:],
    ]


def test_a_snapshot_keeps_a_cell_that_became_another_kind_since(bench, ann) -> None:
    first = bench.cell_ids[0]
    facts = SnapshotFacts(SplitFacts(asked="cell", used="cell", seed=0, counts={}))
    with bench.store.transact("Freeze", reader="Ann") as tx:
        items = [SnapshotItem(first, "codocyte", "test", 1, Circle(50, 60, 20))]
        frozen = tx.derived.insert_snapshot(items=items, seed=0, content_hash="h", codes=("codocyte",), facts=facts)
    kinds.set_kind(ann, cell_ids=[first], kind=CellKind.WHITE)
    (cell,) = queries.frozen_cells(bench.store, frozen, part="test", viewpoint=EVERYBODY)
    assert cell.cell_id == first


def test_a_backup_counts_red_cells_and_those_of_an_older_version(bench, ann) -> None:
    kinds.set_kind(ann, cell_ids=bench.cell_ids[:2], kind=CellKind.WHITE)
    contents = _contents(bench.store.folder / DATABASE)
    assert contents is not None
    assert contents.n_cells == 3


def test_red_cells_are_counted_from_the_index_alone(bench, ann) -> None:
    query = (
        "SELECT state, count(*) FROM cell WHERE NOT removed AND kind = 'red' AND smear_id IN (1, 2) GROUP BY state"
    )
    with bench.store.reading() as connection:
        plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all())
    assert "COVERING INDEX ix_cell_of_smear" in plan
