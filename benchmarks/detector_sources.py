"""Measures the learned detector on every source of labelled smears, and on sources it was not trained on.

python benchmarks/detector_sources.py [--limit 40] [--bundle FOLDER] [--sheets DIR] [--leave-one-out] [--steps 1000]

For each source: the recall of whole labelled red cells, the width of circles relative to the labels, the precision (a
lower bound if labels are incomplete), circles on background, white cells and platelets, the error of the typical
width, and processor milliseconds per image (median). The scorers in --score evaluate the circles. --leave-one-out
trains a detector on all other sources for each source, and evaluates it on that source.
"""

from __future__ import annotations

import argparse
import csv
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from rbc_desk.core.cells.cell import AnnotatedCell, CellKind, red_only
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.detect import DETECTORS
from rbc_desk.imaging.read import read_image
from rbc_desk.services.detection.detector_training import AnnotatedFolder, train_detector
from rbc_desk.store.exchange.annotated import ReadOptions
from rbc_desk.store.exchange.registry import IMPORTERS

SHARED = Path(__file__).resolve().parents[2] / "shared"
SOURCES = {
    "chula": "chula:chula",
    "bccd": "voc:bccd",
    "aslan": "boxes:more/aslan",
    "raabin": "boxes:more/raabin",
    "cellavision": "boxes:more/cellavision",
}
COLUMNS = ("recall", "width", "precision", "white", "platelets", "lost", "ground", "width off")
COLUMNS += ("long: box", "ellipse", "at most", "ms")
LONG = 1.25  # ratio of the sides of a labelled box from which its cell is not round


@dataclass(frozen=True, slots=True)
class Image:
    """An image and its labels."""

    path: Path
    cells: tuple[AnnotatedCell, ...]


def main() -> None:
    options = parse_options()
    cv2.setNumThreads(1)
    print("| source | images | " + " | ".join(COLUMNS) + " |")
    print("|---" * (2 + len(COLUMNS)) + "|")
    for name in options.source or SOURCES:
        bundle = options.bundle
        if options.leave_one_out:
            bundle = trained_without(name, options)
        evaluate(name, bundle, options)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("--score", type=Path, default=SHARED / "score", help="detection.py and soundness.py")
    parser.add_argument("--source", action="append", choices=tuple(SOURCES), help="may be repeated; default: all")
    parser.add_argument("--limit", type=int, default=40, help="so many images of each source, spread evenly")
    parser.add_argument("--bundle", default="", help="the detector's folder; default: the shipped one")
    parser.add_argument("--leave-one-out", action="store_true", help="train a detector for each source on the others")
    parser.add_argument("--steps", type=int, default=1000, help="of each such training")
    parser.add_argument("--sheets", type=Path, metavar="DIR", help="an image of circles over smears for each source")
    return parser.parse_args()


def trained_without(name: str, options: argparse.Namespace) -> str:
    """The folder of a detector that was not trained on this source. It is kept in the temporary folder."""
    folder = Path(tempfile.gettempdir()) / f"rbc-desk-detector-without-{name}-{options.steps}"
    if not folder.is_dir():
        others = [folder_of(spec, options.data) for source, spec in SOURCES.items() if source != name]
        train_detector(others, output=folder, rounds=1, steps=options.steps)
    return str(folder)


def folder_of(spec: str, data: Path) -> AnnotatedFolder:
    kind, _, folder = spec.partition(":")
    return AnnotatedFolder(kind, data / folder)


def images_of(name: str, options: argparse.Namespace) -> list[Image]:
    source = folder_of(SOURCES[name], options.data)
    found = IMPORTERS[source.format].make()(source.folder, ReadOptions(all_kinds=True)).smears
    labelled = [Image(smear.path, smear.cells) for smear in found if smear.cells]
    chosen = np.linspace(0, len(labelled) - 1, min(options.limit, len(labelled))).round().astype(int)
    return [labelled[i] for i in chosen]


