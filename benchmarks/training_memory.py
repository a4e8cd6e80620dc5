"""Measures memory and speed of a training: crops as arrays, and as PNG decoded per batch.

python benchmarks/training_memory.py [--cells N] [--batches N] [--network NAME] [--input PX] [--way arrays|png|auto]

Makes a project of N synthetic cells with stored crops of 224 px and trains on it with the program's service in a
separate process, for one epoch or a number of batches, up to the calibrated bundle. Reports the peak memory: the
resident set, and its private part (the rest are mapped files, such as torch's CUDA libraries, which the system can
release); both also before the training, with everything imported; and cells per second. Nothing is extrapolated.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

A_SMEAR = 200
WAYS = {"arrays": "1000000", "png": "0", "auto": ""}


def make_project(folder: Path, *, cells: int) -> None:
    """Make a project of labelled cells on rendered smears, with their crops."""
    from rbc_desk.core.geometry.circles import Circle
    from rbc_desk.core.history.changes import Entity
    from rbc_desk.imaging.cells.crop import DEFAULT_RECIPE, cut, encode_png
    from rbc_desk.imaging.synth.smears import render_smear
    from rbc_desk.services.cells import labelling
    from rbc_desk.services.project.project import create_project
    from rbc_desk.store.rows import CropRow

    project = create_project(folder, class_set="paper", reader="Benchmark")
    codes = project.class_set().codes[:2]
    random = np.random.default_rng(0)
    picture = render_smear(seed=0, width=1600, height=1200).pixels
    pngs: list[bytes] = []
    for number, begin in enumerate(range(0, cells, A_SMEAR)):
        n = min(A_SMEAR, cells - begin)
        at = random.uniform((60, 60), (1540, 1140), (n, 2))
        if not pngs:  # all smears have the same crops, because only their number matters
            circles = [Circle(float(x), float(y), 25.0) for x, y in at]
            cuts = (cut(picture, circle=c, recipe=DEFAULT_RECIPE, typical_diameter_px=50.0) for c in circles)
            pngs = [encode_png(crop) for crop in cuts]
        with project.store.transact("Add", reader="Benchmark") as tx:
            specimen = tx.insert(Entity.SPECIMEN, {"code": f"specimen {number}"})
            smear = {"specimen_id": specimen, "name": f"{number}.png", "stored_name": f"{number}.png",
                     "sha256": f"{number:064}", "width": 1600, "height": 1200,
                     "typical_diameter_px": 50.0}  # fmt: skip
            smear_id = tx.insert(Entity.SMEAR, smear)
            common = {"smear_id": smear_id, "r": 25.0, "state": "confirmed", "at_border": False}
            ids = tx.insert_many(Entity.CELL, [{**common, "x": float(x), "y": float(y)} for x, y in at])
        for index, code in enumerate(codes):
            labelling.set_label(project, cell_ids=ids[index::2], code=code)
        rows = [
            CropRow(i, Circle(float(x), float(y), 25.0), DEFAULT_RECIPE.hash, png)
            for i, (x, y), png in zip(ids, at, pngs, strict=False)
        ]
        with project.store.transact("Crops", reader="Benchmark") as tx:
            tx.derived.put_crops(rows)
    project.close()


def measure(folder: Path, *, network: str, input_px: int | None, batch: int, batches: int) -> dict[str, object]:
    """Train one epoch, or a number of batches, in this process."""
    import psutil

    from rbc_desk.core.events import BatchDone, Event
    from rbc_desk.core.task import Task
    from rbc_desk.services.open_project import open_project
    from rbc_desk.services.training import training

    process, ended = psutil.Process(), threading.Event()
    held: list[tuple[int, int]] = []

    def now() -> tuple[int, int]:
        """The resident set and its private part, in MB."""
        found = process.memory_info()
        return found.rss >> 20, (found.rss - getattr(found, "shared", 0)) >> 20

    def watch() -> None:
        while not ended.wait(0.02):
            held.append(now())

    project = open_project(folder, reader="Benchmark")
    training.warm_up()
    before = now()
    thread = threading.Thread(target=watch)
    thread.start()
    rates: list[float] = []
    task = Task()

    def report(event: Event) -> None:
        if isinstance(event, BatchDone):
            rates.append(event.images_per_s)
            if batches and event.batch >= batches:
                task.stop()

    values = {"network": network, "epochs": 1, "batch_size": batch, "device": "cpu", "precision": "fp32"}
    spec = training.spec_from(values if input_px is None else {**values, "input_px": input_px})
    started = time.perf_counter()
    model = training.train(project, spec=spec, split_by="cell", task=task.reporting_to(report))
    seconds = time.perf_counter() - started
    ended.set()
    thread.join()
    project.close()
    n = sum(sum(part.values()) for part in model.snapshot.counts.values())
    return {
        "cells": n, "network": network, "input_px": spec.side_px, "before_mb": before[0], "own_before_mb": before[1],
        "most_mb": max(rss for rss, _ in held), "own_most_mb": max(own for _, own in held),
        "seconds": round(seconds, 1), "cells_per_s": round(statistics.median(rates[1:] or rates), 1),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, default=400)
    parser.add_argument("--network", default="rbc_small")
    parser.add_argument("--input", type=int, help="input size in pixels; the network's own if not given")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--batches", type=int, default=0, help="stop after so many (0: a whole epoch)")
    parser.add_argument("--way", choices=[*WAYS, "both"], default="both")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        of = {"network": given.network, "input_px": given.input, "batch": given.batch, "batches": given.batches}
        print(json.dumps(measure(given.measure, **of)))
        return
    found = {}
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "project"
        make_project(folder, cells=given.cells)
        for way in ("arrays", "png") if given.way == "both" else (given.way,):
            command = [sys.executable, __file__, "--measure", str(folder), "--network", given.network]
            command += ["--batch", str(given.batch), "--batches", str(given.batches)]
            command += [] if given.input is None else ["--input", str(given.input)]
            environment = os.environ | {"RBC_DESK_CROPS_MB": WAYS[way]}
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(done.stderr)
            found[way] = json.loads(done.stdout)
    if given.json:
        print(json.dumps(found, indent=1))
        return
    for way, row in found.items():
        print(
            f"{way:<8}{row['cells']:>8} cells of {row['input_px']} px: at most {row['most_mb']} MB, its own "
            f"{row['own_most_mb']} MB (before {row['before_mb']} and {row['own_before_mb']} MB), "
            f"{row['cells_per_s']} cells/s, {row['seconds']} s in all"
        )


if __name__ == "__main__":
    main()
