"""Measures a project of a million cells: opening, smear table, gallery, one label, undo, review.

The project is written in bulk through the store's own tables: three readers, a third of the cells labelled, the
others predicted, an outline per cell. With `--keep`, the project is kept for the next run.

    python benchmarks/million.py [--cells 1000000] [--smears 3000] [--labels 100] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
READERS = ("bench", "Aaron", "Beate")
WIDTH, HEIGHT = 640, 480
_SPECIMENS = 5  # smears each
_LONGEST_S = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, default=1_000_000)
    parser.add_argument("--smears", type=int, default=3000)
    parser.add_argument("--labels", type=int, default=100)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for kind in ("STATE", "CONFIG", "DATA", "CACHE"):
            os.environ[f"XDG_{kind}_HOME"] = scratch
        folder = options.keep or Path(scratch) / "project"
        if not (folder / "project.sqlite").exists():
            start = time.perf_counter()
            make_project(folder, cells=options.cells, smears=options.smears)
            print(f"{options.cells} cells on {options.smears} smears written: {time.perf_counter() - start:.1f} s")
        measure(folder, labels=options.labels)


def make_project(folder: Path, *, cells: int, smears: int, seed: int = 0) -> None:
    """Write a project in bulk, like one after years of use. All of its smears show the same small image."""
    from PIL import Image

    from rbc_desk.imaging.synth.smears import render_smear
    from rbc_desk.services.project.project import create_project
    from rbc_desk.store.writing import chain

    project = create_project(folder, class_set="paper", reader=READERS[0])
    codes = project.class_set().codes
    drawn = io.BytesIO()
    smear = render_smear(seed=1, width=WIDTH, height=HEIGHT, cell_px=28, n_cells=150)
    Image.fromarray(smear.pixels).save(drawn, "JPEG")
    hashes = []
    for k in range(smears):
        content = drawn.getvalue() + f" {k}".encode()  # the suffix makes each file different
        hashes.append(hashlib.sha256(content).hexdigest())
        (folder / "smears" / f"smear {k}.jpg").write_bytes(content)
    random = np.random.default_rng(seed)
    store = project.store
    with store.transact("Add", reader=READERS[0]) as tx:
        model = tx.derived.insert_model(
            run_id=None, name="bench", folder="bench", network="rbc_small", codes=codes, metrics={}, active=True
        )
    with store._committing() as connection:
        _insert(connection, "specimen", _specimens(smears))
        _insert(connection, "smear", _smears(hashes))
        _insert(connection, "detection_run", _runs(smears, cells // smears))
        for first in range(0, cells, 50_000):
            ids = np.arange(first + 1, min(first + 50_000, cells) + 1)
            places = random.uniform((12, 12), (WIDTH - 12, HEIGHT - 12), (len(ids), 2)).round(2)
            radii = random.normal(14, 2, len(ids)).clip(6, 24).round(2)
            labelled = random.random(len(ids)) < 1 / 3
            readers = random.choice(3, len(ids), p=(0.8, 0.15, 0.05))
            smear_of = np.minimum((ids - 1) * smears // cells, smears - 1) + 1
            circles = list(zip(*places.T.tolist(), radii.tolist(), strict=True))
            rows = zip(ids.tolist(), smear_of.tolist(), circles, labelled.tolist(), readers.tolist(), strict=True)
            new = list(rows)
            _insert(connection, "cell", map(_cell, new))
            given = random.choice(len(codes), len(ids), p=_shares(len(codes))).tolist()
            _insert(connection, "cell_label", _labels(new, given, codes))
            probabilities = random.dirichlet(np.full(len(codes), 0.5), len(ids)).round(5)
            _insert(connection, "prediction", _predictions(new, probabilities, codes, model))
        chain.append(connection, _log(smears, cells // smears))
    project.close()


def _insert(connection: Any, table: str, rows: Iterator[dict[str, Any]]) -> None:
    """Insert by the driver, because SQLAlchemy takes minutes for a million rows."""
    from sqlalchemy import insert

    from rbc_desk.store.schema.tables import Base

    new = list(rows)
    if new:
        columns = Base.metadata.tables[table].columns
        defaults = {one.name: one.default.arg for one in columns if one.default is not None and one.default.is_scalar}
        statement = insert(Base.metadata.tables[table]).values(dict.fromkeys(new[0])).compile(connection.engine)
        named = statement.positiontup
        rows_of_values = [tuple((defaults | row)[name] for name in named) for row in new]
        connection.exec_driver_sql(str(statement), rows_of_values)


def _shares(n: int) -> np.ndarray:
    shares = np.array([0.6, *np.full(n - 1, 0.4 / (n - 1))])
    return shares / shares.sum()


def _specimens(smears: int) -> Iterator[dict[str, Any]]:
    for k in range(-(-smears // _SPECIMENS)):
        yield {"id": k + 1, "code": f"dog {k:04d}", "removed": False}


def _smears(hashes: list[str]) -> Iterator[dict[str, Any]]:
    for k, sha256 in enumerate(hashes):
        yield {
            "id": k + 1, "specimen_id": k // _SPECIMENS + 1, "name": f"smear {k:04d}.jpg", "width": WIDTH,
            "stored_name": f"smear {k}.jpg", "sha256": sha256, "height": HEIGHT, "typical_diameter_px": 28.0,
            "um_per_px": 0.2, "scale_source": "file", "imported_at": _at(k), "imported_by": READERS[0],
            "removed": False,
        }  # fmt: skip


def _runs(smears: int, n: int) -> Iterator[dict[str, Any]]:
    for k in range(smears):
        run = {"detector": "hough", "params": "{}", "n_cells": n, "created_at": _at(k)}
        yield {"id": k + 1, "smear_id": k + 1, **run}


_UNIT = [(round(np.cos(a), 4), round(np.sin(a), 4)) for a in np.linspace(0, 2 * np.pi, 24, endpoint=False)]


def _cell(row: tuple[Any, ...]) -> dict[str, Any]:
    cell_id, smear_id, (x, y, r), labelled, reader = row
    state = "confirmed" if labelled else "rejected" if cell_id % 20 == 0 else "proposed"
    outline = [round(v, 2) for u, w in _UNIT for v in (x + r * u, y + r * w)]
    shape = {
        "ellipse": [x, y, r, r, 0.0], "area": round(3.14 * r * r, 1), "circularity": 0.93, "solidity": 0.97,
        "outline": outline,
    }  # fmt: skip
    said = None if state == "proposed" else json.dumps({READERS[reader]: state})
    return {
        "id": cell_id, "smear_id": smear_id, "run_id": smear_id, "x": x, "y": y, "r": r, "score": 0.9,
        "at_border": False, "shape": json.dumps(shape), "state": state, "verdicts": said, "row_version": 1,
        "removed": False, "updated_at": _at(cell_id), "updated_by": READERS[reader],
    }  # fmt: skip


def _labels(rows: list[Any], given: list[int], codes: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for (cell_id, _, _, labelled, reader), code in zip(rows, given, strict=True):
        if not labelled:
            continue
        yield _label(cell_id, codes[code], READERS[reader])
        if cell_id % 10 == 0:
            yield _label(cell_id, codes[(code + cell_id // 10 % 2) % len(codes)], READERS[(reader + 1) % 3])


def _label(cell_id: int, code: str, reader: str) -> dict[str, Any]:
    return {"cell_id": cell_id, "code": code, "reader": reader, "is_current": True, "created_at": _at(cell_id)}


def _predictions(
    rows: list[Any], probabilities: np.ndarray, codes: tuple[str, ...], model: int
) -> Iterator[dict[str, Any]]:
    best = probabilities.argmax(1).tolist()
    for (cell_id, _, (x, y, r), labelled, _), own, code in zip(rows, probabilities.tolist(), best, strict=True):
        if not labelled or cell_id % 4 == 0:
            word = {"code": codes[code], "probabilities": json.dumps(own), "created_at": _at(cell_id)}
            yield {"model_id": model, "cell_id": cell_id, "x": x, "y": y, "r": r, **word}


def _log(smears: int, n: int) -> Iterator[dict[str, Any]]:
    for k in range(smears):
        after = {"ids": list(range(k * n + 1, (k + 1) * n + 1)), "columns": {"state": {"all": "proposed"}}}
        yield {
            "at": _at(k), "reader": READERS[0], "op": "Find cells", "step": f"{k:032x}", "entity": "cell",
            "entity_id": None, "before": None, "after": after, "source": "detector:bench", "undoes": None,
        }  # fmt: skip


_START = datetime(2025, 1, 1, tzinfo=UTC)


def _at(n: int) -> str:
    return (_START + timedelta(seconds=10 * n)).isoformat(timespec="milliseconds")


# measuring


def measure(folder: Path, *, labels: int) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from rbc_desk.services.cells import labelling
    from rbc_desk.ui.app import open_window

    app = QApplication([])
    window = open_window(app)
    window.resize(1360, 860)
    context = window.context

    def until(true: Callable[[], bool]) -> float:
        """Handle events until the condition holds. Returns the longest round in milliseconds."""
        end, longest = time.perf_counter() + _LONGEST_S, 0.0
        while not true():
            longest = max(longest, clocked(app.processEvents)[0])
            time.sleep(0.001)  # as an event loop does: the jobs that it waits for need the interpreter
            if time.perf_counter() > end:
                raise TimeoutError
        return longest

    def timed(what: str, act: Callable[[], object], done: Callable[[], bool] = lambda: True) -> float:
        start, used, own = time.perf_counter(), time.process_time(), time.thread_time()
        held = max(clocked(act)[0], until(done))
        app.processEvents()
        took, used, own = time.perf_counter() - start, time.process_time() - used, time.thread_time() - own
        print(
            f"{what}: {took:.2f} s ({used:.2f} s of processor time, {own:.2f} s of them the window's), "
            f"window held {held:.0f} ms",
            flush=True,
        )
        return took

    def rest(seconds: float) -> None:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            app.processEvents()

    counted: list[bool] = []
    context.counting.counted.connect(lambda: counted.append(True))
    timed("opening", lambda: context.open_project(folder, reader=READERS[0]))
    project = context.project
    assert project is not None
    smears = window.page("smears")
    timed("  its cells counted", lambda: None, lambda: bool(counted))
    until(lambda: not window.unbuilt_pages())  # as in a window that has been open for some seconds
    timed("the smears' table read anew", smears.refresh)
    print(f"  it has {len(smears.model.smears)} rows, {sum(s.n_cells for s in smears.model.smears)} cells")
    rest(1.0)
    context.jobs.cancel_all()  # thumbnails are not part of this benchmark
    timed("Label with the first smear", lambda: window.go("label"), lambda: bool(window.page("label").cells))
    page = window.page("label")
    gallery, area = page.gallery, page.gallery.area
    gallery.bar.scope.setCurrentIndex(1)
    painted = lambda: not gallery.reading and bool(area.visible_cells())  # noqa: E731
    seen = lambda: bool(area.visible_cells())  # noqa: E731
    timed("the whole gallery, first tiles", lambda: page.views.show_view(gallery.name), seen)
    timed("  all of them in order", lambda: None, painted)
    for box in (gallery.bar.order, gallery.bar.group):
        for i in range(box.count()):
            if box.itemData(i) != "likeness" and i != box.currentIndex():
                timed(f"  {box.itemText(i)}", lambda box=box, i=i: box.setCurrentIndex(i), painted)
        box.setCurrentIndex(0)
        until(painted)
    taken: list[Took] = []
    bar = area.verticalScrollBar()
    for frame in range(60):
        bar.setValue(bar.maximum() * frame // 60 if frame % 2 else bar.value() + 60)
        taken.append(clocked(area.viewport().repaint))
        rest(0.02)
    told("a frame while scrolling", taken)
    codes = project.class_set().codes

    def each(name: str, cells: list[int]) -> None:
        taken: list[Took] = []
        undone: list[Took] = []
        for i, cell_id in enumerate(cells):
            step = lambda i=i, cell_id=cell_id: context.edit(  # noqa: E731
                labelling.set_label(project, cell_ids=[cell_id], code=codes[i % len(codes)])
            )
            for act, into in ((step, taken), (context.undo_stack.undo, undone)):
                into.append(clocked(act, app.processEvents))
                rest(0.03)
        told(f"one label in {name}", taken)
        told(f"one undo in {name}", undone)

    context.jobs.cancel_all()
    stored: list[Took] = []
    taken_back: list[Took] = []
    n_cells = sum(smear.n_cells for smear in smears.model.smears)
    for i, cell_id in enumerate(np.random.default_rng(0).integers(1, n_cells, labels).tolist()):
        code, ids, made = codes[i % len(codes)], [cell_id], []
        stored.append(clocked(lambda: made.append(labelling.set_label(project, cell_ids=ids, code=code))))  # noqa: B023
        taken_back.append(clocked(lambda: labelling.apply(project, made[0].inverse())))  # noqa: B023
    told("one label in the store alone", stored)
    told("one undo in the store alone", taken_back)
    each("the gallery", [cell.id for cell in area.visible_cells()][:labels])
    many = [area.board.cells[int(i)].id for i in area.bins[1].numbers[:10_000]]

    def relabel() -> None:
        context.commit(lambda of: labelling.set_label(of, cell_ids=many, code=codes[-1]), cell_ids=many)

    for name, act in (
        ("relabelled", relabel),
        ("undone", context.undo),
        ("redone", context.redo),
    ):
        timed(f"{len(many)} cells {name}", act, lambda: not context.saving.busy and not gallery.reading)
        timed("  counted", context.counting.known, lambda: not context.counting.busy)
    page.views.show_view(page.picture.name)
    until(lambda: bool(page.cells))
    rest(1.0)
    each("the smear", [cell.id for cell in page.cells][:labels])
    review = page.review
    review.bar.scope.setCurrentIndex(1)
    ready = lambda: not review.reading and review.current is not None  # noqa: E731
    timed("the whole review, first cell", lambda: page.views.show_view(review.name), ready)
    print(f"  it has {len(review.queue)} cells")
    rest(2.0)
    taken = []
    for i in range(labels):
        key = Qt.Key.Key_1 if i % 3 else Qt.Key.Key_Return
        taken.append(clocked(lambda key=key: QTest.keyClick(review.stage, key), app.processEvents))
        rest(0.03)
    told("one key in the review", taken)
    for name in ("train", "evaluate", "classify", "project", "smears", "label"):
        timed(f"page {name}", lambda name=name: window.go(name))
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    window.close()
    context.shut_down()


Took = tuple[float, float]
"""Milliseconds of wall time, and of processor time, which other programs hardly affect."""


def clocked(*acts: Callable[[], object]) -> Took:
    start, used = time.perf_counter(), time.thread_time()
    for act in acts:
        act()
    return 1000 * (time.perf_counter() - start), 1000 * (time.thread_time() - used)


def told(what: str, taken: list[Took]) -> None:
    if taken:
        sides = [f"{np.median(ms):.1f} ms median, {np.percentile(ms, 99):.1f} p99" for ms in zip(*taken, strict=True)]
        print(f"{what}: {sides[0]}; {sides[1]} of processor time", flush=True)


if __name__ == "__main__":
    main()
