"""Measures the store in milliseconds per operation of a reader or a job: `python benchmarks/store.py`."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, insert

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import ChangeSet, Entity
from rbc_desk.core.signed import SignedReport
from rbc_desk.core.viewpoint import Others, Viewpoint
from rbc_desk.store import queries
from rbc_desk.store.rows import PredictionRow
from rbc_desk.store.schema.tables import ChangeLogTable
from rbc_desk.store.sqlite import backup
from rbc_desk.store.store import Store
from rbc_desk.store.writing import chain, change_recorder

A = Viewpoint("A", Others.STATES)

CELLS = 5000
CLASSES = ClassSet(
    "two", (CellClass("codocyte", "Codocyte", "#d55e00", "C"), CellClass("normal", "Normal", "#007a5a", "N"))
)


def measured(name: str, act: Callable[[int], object], *, times: int) -> None:
    took = []
    for index in range(times):
        start = time.perf_counter()
        act(index)
        took.append(1000 * (time.perf_counter() - start))
    print(f"{name:34} median {statistics.median(took):8.2f} ms   worst {max(took):8.2f} ms   of {times}")


def add_smear(store: Store, *, number: int) -> tuple[int, list[int]]:
    with store.transact("Add", reader="A") as tx:
        specimen_id = tx.insert(Entity.SPECIMEN, {"code": f"specimen {number}"})
        picture = {"name": "a.png", "stored_name": "a.png", "sha256": str(number), "width": 4000, "height": 3000}
        smear_id = tx.insert(Entity.SMEAR, {"specimen_id": specimen_id, "typical_diameter_px": 40.0, **picture})
        cells = [{"smear_id": smear_id, "x": float(i), "y": 9.0, "r": 9.0, "state": "proposed"} for i in range(CELLS)]
        return smear_id, tx.insert_many(Entity.CELL, cells)


def by_durability(store: Store, label: Callable[[list[int], int], None], ids: list[int]) -> None:
    """Set a label with synchronous writes (FULL, as in the program) or without (NORMAL).

    Both alternate, because other programs use the disk too.
    """
    took: dict[str, list[float]] = {"FULL": [], "NORMAL": []}
    level = "FULL"

    def set_level(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA synchronous={level}").close()

    event.listen(store._engine, "checkout", set_level)
    for index in range(1000):
        level = ("FULL", "NORMAL")[index % 2]
        start = time.perf_counter()
        label(ids[index : index + 1], index)
        took[level].append(1000 * (time.perf_counter() - start))
    level = "FULL"
    for index in range(10):
        label(ids[index : index + 1], index)
    event.remove(store._engine, "checkout", set_level)
    for name, times in took.items():
        tail = statistics.quantiles(times, n=100)[98]
        print(f"{f'label one cell, {name}':34} median {statistics.median(times):8.2f} ms   99th {tail:11.2f} ms")
    print(f"{'FULL / NORMAL':34} {statistics.median(took['FULL']) / statistics.median(took['NORMAL']):15.2f}")
    print(f"{'a commit, as the window judges it':34} {store.commit_ms:15.2f} ms")


def by_lock(store: Store, label: Callable[[list[int], int], None], ids: list[int]) -> None:
    """Set a label with the check for signed specimens, or without it, as processor time. Both alternate.

    A hundred other specimens are signed.
    """
    with store.transact("Add", reader="A") as tx:
        specimens = [tx.insert(Entity.SPECIMEN, {"code": f"signed {number}"}) for number in range(100)]
    with store.transact("Sign", reader="A") as tx:
        key = tx.signed.insert_key(salt=b"", parameters={}, public_key=b"", endorsement=None)
        for number, specimen in enumerate(specimens):
            at = "2026-11-30T05:00:00.000+00:00"
            facts = (0, specimen, "s", 1, None, (), "", "all", str(number), "", "A", at, key, b"", "", None, None, ())
            tx.signed.insert_report(SignedReport(*facts), content={})
    took: dict[str, list[float]] = {"with the lock": [], "without": []}
    check = change_recorder.refuse_locked
    for index in range(2000):
        name = ("with the lock", "without")[index % 2]
        change_recorder.refuse_locked = check if index % 2 == 0 else lambda *_, **__: None
        start = time.process_time()
        label(ids[index % 1000 : index % 1000 + 1], index)
        took[name].append(1000 * (time.process_time() - start))
    change_recorder.refuse_locked = check
    for name, times in took.items():
        print(f"{f'label one cell, {name}':34} median {statistics.median(times):8.2f} ms of processor time")


def by_chain(store: Store) -> None:
    """Label one cell, then label and undo 10 000, with the chained log or the plain one of earlier versions.

    Both alternate; as processor time.
    """
    ids = add_smear(store, number=90)[1] + add_smear(store, number=91)[1]
    chained, took = chain.append, defaultdict[str, list[float]](list)

    def plain(connection: Connection, lines: Iterable[dict[str, Any]]) -> None:
        connection.execute(insert(ChangeLogTable), list(lines))

    def label(cells: list[int], code: str) -> ChangeSet:
        with store.transact("Label", reader="A") as tx:
            tx.set_labels(cells, code)
        return tx.changeset

    def timed(name: str, act: Callable[..., ChangeSet], *arguments: Any, **named: Any) -> ChangeSet:
        start = time.process_time()
        done = act(*arguments, **named)
        took[name].append(1000 * (time.process_time() - start))
        return done

    with store._committing() as connection:
        connection.exec_driver_sql("DROP TRIGGER change_log_at_the_end")
    for index in range(1000):
        log, chain.append = ("chained", chained) if index % 2 else ("plain", plain)
        timed(f"label one cell, {log}", label, ids[index // 2 : index // 2 + 1], CLASSES.codes[index % 2])
    for index in range(12):
        log, chain.append = ("chained", chained) if index % 2 else ("plain", plain)
        done = timed(f"label {len(ids)} cells, {log}", label, ids, CLASSES.codes[index // 2 % 2])
        timed(f"undo that, {log}", store.apply, done.inverse(), reader="A")
    chain.append = chained
    with store._committing() as connection:
        connection.exec_driver_sql(chain.TRIGGERS[-1])
    for name, times in took.items():
        print(f"{name:34} median {statistics.median(times):8.2f} ms of processor time")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder), project_name="Benchmark", classes=CLASSES)
        smear_id, ids = add_smear(store, number=0)
        model = {"name": "m", "folder": "m", "network": "n", "codes": list(CLASSES.codes), "metrics": {}}
        with store.transact("Model", reader="A") as tx:
            model_id = tx.derived.insert_model(**model, run_id=None, active=True)
        moves: list[ChangeSet] = []

        def predict(_index: int) -> None:
            probabilities = (0.9, 0.1)
            with store.transact("Classify", reader="A") as tx:
                circles = (Circle(float(i), 9.0, 9.0) for i in range(CELLS))
                rows = zip(ids, circles, strict=True)
                tx.derived.put_predictions(
                    [PredictionRow(model_id, i, c, "codocyte", probabilities) for i, c in rows]
                )

        def label(cell_ids: list[int], index: int) -> None:
            with store.transact("Label", reader="A") as tx:
                tx.set_labels(cell_ids, CLASSES.codes[index % 2])

        def move(index: int) -> None:
            with store.transact("Move", reader="A") as tx:
                tx.update(Entity.CELL, ids[index], {"x": 9000.0})
            moves.append(tx.changeset)

        measured(f"add {CELLS} cells", lambda i: add_smear(store, number=i + 1), times=5)
        measured(f"predictions on {CELLS} cells", predict, times=5)
        measured("label 1000 cells", lambda i: label(ids[:1000], i), times=10)
        measured("label one cell", lambda i: label(ids[i : i + 1], i), times=500)
        by_durability(store, label, ids)
        by_lock(store, label, ids)
        by_chain(store)
        measured("move one cell", move, times=500)
        measured("undo one move", lambda i: store.apply(moves[i].inverse(), reader="A"), times=500)
        measured(
            f"read a smear of {CELLS} cells",
            lambda _: queries.cells(store, smear_id=smear_id, viewpoint=A),
            times=20,
        )
        measured(
            "read every smear's counts",
            lambda _: queries.smears(store, viewpoint=A),
            times=20,
        )
        viewpoint = Viewpoint("A", Others.SHOWN)
        measured(
            f"hash of a specimen of {CELLS} cells",
            lambda _: queries.specimen_state(store, specimen_id=1, viewpoint=viewpoint, model_id=model_id).digest(
                model_hash=None, rules=()
            ),
            times=10,
        )
        n = queries.log_head(store).entry
        measured(f"verify a log of {n} entries", lambda _: queries.verify_log(store), times=3)
        measured("back up", lambda _: backup.back_up(store, force=True), times=5)
        store.close()
        measured("open and close", lambda _: Store.open(Path(folder)).close(), times=5)


if __name__ == "__main__":
    main()
