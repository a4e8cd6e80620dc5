"""Derived data: crops, predictions, snapshots, runs, models, evaluations."""

from __future__ import annotations

import pytest

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import Entity, Topic
from rbc_desk.core.splits.facts import SnapshotFacts, SplitFacts
from rbc_desk.core.viewpoint import EVERYBODY, Others, Viewpoint
from rbc_desk.store import queries
from rbc_desk.store.rows import CropRow, PredictionRow, SnapshotItem
from rbc_desk.store.store import Store
from tests.store.conftest import Bench, on_both

A = Viewpoint("A", Others.STATES)


def add_model(store: Store, name: str, *, active: bool = True) -> int:
    with store.transact("Model", reader="A") as tx:
        return tx.derived.insert_model(
            name=name,
            folder=f"models/{name}",
            network="rbc_small",
            codes=["codocyte", "normal"],
            metrics={"accuracy": 0.9},
            run_id=None,
            active=active,
        )


def first_cell(bench: Bench) -> Cell:
    return queries.cells_by_id(bench.store, bench.cell_ids[:1], viewpoint=A)[0]


def predict(bench: Bench, model_id: int, code: str = "normal") -> None:
    cell = first_cell(bench)
    probabilities = (0.25, 0.75) if code == "normal" else (0.75, 0.25)
    with bench.store.transact("Classify", reader="A") as tx:
        tx.derived.put_predictions([PredictionRow(model_id, cell.id, cell.circle, code, probabilities)])


def test_the_active_models_word_is_seen_and_the_newest_one_counts(bench: Bench) -> None:
    model_id = add_model(bench.store, "one")
    predict(bench, model_id)
    predict(bench, model_id, "codocyte")
    prediction = first_cell(bench).prediction
    assert prediction is not None
    assert (prediction.code, prediction.confidence, prediction.probabilities) == ("codocyte", 0.75, (0.75, 0.25))


def test_each_cell_of_a_smear_gets_its_own_word(bench: Bench) -> None:
    model_id = add_model(bench.store, "one")
    cells = queries.cells(bench.store, smear_id=bench.smear_id, viewpoint=A)
    with bench.store.transact("Classify", reader="A") as tx:
        tx.derived.put_predictions(
            [PredictionRow(model_id, c.id, c.circle, "normal", (0.1 * c.id, 1 - 0.1 * c.id)) for c in cells[::2]]
        )
    found = queries.cells(bench.store, smear_id=bench.smear_id, viewpoint=A)
    told = {c.id: c.prediction.probabilities[0] if c.prediction else None for c in found}
    assert told == {c.id: 0.1 * c.id if c in cells[::2] else None for c in cells}


@on_both
def test_a_prediction_of_another_circle_is_not_shown_until_the_circle_is_back(bench: Bench) -> None:
    predict(bench, add_model(bench.store, "one"))
    with bench.store.transact("Move", reader="A") as tx:
        tx.update(Entity.CELL, bench.cell_ids[0], {"x": 300.0})
    assert first_cell(bench).prediction is None
    bench.store.apply(tx.changeset.inverse(), reader="A")
    assert first_cell(bench).prediction is not None


def test_one_model_is_active_and_its_word_alone_is_shown(bench: Bench) -> None:
    first = add_model(bench.store, "one")
    predict(bench, first)
    second = add_model(bench.store, "two")
    assert [(m.name, m.active) for m in queries.models(bench.store)] == [("two", True), ("one", False)]
    assert first_cell(bench).prediction is None
    with bench.store.transact("Use", reader="A") as tx:
        tx.derived.activate_model(first)
    assert tx.changeset.touches(Topic.MODELS, Topic.PREDICTIONS)
    assert [m.id for m in queries.models(bench.store) if m.active] == [first] != [second]
    assert first_cell(bench).prediction is not None


def test_a_crop_of_the_same_recipe_gives_way_and_one_of_another_stays(bench: Bench) -> None:
    cell = bench.cell_ids[0]
    for png, recipe in ((b"1", "a"), (b"2", "b"), (b"3", "a")):
        with bench.store.transact("Crops", reader="A") as tx:
            tx.derived.put_crops([CropRow(cell, Circle(1, 2, 3), recipe, png)])
    found = {recipe: queries.crops(bench.store, cell_ids=bench.cell_ids, recipe_hash=recipe) for recipe in "ab"}
    assert {recipe: {i: crop.png for i, crop in crops.items()} for recipe, crops in found.items()} == {
        "a": {cell: b"3"},
        "b": {cell: b"2"},
    }
    assert queries.crop_circles(bench.store, recipe_hash="a") == {cell: Circle(1, 2, 3)}


