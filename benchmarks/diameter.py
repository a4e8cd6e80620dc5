"""Measures the cell diameter on real smears scaled to known widths.

The width measured on the unscaled smear is taken as the truth. The smear is then scaled to cells of 12, 16, 24, 120
and 250 px, and measured again.

    python benchmarks/diameter.py [--limit 14]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np

from rbc_desk.imaging.detect.learned import located
from rbc_desk.imaging.detect.locator import SHIPPED, load_locator
from rbc_desk.imaging.read import read_image
from rbc_desk.settings.paths import shipped_models

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
WIDTHS_PX = (12, 16, 24, 120, 250)
LARGEST_PX = 2500  # of a side; a larger part adds nothing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=14, help="so many images of each source, spread evenly")
    options = parser.parse_args()
    locator = load_locator(shipped_models() / "detectors" / SHIPPED)
    print("source  width px  median off  10th   90th percentile  within 5 %")
    for source in ("chula", "bccd"):
        files = sorted((DATA / source / "images").glob("*.jpg"))
        files = [files[i] for i in np.linspace(0, len(files) - 1, options.limit).round().astype(int)]
        smears = [(pixels, located(locator, pixels)[1]) for pixels in (read_image(f).pixels for f in files)]
        for width in WIDTHS_PX:
            off = 100 * np.array([located(locator, scaled(p, width / d))[1] / width - 1 for p, d in smears])
            low, middle, high = np.percentile(off, [10, 50, 90])
            share = np.mean(np.abs(off) < 5)
            print(f"{source:6s} {width:9d} {middle:10.1f}% {low:6.1f}% {high:13.1f}% {share:11.2f}", flush=True)


def scaled(pixels: np.ndarray, factor: float) -> np.ndarray:
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=method)[:LARGEST_PX, :LARGEST_PX]


if __name__ == "__main__":
    main()
