"""Compares the canvas with napari and labelme on the same smear of 6000 x 4000 pixels with 5000 circles.

    python benchmarks/canvas.py [--to FOLDER] [--only NAME ...] [--runs 1]

napari and labelme are installed by pip, each into its own virtual environment below FOLDER (by default a temporary
folder; a given one is kept and reused). Every program runs in a window of 1600 x 1000 on a virtual screen (Xvfb) with
OpenGL in software. The table shows the seconds from the start of the process to the painted window, the milliseconds
from a request to its painting while zooming and panning (median, 99th percentile) and when 1000 selected cells get
another class or colour, and the memory at the end. A program that cannot be measured is listed with the reason.
Without Xvfb, nothing is measured.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from canvas_common import MARK, SIZE  # noqa: E402

CELLS = 5000
TILES = (4, 4)
MOST_SECONDS = 600


class CannotMeasureError(Exception):
    """The reason why a program cannot be measured, for the table."""


def make_smear(folder: Path) -> None:
    """The image, rendered in tiles, and its circles."""
    import numpy as np
    from PIL import Image

    from rbc_desk.imaging.synth.smears import render_smear

    width, height = SIZE[0] // TILES[0], SIZE[1] // TILES[1]
    pixels = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    rows = []
    for i in range(TILES[0] * TILES[1]):
        x0, y0 = i % TILES[0] * width, i // TILES[0] * height
        tile = render_smear(seed=i, width=width, height=height, cell_px=44, n_cells=330, white_cell=False)
        pixels[y0 : y0 + height, x0 : x0 + width] = tile.pixels
        rows += [(cell.x + x0, cell.y + y0, cell.r, cell.code) for cell in tile.cells]
    order = np.random.default_rng(0).permutation(len(rows))[:CELLS]
    Image.fromarray(pixels).save(folder / "smear.jpg", quality=95)
    with (folder / "circles.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["x", "y", "r", "code"])
        writer.writerows(rows[i] for i in order)
    print(f"smear: {SIZE[0]} x {SIZE[1]} pixels, {len(order)} circles", file=sys.stderr)


def on_a_screen(command: list[str], *, folder: Path) -> str:
    """Run a command on a virtual screen with separate settings. Returns its output."""
    environment = os.environ | {"LIBGL_ALWAYS_SOFTWARE": "1", "QT_QPA_PLATFORM": "xcb", "RBC_DESK_READER": "A"}
    for kind in ("STATE", "CONFIG", "DATA", "CACHE"):
        environment[f"XDG_{kind}_HOME"] = str(folder / "home")
    (folder / "home").mkdir(exist_ok=True)
    try:
        done = subprocess.run(
            ["xvfb-run", "-a", "-s", "-screen 0 1920x1200x24", *command],
            env=environment,
            capture_output=True,
            text=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotMeasureError(f"not done after {MOST_SECONDS} s") from error
    if done.returncode:
        raise CannotMeasureError((done.stderr.strip().splitlines() or ["it ended without a word"])[-1])
    return done.stdout


def figures_of(command: list[str], *, folder: Path) -> dict[str, object]:
    said = on_a_screen([*command, str(time.perf_counter())], folder=folder)
    told = [line.removeprefix(MARK) for line in said.splitlines() if line.startswith(MARK)]
    if not told:
        raise CannotMeasureError("it told no figures")
    return json.loads(told[-1])


def python_with(packages: list[str], *, folder: Path) -> str:
    """The interpreter of a virtual environment with these packages."""
    python = folder / "bin" / "python"
    if not (folder / "done").is_file():
        print(f"installing {' '.join(packages)}", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        pip = subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", *packages], capture_output=True, text=True, check=False
        )
        if pip.returncode:
            raise CannotMeasureError(f"not installed: {(pip.stderr.strip().splitlines() or [''])[-1]}")
        (folder / "done").touch()
    return str(python)


def rbc_desk(folder: Path) -> list[str]:
    probe = str(HERE / "canvas_rbc_desk.py")
    if not (folder / "project").is_dir():
        on_a_screen([sys.executable, probe, "make", str(folder)], folder=folder)
    return [sys.executable, probe, "measure", str(folder)]


def napari(folder: Path, kind: str) -> list[str]:
    python = python_with(["napari[pyqt6]"], folder=folder / "napari")
    return [python, str(HERE / "canvas_napari.py"), kind, str(folder)]


def labelme(folder: Path) -> list[str]:
    python = python_with(["labelme"], folder=folder / "labelme")
    subprocess.run([python, str(HERE / "canvas_labelme.py"), "write", str(folder)], check=True)
    return [python, str(HERE / "canvas_labelme.py"), str(folder)]


PROGRAMS: dict[str, Callable[[Path], list[str]]] = {
    "RBC Desk": rbc_desk,
    "napari, points": lambda folder: napari(folder, "points"),
    "napari, shapes": lambda folder: napari(folder, "shapes"),
    "labelme": labelme,
}


def row(name: str, runs: list[dict[str, object]]) -> str:
    """A row of the table: the median of each figure over the runs."""

    def middle(key: str, part: str | None = None) -> float:
        return statistics.median(float(run[key][part] if part else run[key]) for run in runs)

    def spread(key: str) -> str:
        return f"{middle(key, 'median'):.0f} / {middle(key, 'p99'):.0f}"

    title = f"{name} {runs[0]['version']}" if "version" in runs[0] else name
    stored = f" ({middle('stored_ms', 'median'):.0f} with storing)" if "stored_ms" in runs[0] else ""
    cells = (
        title.replace(", points", " points").replace(", shapes", " shapes"),
        f"{middle('ready_s'):.1f}",
        spread("zoom_ms"),
        spread("pan_ms"),
        f"{middle('relabel_ms', 'median'):.0f}{stored}",
        f"{middle('resident_mib'):.0f}",
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, help="keep the environments, the smear and the project here")
    parser.add_argument("--only", nargs="+", choices=list(PROGRAMS), default=list(PROGRAMS))
    parser.add_argument("--runs", type=int, default=1)
    given = parser.parse_args()
    if shutil.which("xvfb-run") is None:
        raise SystemExit("There is no xvfb-run here: bash packaging/install-debian-packages installs it.")
    if given.to is not None:
        given.to.mkdir(parents=True, exist_ok=True)
        measure(given.to.resolve(), given)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), given)


def measure(folder: Path, given: argparse.Namespace) -> None:
    if not (folder / "circles.csv").is_file():
        make_smear(folder)
    print("| program | ready, s | zoom, ms | pan, ms | 1000 cells, ms | memory, MiB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name in given.only:
        try:
            command = PROGRAMS[name](folder)
            figures_of(command, folder=folder)  # fills the file cache
            print(row(name, [figures_of(command, folder=folder) for _ in range(given.runs)]), flush=True)
        except CannotMeasureError as error:
            print(f"| {name} | cannot be measured here: {error} | | | | |", flush=True)
    load = os.getloadavg()[0]
    print(f"\n{os.cpu_count()} cores, other work on them at the end: {load:.1f}")


if __name__ == "__main__":
    main()
