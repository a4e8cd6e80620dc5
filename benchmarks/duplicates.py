"""Finds duplicate fields in a folder of smears: count, time, and a sheet for visual inspection.

    python benchmarks/duplicates.py FOLDER [--limit N] [--sheet FILE.png]

The sheet has one pair per row: first all pairs found, most similar first, then the most similar ones not found. Each
row shows the first image, the second, and both overlaid (red and green, grey where they agree).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import cv2
import numpy as np

from rbc_desk.core.files.images import find_images
from rbc_desk.imaging.field import duplicates
from rbc_desk.imaging.read import read_image

WIDTH = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--sheet", type=Path, default=None)
    asked = parser.parse_args()
    files = find_images([asked.folder])[: asked.limit]
    started = time.perf_counter()
    thumbprints = [duplicates.thumbprint(read_image(path).pixels) for path in files]
    read = time.perf_counter()
    pairs = duplicates.find_pairs(thumbprints, least_likeness=-1)
    compared = time.perf_counter()
    found = [pair for pair in pairs if pair.likeness >= duplicates.LEAST_LIKENESS]
    rest = [pair for pair in pairs if pair.likeness < duplicates.LEAST_LIKENESS]
    smears = {number for pair in found for number in (pair.first, pair.second)}
    print(f"{len(files)} pictures: {len(found)} pairs of {len(smears)} pictures show one field")
    print(f"{read - started:.1f} s to read, {compared - read:.1f} s to compare")
    for name, group in (("least likely found", found[-3:]), ("likest not found", rest[:3])):
        told = (f"{files[p.first].name} {files[p.second].name} {p.likeness:.2f} ({p.overlap:.0%})" for p in group)
        print(f"{name}: " + ", ".join(told))
    if asked.sheet is not None:
        rows = [_row(pair, files, found=True) for pair in found[-16:]] + [
            _row(p, files, found=False) for p in rest[:8]
        ]
        cv2.imwrite(str(asked.sheet), np.vstack(rows))


def _row(pair: duplicates.SamePair, files: list[Path], *, found: bool) -> np.ndarray:
    one, other = (cv2.cvtColor(read_image(files[i]).pixels, cv2.COLOR_RGB2BGR) for i in (pair.first, pair.second))
    size = (WIDTH, round(WIDTH * one.shape[0] / one.shape[1]))
    one, other = cv2.resize(one, size), cv2.resize(other, size)
    side = max(size)
    move = np.array([[1, 0, pair.dx * side], [0, 1, pair.dy * side]], np.float32)
    moved = cv2.warpAffine(cv2.cvtColor(other, cv2.COLOR_BGR2GRAY), move, size)
    grey = cv2.cvtColor(one, cv2.COLOR_BGR2GRAY)
    row = np.hstack([one, other, np.dstack([grey, moved, grey])])
    text = f"{'found' if found else 'not'} {files[pair.first].stem} {files[pair.second].stem} {pair.likeness:.2f}"
    cv2.putText(row, text, (4, 16), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (0, 0, 200), 1, cv2.LINE_AA)
    return np.asarray(row[: size[1]])


if __name__ == "__main__":
    main()
