"""Measures a scripted review of 1000 cells by real key events: the time that the program adds.

Four rendered smears, cells with predictions, the real window: Enter, a class key or Delete, then the time until the
next cell with its image is painted. Between keys the window is idle, as while a reader looks at a cell.

    python benchmarks/review.py [--cells 1000] [--rest-ms 30]
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for job in ("PRESORT", "LIVE_LEARNING"):  # minutes of other work behind the window; "true" measures with it
    os.environ.setdefault(f"RBC_DESK_{job}", "false")
SMEARS = 4
WIDTH, HEIGHT, RADIUS = 2400, 1600, 22.0
GOAL_S, MICROSCOPE_S, SCREEN_S = 120.0, 191.0, 326.0
"""Seconds for 1000 cells: the goal, readers with a microscope, readers with the best commercial system."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, default=1000)
    parser.add_argument("--rest-ms", type=float, default=30.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("STATE", "CONFIG", "DATA"):
            os.environ[f"XDG_{kind}_HOME"] = folder
        make_project(Path(folder) / "project", options.cells)
        measure(Path(folder) / "project", options)


def make_project(folder: Path, n: int) -> None:
    from PIL import Image

    from rbc_desk.core.cells.cell import CellState
    from rbc_desk.core.history.changes import Entity
    from rbc_desk.imaging.synth.smears import render_smear
    from rbc_desk.services.cells import labelling
    from rbc_desk.services.project.project import create_project
    from rbc_desk.services.smears import library
    from rbc_desk.store.rows import PredictionRow

    project = create_project(folder, class_set="paper", reader="bench")
    for k in range(SMEARS):
        picture = folder.parent / f"smear {k}.png"
        Image.fromarray(
            render_smear(seed=k, width=WIDTH, height=HEIGHT, cell_px=2 * RADIUS, n_cells=600).pixels
        ).save(picture)
    library.add_smears(project, paths=sorted(folder.parent.glob("smear *.png")))
    random = np.random.default_rng(0)
    codes = project.class_set().codes
    with project.store.transact("Add", reader="bench") as tx:
        model = tx.derived.insert_model(
            run_id=None, name="bench", folder="bench", network="rbc_small", codes=codes, metrics={}, active=True
        )
    for info in library.smears(project):
        places = random.uniform((RADIUS, RADIUS), (WIDTH - RADIUS, HEIGHT - RADIUS), (n // SMEARS + 50, 2))
        with project.store.transact("Add", reader="bench") as tx:
            run = tx.derived.insert_detection_run(smear_id=info.id, detector="hough", params={}, n_cells=len(places))
            new = [
                {"smear_id": info.id, "run_id": run, "x": x, "y": y, "r": RADIUS, "state": CellState.PROPOSED}
                | {"at_border": False, "score": 0.9}
                for x, y in places.tolist()
            ]
            ids = tx.insert_many(Entity.CELL, new)
        for k, code in enumerate(codes):  # examples to compare with
            labelling.set_label(project, cell_ids=ids[k : 50 : len(codes)], code=code)
        rows = []
        for cell in labelling.some_cells(project, cell_ids=ids[50:]):
            probabilities = tuple(float(p) for p in random.dirichlet(np.ones(len(codes))))
            rows.append(
                PredictionRow(model, cell.id, cell.circle, codes[int(np.argmax(probabilities))], probabilities)
            )
        with project.store.transact("Classify", reader="bench") as tx:
            tx.derived.put_predictions(rows)
    project.close()


def measure(folder: Path, options: argparse.Namespace) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from window_common import visit_every_page

    from rbc_desk.ui.app import open_window

    app = QApplication([])
    window = open_window(app)
    window.resize(1360, 860)
    window.activateWindow()
    context = window.context
    context.open_project(folder)
    visit_every_page(window)
    page = window.page("label")
    review = page.review
    page.views.show_view(review.name)

    def until(true: Callable[[], bool]) -> None:
        while not true():
            app.processEvents()

    def rest(seconds: float) -> None:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            app.processEvents()

    until(
        lambda: (
            len(review.queue) > 0
            and review.current is not None
            and review.compare.atlas is not None
            and not context.jobs.active
        )
    )
    window.activateWindow()
    until(window.isActiveWindow)
    review.activated()
    rest(1.0)
    painted: list[int] = []
    seen_at: list[float] = []  # processor time of this thread
    review.stage.painted.connect(painted.append)
    review.stage.painted.connect(lambda _: seen_at.append(time.thread_time()))
    keys = (Qt.Key.Key_Return,) * 8 + (Qt.Key.Key_1, Qt.Key.Key_Delete)
    taken, used = [], []
    n = len(review.queue)
    begin = time.perf_counter()
    for i in range(n):
        painted.clear()
        seen_at.clear()
        before, used_before = time.perf_counter(), time.thread_time()
        QTest.keyClick(review.stage, keys[i % len(keys)])
        cell = review.current
        wanted = cell.id if cell is not None else 0
        until(lambda wanted=wanted: not wanted or wanted in painted)
        taken.append(1000 * (time.perf_counter() - before))
        if seen_at:  # there is none after the last cell
            used.append(1000 * (seen_at[-1] - used_before))
        rest(options.rest_ms / 1000)
    all_s = time.perf_counter() - begin
    ours = sum(taken) / 1000
    print(f"{len(review.queue.done)} of {n} cells reviewed by keys, {all_s:.1f} s with {options.rest_ms:.0f} ms rest")
    print(f"from key to next cell painted: {np.median(taken):.1f} ms median, {np.percentile(taken, 99):.1f} ms p99")
    print(f"processor time of that: {np.median(used):.1f} ms median, {np.percentile(used, 99):.1f} ms p99")
    print(f"the program's own share: {ours:.1f} s")
    left = 1000 * (GOAL_S - 1000 * ours / n) / 1000
    print(f"for 1000 cells in {GOAL_S:.0f} s a reader has {left:.0f} ms a cell left to look and press")
    print(f"readers need {MICROSCOPE_S:.0f} s with the microscope, {SCREEN_S:.0f} s with the best commercial screen")
    window.close()
    context.shut_down()


if __name__ == "__main__":
    main()
