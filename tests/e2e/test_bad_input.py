"""`rbc-desk detect` on images that are not smears, and on altered smears."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from rbc_desk.imaging.detect import DETECTORS
from rbc_desk.imaging.synth.smears import render_smear
from tests.commands import run_command

ROOT = Path(__file__).resolve().parents[2]
SMEAR = render_smear(seed=21, n_cells=50)
TRUE = len(SMEAR.cells)


def meadow() -> NDArray[np.uint8]:
    """What a photo has and a smear has not: a horizon, textures, edges of every length."""
    rng = np.random.default_rng(0)
    noise = cv2.resize(rng.normal(0, 1, (30, 40, 3)).astype(np.float32), (640, 480), interpolation=cv2.INTER_CUBIC)
    photo = np.clip(110 + 50 * noise + rng.normal(0, 18, (480, 640, 3)), 0, 255).astype(np.uint8)
    photo[:200] = (120, 170, 230)
    for _ in range(60):
        x, y = rng.integers(0, 640), rng.integers(180, 480)
        cv2.line(photo, (int(x), int(y)), (int(x + rng.integers(-40, 40)), int(y - 90)), (30, 80, 20), 2)
    return photo


def giant() -> NDArray[np.uint8]:
    pixels = np.full((480, 640, 3), (226, 222, 214), np.uint8)
    cv2.circle(pixels, (320, 240), 200, (190, 120, 140), cv2.FILLED)
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), 3), np.uint8)


PICTURES = {
    "blank": np.full((240, 320, 3), 228, np.uint8),
    "black": np.zeros((240, 320, 3), np.uint8),
    "one-pixel": np.full((1, 1, 3), 200, np.uint8),
    "line": np.full((1, 1000, 3), 200, np.uint8),
    "giant": giant(),
    "meadow": meadow(),
    "grey": np.repeat(SMEAR.pixels.mean(2, keepdims=True), 3, 2).astype(np.uint8),
    "inverted": 255 - SMEAR.pixels,
    "blue": (SMEAR.pixels * (0.35, 0.5, 1.0)).astype(np.uint8),
    "plain": SMEAR.pixels,
}


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """How many cells one run of the command finds on each picture."""
    folder = tmp_path_factory.mktemp("bad")
    for name, pixels in PICTURES.items():
        cv2.imwrite(str(folder / f"{name}.png"), pixels[:, :, ::-1])
    output = folder / "cells.csv"
    done = run_command("detect", folder, "-o", output, cwd=folder)
    assert done.returncode == 0, done.stderr
    with output.open(newline="") as handle:
        return Counter(Path(row["image"]).stem for row in csv.DictReader(handle))


@pytest.mark.parametrize("name", ["blank", "black", "one-pixel", "line"])
def test_where_nothing_is_nothing_is_found(counts: Counter[str], name: str) -> None:
    assert counts[name] <= 1


def test_one_giant_cell_is_not_many_and_a_photo_does_not_fill_with_circles(counts: Counter[str]) -> None:
    assert counts["giant"] <= 3
    assert counts["meadow"] <= 1.5 * TRUE


@pytest.mark.parametrize("name", ["plain", "grey", "blue"])
def test_a_smear_without_colour_or_under_a_filter_keeps_its_cells(counts: Counter[str], name: str) -> None:
    assert abs(counts[name] - TRUE) < 0.2 * TRUE


def test_an_inverted_smear_does_not_fill_with_circles(counts: Counter[str]) -> None:
    assert counts["inverted"] <= 1.5 * TRUE


@pytest.mark.nightly
def test_a_smear_of_many_fields_takes_little_more_memory_than_its_picture() -> None:
    """4500 x 4500 pixels are 57 MiB; `tests/nightly/test_large_smears.py` does the same with a hundred fields."""
    check_memory(side=5, picture_mib=58, more_mib=440)


def check_memory(*, side: int, picture_mib: int, more_mib: int) -> None:
    """One process reads the memory's peak on `side` x `side` fields of 120 cells, and every cell is found."""
    field = render_smear(seed=2, width=900, height=900, cell_px=40, n_cells=120).pixels
    script = (
        "import resource, sys, numpy as np\n"
        "from rbc_desk.imaging.detect import DETECTORS\n"
        "find = DETECTORS['learned'].make()\n"
        "field = np.load(sys.argv[1])\n"
        "find(field)\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        f"whole = np.tile(field, ({side}, {side}, 1))\n"
        "found = find(whole)\n"
        "print(len(found), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    single = len(DETECTORS["learned"].make()(field))
    done = run_with(script, field)
    found, grown_mib = map(int, done.split())
    assert abs(found - side**2 * single) < 0.1 * side**2 * single
    assert grown_mib < picture_mib + more_mib


def run_with(script: str, field: NDArray[np.uint8]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "field.npy", field)
        return subprocess.run(
            [sys.executable, "-c", script, str(Path(folder) / "field.npy")],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
