"""What is told of counts without counting many cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from rbc_desk.core.cells.counts import Labels
from rbc_desk.core.errors import CancelledError
from rbc_desk.core.events import Progress
from rbc_desk.core.task import Task
from rbc_desk.core.viewpoint import Others, Viewpoint
from rbc_desk.store import queries
from rbc_desk.store.store import Store
from tests.store.old_project import make_old_project

CELLS, SMEARS = 12_000, 250
EACH = CELLS // SMEARS
ANN = Viewpoint("Ann", Others.SHOWN)


@pytest.fixture
def store(tmp_path: Path):
    """As many cells on each smear, of which nothing was counted."""
    make_old_project(tmp_path / "old", cells=CELLS)
    store = Store.open(tmp_path / "old")
    columns = "specimen_id, width, height, typical_diameter_px, imported_at, imported_by, sample_bits"
    with store._committing() as connection:
        for smear in range(2, SMEARS + 1):
            name = f"smear {smear}"
            connection.exec_driver_sql(
                f"INSERT INTO smear (name, stored_name, sha256, {columns})"
                f" SELECT ?, ?, ?, {columns} FROM smear WHERE id = 1",
                (name, name, name),
            )
        connection.exec_driver_sql("UPDATE cell SET smear_id = id % ? + 1", (SMEARS,))
    yield store
    store.close()


def _known(store: Store, labels: Labels = Labels.SHOWN):
    return queries.known_counts(store, viewpoint=ANN, labels=labels)


@pytest.mark.parametrize("labels", Labels)
def test_many_cells_are_counted_when_asked_and_not_before(store: Store, labels: Labels) -> None:
    known = _known(store, labels)
    assert not known.complete
    assert len(known.smears) == SMEARS
    assert not any(info.counted for info in known.smears)
    queries.count(store, viewpoint=ANN, labels=labels)
    known = _known(store, labels)
    assert known.complete
    assert known.by_class == {"codocyte": CELLS // 2, "normal": CELLS // 2}
    assert {(info.counted, info.n_cells, info.n_labelled) for info in known.smears} == {(True, EACH, EACH)}


def test_a_step_on_many_cells_leaves_the_former_counts_until_they_are_counted(store: Store) -> None:
    queries.count(store, viewpoint=ANN, labels=Labels.SHOWN)
    with store.transact("Label", reader="Ann") as tx:
        tx.set_labels(range(1, CELLS + 1), "normal")
    known = _known(store)
    assert not known.complete
    assert known.by_class == {"codocyte": CELLS // 2, "normal": CELLS // 2}
    queries.count(store, viewpoint=ANN, labels=Labels.SHOWN)
    assert _known(store).by_class == {"normal": CELLS}


def test_one_smear_is_counted_without_the_others(store: Store) -> None:
    assert queries.smear(store, 7, viewpoint=ANN).n_labelled == EACH
    assert sum(queries.label_counts(store, viewpoint=ANN, smear_id=8).values()) == EACH
    known = _known(store)
    assert [info.id for info in known.smears if info.counted] == [7, 8]


def test_counting_that_is_stopped_keeps_what_it_has_counted(store: Store) -> None:
    task = Task()
    told = []

    def hear(event: object) -> None:
        told.append(event)
        task.stop()

    with pytest.raises(CancelledError):
        queries.count(store, viewpoint=ANN, labels=Labels.SHOWN, task=task.reporting_to(hear))
    assert told == [Progress(100, SMEARS)]
    assert sum(queries.known_counts(store, viewpoint=ANN, labels=Labels.SHOWN).by_class.values()) == 100 * EACH
    queries.count(store, viewpoint=ANN, labels=Labels.SHOWN)
    assert _known(store).complete


def test_what_changes_while_it_is_counted_is_counted_as_it_is_in_the_end(store: Store) -> None:
    def change(_event: object) -> None:
        if not changed:
            changed.append(True)
            with store.transact("Label", reader="Ann") as tx:
                tx.set_labels(range(1, CELLS + 1), "normal")

    changed: list[bool] = []
    queries.count(store, viewpoint=ANN, labels=Labels.SHOWN, task=Task(change))
    assert _known(store).complete
    assert _known(store).by_class == {"normal": CELLS}
