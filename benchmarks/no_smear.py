"""Measures how long it takes to tell that a picture is no blood smear: noise, a page of text, clouds.

Prints the least of some runs of the default detector, in processor seconds of all threads and in seconds of the
clock, and how many cells were found (none, if all is well).

    python benchmarks/no_smear.py [--runs 3]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import cv2
import numpy as np

from rbc_desk.imaging.detect import DEFAULT_DETECTOR, DETECTORS
from rbc_desk.imaging.detect.registry import Found

Pixels = np.ndarray
SIZES = ((320, 240), (640, 480), (3600, 2400))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    find = DETECTORS[DEFAULT_DETECTOR].make()
    find(noise(64, 64))  # loads the network
    print("picture        size          processor s   wall s   cells   told")
    for draw in (noise, page, clouds):
        for width, height in SIZES:
            pixels = draw(width, height)
            (used, wall), found = min(
                (timed(lambda p=pixels: find(p)) for _ in range(options.runs)), key=lambda r: r[0]
            )
            told = isinstance(found, Found) and found.doubtful
            size = f"{width} x {height}"
            print(
                f"{draw.__name__:14s} {size:12s} {used:12.2f} {wall:8.2f} {len(found):7d}   {'yes' if told else 'NO'}"
            )


def timed(act: Callable[[], list[object]]) -> tuple[tuple[float, float], list[object]]:
    used, wall = time.process_time(), time.perf_counter()
    found = act()
    return (time.process_time() - used, time.perf_counter() - wall), found


def noise(width: int, height: int) -> Pixels:
    return np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)


def page(width: int, height: int) -> Pixels:
    """A page of text with lines a nineteenth of the height apart."""
    drawn, rng, scale = np.full((height, width, 3), 250, np.uint8), np.random.default_rng(1), height / 480
    for line in range(18):
        words = "".join(rng.choice(list("abcdefghij klmnop qrstu vwxyz"), 46))
        at, thick = (round(20 * scale), round((30 + 25 * line) * scale)), max(1, round(scale))
        cv2.putText(drawn, words, at, cv2.FONT_HERSHEY_SIMPLEX, 0.6 * scale, (30, 30, 30), thick, cv2.LINE_AA)
    return drawn


def clouds(width: int, height: int) -> Pixels:
    """Sums of ever finer waves, in blue and white."""
    rng, total = np.random.default_rng(1), np.zeros((height, width), np.float32)
    for octave in range(2, 9):
        grid = rng.normal(size=(3 * 2**octave // 4, 2**octave)).astype(np.float32)
        total += 0.5**octave * cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)
    share = ((total - total.min()) / np.ptp(total))[..., None]
    return (share * (240, 245, 250) + (1 - share) * (60, 120, 210)).astype(np.uint8)


if __name__ == "__main__":
    main()