def test_bulk_writes_leave_one_line_in_the_log(bench: Bench) -> None:
    before = len(queries.log(bench.store, viewpoint=EVERYBODY))
    with bench.store.transact("Crops", reader="A") as tx:
        tx.derived.put_crops([CropRow(i, Circle(1, 2, 3), "a", b"png") for i in bench.cell_ids])
    assert len(queries.log(bench.store, viewpoint=EVERYBODY)) == before + 1


def test_a_run_is_found_again_with_its_snapshot_figures_and_evaluation(bench: Bench) -> None:
    items = [SnapshotItem(i, "normal", "train" if i % 2 else "test", 1) for i in bench.cell_ids]
    counts = {"train": {"normal": 2}, "validation": {"normal": 0}, "test": {"normal": 3}}
    facts = SnapshotFacts(
        SplitFacts("specimen", "smear", 3, counts, n_groups=4), reader="B. C. D", text="older words"
    )
    with bench.store.transact("Train", reader="A") as tx:
        snapshot_id = tx.derived.insert_snapshot(items=items, seed=3, content_hash="c", codes=["normal"], facts=facts)
        run_id = tx.derived.insert_run(snapshot_id=snapshot_id, spec={"epochs": 2}, seed=3, app_version="1")
        tx.derived.add_metrics(run_id, epoch=1, values={"train_loss": 0.5, "auroc": None})
        tx.derived.add_metrics(run_id, epoch=2, values={"train_loss": 0.25})
        tx.derived.update_run(run_id, status="succeeded", device="cpu", ended=True)
        model_id = tx.derived.insert_model(
            name="m", folder="f", network="n", codes=["normal"], metrics={}, run_id=run_id, active=True
        )
        tx.derived.insert_evaluation(
            model_id=model_id, snapshot_id=snapshot_id, split="test", metrics={"accuracy": 1.0}
        )
    assert queries.snapshot_items(bench.store, snapshot_id, viewpoint=EVERYBODY) == tuple(items)
    (snapshot,) = queries.snapshots(bench.store)
    assert snapshot == queries.snapshot(bench.store, snapshot_id)
    assert (snapshot.content_hash, snapshot.split_by, snapshot.seed) == ("c", "smear", 3)
    assert snapshot.facts == facts
    (run,) = queries.runs(bench.store)
    assert (run.status, run.spec, run.device, run.ended_at is not None) == ("succeeded", {"epochs": 2}, "cpu", True)
    assert queries.run_metrics(bench.store, run_id) == ((1, "train_loss", 0.5), (2, "train_loss", 0.25))
    assert [e.metrics for e in queries.evaluations(bench.store, model_id)] == [{"accuracy": 1.0}]
    assert queries.evaluations(bench.store, model_id + 1) == ()


def test_rejected_cells_and_removed_smears_are_in_no_count_and_no_training_set(bench: Bench) -> None:
    with bench.store.transact("Label", reader="A") as tx:
        tx.set_labels(bench.cell_ids, "normal")
        tx.update(Entity.CELL, bench.cell_ids[0], {"state": "rejected"})
    assert queries.label_counts(bench.store, viewpoint=A) == {"normal": 4}
    assert [labelled.cell.id for labelled in queries.labelled_cells(bench.store, viewpoint=A)] == bench.cell_ids[1:]
    info = queries.smear(bench.store, bench.smear_id, viewpoint=A)
    assert (info.n_cells, info.n_labelled, info.n_proposed) == (4, 4, 4)
    with bench.store.transact("Remove", reader="A") as tx:
        tx.remove(Entity.SMEAR, bench.smear_id)
    assert queries.label_counts(bench.store, viewpoint=A) == {}
    assert queries.labelled_cells(bench.store, viewpoint=A) == ()


def test_numbers_that_the_project_does_not_have_are_told(bench: Bench) -> None:
    with pytest.raises(UnknownNameError):
        queries.smear(bench.store, 99, viewpoint=A)
    with pytest.raises(UnknownNameError):
        queries.snapshot(bench.store, 99)
