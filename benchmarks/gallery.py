"""Measures the gallery with 50 000 cells: frames while scrolling, and time from a change to its painting.

A project of ten rendered smears with 5000 circles each, 1000 of them with predictions, in the real window.

    python benchmarks/gallery.py [--cells 50000] [--frames 200] [--repeats 5]
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for job in ("PRESORT", "LIVE_LEARNING"):  # minutes of other work behind the window; "true" measures with it
    os.environ.setdefault(f"RBC_DESK_{job}", "false")
SMEARS = 10
WIDTH, HEIGHT, RADIUS = 2400, 1600, 14.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, default=50_000)
    parser.add_argument("--frames", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=5, help="of each change; medians are told")
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
    from rbc_desk.services.project.project import create_project
    from rbc_desk.services.smears import library

    project = create_project(folder, class_set="paper", reader="bench")
    random = np.random.default_rng(0)
    for k in range(SMEARS):
        picture = folder.parent / f"smear {k}.png"
        Image.fromarray(
            render_smear(seed=k, width=WIDTH, height=HEIGHT, cell_px=2 * RADIUS, n_cells=1500).pixels
        ).save(picture)
    library.add_smears(project, paths=sorted(folder.parent.glob("smear *.png")))
    for info in library.smears(project):
        places = random.uniform((RADIUS, RADIUS), (WIDTH - RADIUS, HEIGHT - RADIUS), (n // SMEARS, 2))
        with project.store.transact("Add", reader="bench") as tx:
            run = tx.derived.insert_detection_run(smear_id=info.id, detector="hough", params={}, n_cells=len(places))
            tx.insert_many(
                Entity.CELL,
                [
                    {"smear_id": info.id, "run_id": run, "x": x, "y": y, "r": RADIUS, "state": CellState.PROPOSED}
                    | {"at_border": False, "score": 0.9}
                    for x, y in places.tolist()
                ],
            )
    project.close()


def measure(folder: Path, options: argparse.Namespace) -> None:
    from PySide6.QtWidgets import QApplication
    from window_common import visit_every_page

    from rbc_desk.services.cells import labelling
    from rbc_desk.ui.app import open_window

    app = QApplication([])
    window = open_window(app)
    window.resize(1360, 860)
    context = window.context
    context.open_project(folder)
    visit_every_page(window)
    page = window.page("label")
    gallery, area = page.gallery, page.gallery.area
    gallery.bar.scope.setCurrentIndex(1)
    start = time.perf_counter()
    page.views.show_view(gallery.name)

    def until(true: Callable[[], bool]) -> float:
        while not true():
            app.processEvents()
        return time.perf_counter()

    n = options.cells // SMEARS * SMEARS
    print(f"{n} cells read and arranged: {until(lambda: len(gallery.board.cells) == n) - start:.2f} s")
    bar = area.verticalScrollBar()
    taken = []
    for frame in range(options.frames):
        before, used = time.perf_counter(), time.thread_time()
        bar.setValue(bar.maximum() * frame // options.frames if frame % 2 else bar.value() + 60)
        area.viewport().repaint()
        taken.append((1000 * (time.perf_counter() - before), 1000 * (time.thread_time() - used)))
        until_idle = time.perf_counter() + 0.02
        while time.perf_counter() < until_idle:
            app.processEvents()
    wall, used_ms = zip(*taken, strict=True)
    print(
        f"a frame while scrolling: {statistics.median(wall):.1f} ms median, {np.percentile(wall, 99):.1f} ms p99;"
        f" processor time {statistics.median(used_ms):.1f} and {np.percentile(used_ms, 99):.1f} ms"
    )
    ids = [cell.id for cell in gallery.board.cells]
    for chosen in (ids[:1], ids[100:1100], ids[5000:15000]):
        taken_by_name: dict[str, list[tuple[float, float]]] = {}
        for _ in range(options.repeats):
            for name, act in (
                (
                    "relabelled",
                    lambda ids=chosen: context.edit(
                        labelling.set_label(context.project, cell_ids=ids, code="normal")
                    ),
                ),
                ("undone", context.undo_stack.undo),
                ("redone", context.undo_stack.redo),
            ):
                until(lambda: not context.jobs.active)
                before, used = time.perf_counter(), time.thread_time()
                act()
                app.processEvents()
                until(lambda: not gallery.reading)
                area.viewport().repaint()
                taken_ms = 1000 * (time.perf_counter() - before), 1000 * (time.thread_time() - used)
                taken_by_name.setdefault(name, []).append(taken_ms)
            context.undo_stack.undo()
        print(f"{len(chosen)} cells stored and painted:")
        for name, times in taken_by_name.items():
            wall, used = (statistics.median(one) for one in zip(*times, strict=True))
            print(f"  {name} {wall:.0f} ms ({used:.0f} ms of processor time); the first time {times[0][0]:.0f} ms")
    window.close()
    context.shut_down()


if __name__ == "__main__":
    main()
