"""Measures a whole slide of 60,000 x 40,000 pixels: opening, panning, and finding cells region by region.

The slide is rendered into a temporary folder, tile by tile, as a pyramidal TIFF with JPEG tiles: thick on the left, a
monolayer in the middle, nearly empty on the right. Each part runs in a process of its own.

    python benchmarks/slides.py [--size 60000x40000] [--regions 24] [--frames 240] [--slide FILE] [--keep FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import imagecodecs
import numpy as np
import psutil
import tifffile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TILE = 512
UM_PER_PX = 0.25
VIEW = (1600, 1000)
STEP_PX = 24
MARK = "RESULT "
MONOLAYER = (0.42, 0.66)


def bank() -> np.ndarray:
    """Tiles to compose the slide of: 8 thick, 24 of a monolayer, 8 nearly empty."""
    from rbc_desk.imaging.synth.smears import render_smear

    rng = np.random.default_rng(1)
    tiles = []
    for _ in range(8):
        noise = cv2.GaussianBlur(rng.normal(0, 60, (TILE, TILE)).astype(np.float32), (0, 0), 4)[..., None]
        tiles.append(np.clip(np.array([170, 95, 110]) + noise, 0, 255).astype(np.uint8))
    for n, cells, kinds in ((24, 110, 100), (8, 4, 200)):
        for seed in range(n):
            smear = render_smear(
                seed=kinds + seed, width=TILE, height=TILE, n_cells=cells, cell_px=30, overlap=0.05, white_cell=False
            )
            tiles.append(smear.pixels)
    return np.stack(tiles)


def plan(columns: int, rows: int) -> np.ndarray:
    """Which tile stands where, [rows, columns]."""
    rng = np.random.default_rng(2)
    across = np.arange(columns)[None, :] / columns + rng.normal(0, 0.01, (rows, 1))
    thick, mono = rng.integers(0, 8, (rows, columns)), rng.integers(8, 32, (rows, columns))
    empty = rng.integers(32, 40, (rows, columns))
    return np.where(across < MONOLAYER[0], thick, np.where(across < MONOLAYER[1], mono, empty))


def write(path: Path, *, width: int, height: int) -> None:
    """Write the slide; only one tile is in memory at a time, besides the bank."""
    tiles, where = bank(), plan(-(-width // TILE), -(-height // TILE))
    settings = {
        "tile": (TILE, TILE), "photometric": "ycbcr", "subsampling": (1, 1), "compression": "jpeg", "metadata": None,
        "dtype": np.uint8,
    }  # fmt: skip
    whole = [encoded(tile) for tile in tiles]
    per_cm = 10_000 / UM_PER_PX
    with tifffile.TiffWriter(path, bigtiff=True) as file:
        file.write(
            (whole[index] for index in where.ravel()), shape=(height, width, 3), resolution=(per_cm, per_cm),
            resolutionunit="CENTIMETER", **settings,
        )  # fmt: skip
        level = 1
        while max(width, height) >> level > TILE:
            shape = (height >> level, width >> level, 3)
            file.write(smaller(tiles, where, level, shape), shape=shape, subfiletype=1, **settings)
            level += 1


def encoded(tile: np.ndarray) -> bytes:
    return imagecodecs.jpeg8_encode(tile, level=85, colorspace="RGB", outcolorspace="YCBCR", subsampling="444")


def smaller(tiles: np.ndarray, where: np.ndarray, level: int, shape: tuple[int, int, int]) -> Iterator[bytes]:
    """The tiles of a smaller level, each composed of shrunk tiles of the bank."""
    n, side = 2**level, TILE >> level
    shrunk = np.stack([cv2.resize(tile, (side, side), interpolation=cv2.INTER_AREA) for tile in tiles])
    for row in range(-(-shape[0] // TILE)):
        for column in range(-(-shape[1] // TILE)):
            part = where[row * n : (row + 1) * n, column * n : (column + 1) * n]
            pixels = np.full((TILE, TILE, 3), 255, np.uint8)
            found = shrunk[part].swapaxes(1, 2).reshape(part.shape[0] * side, part.shape[1] * side, 3)
            pixels[: found.shape[0], : found.shape[1]] = found
            yield encoded(pixels)


def tell(**figures: float) -> None:
    memory = psutil.Process().memory_info()
    figures["peak_mb"] = getattr(memory, "peak_wset", 0) / 1e6 or peak_mb()
    print(MARK + json.dumps(figures))


def peak_mb() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def open_and_pan(path: Path, *, frames: int) -> None:
    """Open the slide in its window, then pan at full size and while zoomed out."""
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtWidgets import QApplication, QWidget

    from rbc_desk.services.smears import slides
    from rbc_desk.settings.model import Settings
    from rbc_desk.ui.dialogs.slide import SlideDialog
    from rbc_desk.ui.state.app_context import AppContext

    app = QApplication([])
    context, parent = AppContext(settings=Settings(reader="A")), QWidget()
    parent.resize(*VIEW)
    began, cpu = time.perf_counter(), time.process_time()
    slide = slides.open_slide(path)
    dialog = SlideDialog(context, slide=slide, overview=slide.overview(), taken=[], parent=parent)
    dialog.resize(VIEW[0] + 288, VIEW[1])
    dialog.show()
    dialog.canvas.viewport().repaint()
    shown, shown_cpu = time.perf_counter() - began, time.process_time() - cpu
    figures = {"open_s": shown, "open_cpu_s": shown_cpu}
    for scale in (1.0, 0.3, 0.06):
        dialog.canvas.show_at(QPointF(0.5 * slide.width, 0.5 * slide.height), scale=scale)
        painted, whole, complete = [], [], 0
        for frame in range(frames):
            way = QPoint(-STEP_PX if frame % 120 < 60 else STEP_PX, -STEP_PX // 2)
            before, clock = time.thread_time(), time.perf_counter()
            dialog.canvas.pan_by(way)
            dialog.canvas.viewport().repaint()
            painted.append(1000 * (time.thread_time() - before))
            app.processEvents()  # the tiles that arrived
            whole.append(1000 * (time.thread_time() - before))
            complete += dialog.levels.is_complete
            time.sleep(max(0.0, 1 / 60 - (time.perf_counter() - clock)))  # frames come at 60 a second
        key = f"at_{scale:g}"
        figures[f"{key}_paint_ms"] = statistics.median(painted)
        figures[f"{key}_frame_ms"] = statistics.median(whole)
        figures[f"{key}_frame_p95_ms"] = statistics.quantiles(whole, n=20)[-1]
        figures[f"{key}_sharp"] = complete / frames
    tell(**figures)
    dialog.reject()
    context.shut_down()


def find_cells_on_regions(path: Path, *, regions: int) -> None:
    """Propose regions, store them and find their cells, as `rbc-desk import --propose` and *Find cells* do."""
    from rbc_desk.services.detection import find_cells
    from rbc_desk.services.project.project import create_project
    from rbc_desk.services.smears import library, slides

    with tempfile.TemporaryDirectory() as folder, slides.open_slide(path) as slide:
        project = create_project(Path(folder) / "project", class_set="paper", reader="A")
        began = time.process_time()
        found = slides.propose(slide, n=regions)
        proposed = time.process_time()
        added = slides.add_regions(project, slide, found)
        stored = time.process_time()
        find_cells.detect_smears(project, smear_ids=added.ids)
        ended = time.process_time()
        left, right = (share * slide.width for share in MONOLAYER)
        inside = sum(left <= region.x + region.width / 2 <= right for region in found)
        n_cells = sum(info.n_cells for info in library.smears(project))
        project.close()
    tell(
        regions=len(found), in_monolayer=inside, propose_cpu_s=proposed - began, store_cpu_s=stored - proposed,
        detect_cpu_s=ended - stored, cells=n_cells,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="60000x40000")
    parser.add_argument("--regions", type=int, default=24)
    parser.add_argument("--frames", type=int, default=240)
    parser.add_argument("--slide", type=Path, help="a slide that is there already")
    parser.add_argument("--keep", type=Path, help="write the slide to this file and keep it")
    parser.add_argument("--part", choices=("pan", "detect"), help="run one part in this process")
    options = parser.parse_args()
    if options.part == "pan":
        open_and_pan(options.slide, frames=options.frames)
        return
    if options.part == "detect":
        find_cells_on_regions(options.slide, regions=options.regions)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = options.slide or options.keep or Path(folder) / "slide.tif"
        if options.slide is None:
            width, height = map(int, options.size.split("x"))
            began = time.process_time()
            write(path, width=width, height=height)
            print(f"written in {time.process_time() - began:.0f} s, {path.stat().st_size / 1e6:.0f} MB")
        for part in ("pan", "detect"):
            command = [sys.executable, __file__, "--part", part, "--slide", str(path)]
            command += ["--frames", str(options.frames), "--regions", str(options.regions)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            line = next(line for line in done.stdout.splitlines() if line.startswith(MARK))
            for name, value in json.loads(line.removeprefix(MARK)).items():
                print(f"{part:7s} {name:20s} {value:10.3g}")


if __name__ == "__main__":
    main()
