"""Renders the bundled sample: eight smears and their truth in resources/sample.

python packaging/make_sample.py
"""

from __future__ import annotations

import csv
from pathlib import Path

from PIL import Image

from rbc_desk.imaging.synth.smears import render_smear

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "sample"
N_SMEARS = 8


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "truth.csv").open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("image", "x", "y", "r", "class"))
        for number in range(1, N_SMEARS + 1):
            name = f"sample-{number}.jpg"
            smear = render_smear(seed=100 + number)
            Image.fromarray(smear.pixels).save(FOLDER / name, quality=92)
            for cell in smear.cells:
                writer.writerow((name, f"{cell.x:.1f}", f"{cell.y:.1f}", f"{cell.r:.1f}", cell.code))


if __name__ == "__main__":
    main()
