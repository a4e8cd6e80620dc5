"""Compares measured outlines with labels of real cells, and measures their cost on one thread.

python benchmarks/shapes.py [--limit 40]

Cells are found by the default detector. A label belongs to the nearest circle that contains it. AUROC: the share of
pairs in which a cell of the class is more elongated or less solid than a normal one. The elliptocytes are from
another source (with another background), which does not affect the outline.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np
from detection_rule import CHULA_CLASSES, read_chula
from sklearn.metrics import roc_auc_score

from rbc_desk.core.geometry.shape import CellShape
from rbc_desk.imaging.cells.shape import with_shapes
from rbc_desk.imaging.detect import DEFAULT_DETECTOR, DETECTORS
from rbc_desk.imaging.read import read_image

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "chula"
AGAINST = "normal"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chula", type=Path, default=DATA, help="images/, labels/, fully_labelled.txt")
    parser.add_argument("--limit", type=int, help="so many images, spread evenly")
    options = parser.parse_args()
    if not options.chula.is_dir():
        print(f"no data in {options.chula}: nothing measured")
        return
    cv2.setNumThreads(1)
    labelled = read_chula(options.chula)
    if options.limit and options.limit < len(labelled):
        labelled = [labelled[i] for i in np.linspace(0, len(labelled) - 1, options.limit).round().astype(int)]
    find = DETECTORS[DEFAULT_DETECTOR].make()
    by_class: dict[str, list[CellShape | None]] = defaultdict(list)
    finding, measuring = [], []
    for truth in labelled:
        pixels = read_image(truth.path).pixels
        start = time.perf_counter()
        found = find(pixels)
        between = time.perf_counter()
        cells = [cell for cell in with_shapes(pixels, found) if not cell.at_border]
        finding.append(1000 * (between - start))
        measuring.append(1000 * (time.perf_counter() - between))
        if not cells:
            continue
        circles = np.array([(c.circle.x, c.circle.y, c.circle.r) for c in cells])
        for (x, y), kind in zip(truth.points, truth.kinds, strict=True):
            distance = np.hypot(circles[:, 0] - x, circles[:, 1] - y)
            nearest = int(distance.argmin())
            if distance[nearest] < circles[nearest, 2]:
                by_class[CHULA_CLASSES[kind]].append(cells[nearest].shape)
    print(f"{len(labelled)} images; finding {statistics.median(finding):.0f} ms, outlines "
          f"{statistics.median(measuring):.0f} ms a smear (medians)")  # fmt: skip
    print("class           cells  measured  elongation  solidity  not round   AUROC against normal")
    print("                                   median    median               elongation  solidity")
    normal = [s for s in by_class[AGAINST] if s is not None]
    for kind in CHULA_CLASSES:
        if by_class[kind]:
            print_row(kind, by_class[kind], normal)


def print_row(kind: str, shapes: list[CellShape | None], normal: list[CellShape]) -> None:
    known = [s for s in shapes if s is not None]
    if not known:
        print(f"{kind:15s} {len(shapes):5d}  none measured")
        return
    long, solid = (statistics.median(getattr(s, name) for s in known) for name in ("elongation", "solidity"))
    line = (
        f"{kind:15s} {len(shapes):5d}  {100 * len(known) / len(shapes):6.1f} %  {long:10.2f}  {solid:8.3f}  "
        f"{100 * np.mean([not s.is_round for s in known]):7.1f} %"
    )
    if kind != AGAINST and normal:
        target = [1] * len(known) + [0] * len(normal)
        by_length = roc_auc_score(target, [s.elongation for s in known + normal])
        by_dent = roc_auc_score(target, [-s.solidity for s in known + normal])
        line += f"  {by_length:10.3f}  {by_dent:9.3f}"
    print(line)


if __name__ == "__main__":
    main()
