"""Milliseconds a smear on one thread, for one detector or all, over a folder of images.

python benchmarks/detection.py FOLDER [--detector hough] [--limit 20]
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

import cv2

from rbc_desk.imaging.detect import DETECTORS
from rbc_desk.imaging.read import find_images, read_image


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--detector", choices=DETECTORS.names)
    parser.add_argument("--limit", type=int, default=20)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    smears = [read_image(path).pixels for path in find_images([options.folder])[: options.limit]]
    for entry in DETECTORS:
        if options.detector in (None, entry.name):
            find = entry.make()
            taken, cells = [], 0
            for pixels in smears:
                start = time.perf_counter()
                cells += len(find(pixels))
                taken.append(1000 * (time.perf_counter() - start))
            print(f"{entry.name}: median {statistics.median(taken):.0f} ms a smear, {cells / len(smears):.0f} cells")


if __name__ == "__main__":
    main()