def evaluate(name: str, bundle: str, options: argparse.Namespace) -> None:
    find = DETECTORS["learned"].make({"bundle": bundle})
    images = images_of(name, options)
    rows, ms, off, held = [], [], [], []
    for image in images:
        pixels = read_image(image.path).pixels
        start = time.process_time()
        circles = [cell.circle for cell in red_only(find(pixels))]
        ms.append(1000 * (time.process_time() - start))
        rows += [(image.path.name, c.x, c.y, c.r) for c in circles] or [(image.path.name, -99.0, -99.0, 1.0)]
        held += held_by(circles, image.cells, size=pixels.shape[1::-1])
        known = [2 * c.r for c in image.cells if c.r and c.kind is CellKind.RED]
        if known and circles:
            off.append(abs(float(np.median([2 * c.r for c in circles]) / np.median(known)) - 1))
        if options.sheets:
            draw(options.sheets / name, image, pixels, circles)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "cells.csv"
        with table.open("w", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerows([("image", "x", "y", "r"), *rows])
        text = scored(name, table, options)
    parts = dict(re.findall(r"(recall|width|precision|on white|on platelets|lost images|on ground) ([\d.]+)", text))
    share = re.search(r"on ground \d+ \(([\d.]+%)\)", text)
    values = [
        parts.get(key, "-") for key in ("recall", "width", "precision", "on white", "on platelets", "lost images")
    ]
    values += [
        share.group(1) if share else "-",
        f"{100 * np.median(off):.0f} %" if off else "-",
        *([f"{part:.3f}" for part in np.mean(held, axis=0)] if held else "---"),
        f"{np.median(ms):.0f}",
    ]
    print(f"| {name} | {len(images)} | " + " | ".join(values) + " |", flush=True)


def held_by(
    circles: Sequence[Circle], labels: Sequence[AnnotatedCell], *, size: tuple[int, int]
) -> list[tuple[float, float, float]]:
    """For each long labelled box that was found and the border does not cut: the shares of the last columns."""
    steps = np.linspace(-1, 1, 41)
    x, y = np.meshgrid(steps, steps)  # of half a side, from the middle of the box
    ellipse = x * x + y * y <= 1
    shares = []
    for box in (cell.box for cell in labels if cell.box is not None and cell.kind is CellKind.RED):
        half = np.array([box.x1 - box.x0, box.y1 - box.y0]) / 2
        middle = np.array([box.x0 + box.x1, box.y0 + box.y1]) / 2
        inside = (middle - half > 1).all() and (middle + half < np.array(size) - 1).all()
        if not inside or not circles or half.max() < LONG * half.min():
            continue
        nearest = min(circles, key=lambda c: float(np.hypot(c.x - middle[0], c.y - middle[1])))
        if np.hypot(nearest.x - middle[0], nearest.y - middle[1]) > half.mean() / 2:
            continue
        px, py = x * half[0], y * half[1]
        held = np.hypot(px - (nearest.x - middle[0]), py - (nearest.y - middle[1])) <= nearest.r
        shares.append((held.mean(), held[ellipse].mean(), (np.hypot(px, py) <= half.max()).mean()))
    return shares


def scored(name: str, table: Path, options: argparse.Namespace) -> str:
    """The output of the scorers for these circles."""
    root = options.data / SOURCES[name].partition(":")[2]
    kind = {"chula": "images", "bccd": "bccd"}.get(name, "boxes")
    folder = root / "images" if kind == "images" else root
    commands = [["soundness.py", kind, folder, table]]
    if name == "chula":
        commands.append(["detection.py", "chula", chosen_part(root, table), table])
    printed = []
    for script, *arguments in commands:
        done = subprocess.run(
            [sys.executable, options.score / script, *arguments], capture_output=True, text=True, check=True
        )
        printed.append(done.stdout)
    return "\n".join(printed)


def chosen_part(root: Path, table: Path) -> Path:
    """A folder with the labels of the images in `table` only, because that scorer counts every label it finds."""
    part = table.parent / "part"
    (part / "labels").mkdir(parents=True)
    with table.open(newline="") as handle:
        stems = {Path(row["image"]).stem for row in csv.DictReader(handle)}
    for stem in stems:
        (part / "labels" / f"{stem}.txt").write_text((root / "labels" / f"{stem}.txt").read_text())
    (part / "fully_labelled.txt").write_text((root / "fully_labelled.txt").read_text())
    return part


def draw(folder: Path, image: Image, pixels: np.ndarray, circles: list) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    drawn = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    for c in circles:
        cv2.circle(drawn, (round(c.x), round(c.y)), round(c.r), (60, 160, 40), 1, cv2.LINE_AA)
    cv2.imwrite(str(folder / f"{image.path.stem}.png"), drawn)


if __name__ == "__main__":
    main()
