"""What each query tells a blinded reader of the others' work: nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest

from rbc_desk.core.cells.cell import CellKind, CellState
from rbc_desk.core.cells.table import CellTable
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.audit import Subject
from rbc_desk.core.signed import SignedReport
from rbc_desk.core.splits.facts import SnapshotFacts, SplitFacts
from rbc_desk.core.task import SILENT
from rbc_desk.core.viewpoint import Others, Viewpoint
from rbc_desk.services.agreement import checks, consensus
from rbc_desk.services.cells import kinds, labelling
from rbc_desk.services.project import readers
from rbc_desk.services.project.project import Project
from rbc_desk.store import queries
from rbc_desk.store.copying import copy_rows
from rbc_desk.store.rows import PredictionRow, SnapshotItem

QUERIES = {
    name: query
    for name in queries.__all__
    if inspect.isfunction(query := getattr(queries, name)) and name != "viewpoint_of"
}
OF_A_READER = sorted(name for name, query in QUERIES.items() if "viewpoint" in inspect.signature(query).parameters)
OF_ALL = sorted(QUERIES.keys() - set(OF_A_READER))
NUMBERS = ("row_version", "stamp")
ONLY_OWN = {"past_steps", "own_answers", "repeated_codes", "repeat_candidates"}
TELL_OF_A_CHANGE = {"last_saved_at", "newest_label", "smear_stamp", "log_head", "verify_log"}
BOB = Viewpoint("Bob", Others.HIDDEN)


@pytest.fixture
def both(bench) -> Iterator[tuple[Project, Project, dict[str, Any]]]:
    """Ann, who labelled and froze what she labelled, Bob, who labelled one cell, and what queries are asked for."""
    ann = readers.as_reader(Project(bench.store.folder, store=bench.store, reader="Eve"), name="Ann")
    bob = readers.as_reader(ann, name="Bob")
    first, second, third, fourth, fifth = bench.cell_ids
    labelling.set_label(bob, cell_ids=[first], code="normal")
    labelling.set_label(ann, cell_ids=[first, second], code="codocyte")
    labelling.set_state(ann, cell_ids=[third], state=CellState.REJECTED)
    kinds.set_kind(ann, cell_ids=[fifth], kind=CellKind.PLATELET)
    consensus.decide(ann, cell_ids=[first], code="codocyte")
    checks.set_control(ann, cell_ids=[fourth], code="codocyte")
    checks.answer(bob, cell_id=fourth, code="normal")
    checks.answer(ann, cell_id=first, code="codocyte")
    checks.set_control(bob, cell_ids=[second], code="normal")
    divided = SnapshotItem(first, "normal", "test", 1, Circle(9, 9, 9), {"normal": 0.5, "codocyte": 0.5})
    items = [divided, SnapshotItem(second, "codocyte", "test", 1, Circle(9, 9, 9))]
    with bench.store.transact("Freeze", reader="Ann") as tx:
        facts = SnapshotFacts(SplitFacts(asked="cell", used="cell", seed=0, counts={}))
        snapshot = tx.derived.insert_snapshot(items=items, seed=0, content_hash="h", codes=("codocyte",), facts=facts)
        model = tx.derived.insert_model(
            name="m", folder="m", network="n", codes=("codocyte", "normal"), metrics={}, run_id=None, active=True
        )
        tx.derived.put_predictions([PredictionRow(model, fourth, Circle(200, 60, 20), "normal", (0.3, 0.7))])
        key = tx.signed.insert_key(salt=b"s", parameters={}, public_key=b"k", endorsement=None)
        report = SignedReport(
            0,
            1,
            "s1",
            1,
            None,
            (bench.smear_id,),
            "h",
            "all",
            "p",
            "p.pdf",
            "Ann",
            "2026",
            key,
            b"",
            "1",
            model,
            None,
            (),
        )
        report_id = tx.signed.insert_report(report, content={"a": 1})
        tx.signed.reopen_report(report_id, specimen_id=1, why="to label")
    asked = {
        "store": bench.store,
        "source": bench.store,
        "ids": tuple(bench.cell_ids),
        "cell_ids": tuple(bench.cell_ids),
        "smear_id": bench.smear_id,
        "smear_ids": [bench.smear_id],
        "snapshot_id": snapshot,
        "model_id": model,
        "run_id": 1,
        "specimen_id": 1,
        "report_id": report_id,
        "pdf_sha256": "p",
        "part": "test",
        "recipe_hash": "r",
        "key": "project_name",
        "labels": queries.Labels.EVERY,
        "limit": 200,
        "shapes": True,
        "on_read": None,
        "subject": Subject(specimen_id=1),
        "recorded": (),
        "digits": "0" * 16,
        "task": SILENT,
    }
    yield ann, bob, asked


def answer(name: str, asked: dict[str, Any], viewpoint: Viewpoint | None = None) -> Any:
    query: Callable[..., Any] = QUERIES[name]
    known = asked if viewpoint is None else {**asked, "viewpoint": viewpoint}
    parameters = inspect.signature(query).parameters.values()
    plain = [known[p.name] for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    return words(query(*plain, **{p.name: known[p.name] for p in parameters if p.kind is p.KEYWORD_ONLY}))


def words(value: Any) -> Any:
    """All that a reader could learn from an answer; a version says only that somebody changed something."""
    if isinstance(value, CellTable):
        return value.codes, value.readers, value.rows.tolist()
    if is_dataclass(value):
        return {f.name: words(getattr(value, f.name)) for f in fields(value) if f.name not in NUMBERS}
    if isinstance(value, dict):
        return {key: words(held) for key, held in value.items()}
    if isinstance(value, tuple | list | set | frozenset | Iterator):
        return [words(held) for held in value]
    if isinstance(value, np.ndarray):
        return value.tolist()
    return value


def test_every_query_answers_on_a_server_as_in_a_file(both, postgres, tmp_path) -> None:
    *_, asked = both
    shared, copied = copy_rows(
        asked["store"], folder=tmp_path / "shared", url=postgres.url(), before_commit=lambda: None, task=SILENT
    )
    there = {**asked, "store": shared, "source": shared}
    try:
        assert copied.log.holds
        for viewpoint in (BOB, Viewpoint("Bob", Others.SHOWN), Viewpoint("Ann", Others.HIDDEN)):
            for name in OF_A_READER:
                assert answer(name, there, viewpoint) == answer(name, asked, viewpoint), name
        for name in OF_ALL:
            assert answer(name, there) == answer(name, asked), name
    finally:
        shared.close()


@pytest.mark.parametrize("name", OF_A_READER)
def test_a_blinded_viewpoint_sees_no_label_of_others(both, name) -> None:
    ann, _bob, asked = both
    before = answer(name, asked, BOB)
    assert "codocyte" not in str(before)
    assert "Ann" not in str(before)
    labelling.set_label(ann, cell_ids=asked["ids"][3:], code="codocyte")
    labelling.set_label(ann, cell_ids=asked["ids"][:1], code=None)
    labelling.set_state(ann, cell_ids=asked["ids"][1:2], state=CellState.REJECTED)
    labelling.confirm(ann, cell_ids=asked["ids"][2:3])
    kinds.set_kind(ann, cell_ids=asked["ids"][3:4], kind=CellKind.WHITE)
    assert answer(name, asked, BOB) == before


@pytest.mark.parametrize("name", sorted({*OF_A_READER} - {"unread_smears", "count", *ONLY_OWN}))
def test_a_viewpoint_that_is_not_blinded_sees_them(both, name) -> None:
    *_, asked = both
    assert answer(name, asked, Viewpoint("Bob", Others.SHOWN)) != answer(name, asked, BOB)


@pytest.mark.parametrize(
    "name", sorted({*OF_ALL} - {"last_saved_at", "newest_label", "smear_stamp", "log_head", "verify_log"})
)
def test_a_query_without_a_viewpoint_tells_nothing_of_labels(both, name) -> None:
    ann, _bob, asked = both
    before = answer(name, asked)
    labelling.set_label(ann, cell_ids=asked["ids"], code="codocyte")
    labelling.set_state(ann, cell_ids=asked["ids"][:2], state=CellState.REJECTED)
    assert answer(name, asked) == before
