"""The learned detector taught anew, by the service and by the command as a process, on rendered smears."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rbc_desk.core.cells import AnnotatedCell, DetectedCell
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.geometry import Circle
from rbc_desk.imaging.detect import DETECTORS
from rbc_desk.imaging.synth import render_smear
from rbc_desk.learn.locate.views import BASE_CELL_PX
from rbc_desk.services.detector_training import Source, class_worth, lesson

ROOT = Path(__file__).resolve().parents[3]
PIXELS = np.full((400, 400, 3), 220, np.uint8)


def found(x: float, y: float, score: float, *, at_border: bool = False) -> DetectedCell:
    return DetectedCell(Circle(x, y, 17.0), score, at_border)


def centres(circles: np.ndarray) -> list[tuple[int, int]]:
    return sorted((round(x), round(y)) for x, y, _ in circles)


GRID = [(x, y) for x in (60, 160, 260, 360) for y in (60, 160, 260, 360)]


def test_points_take_the_circles_they_lie_in_and_a_point_in_none_is_unsure() -> None:
    labelled = [AnnotatedCell(x + 6, y - 5, None, "normal") for x, y in GRID] + [AnnotatedCell(210, 210, None, None)]
    made = lesson(PIXELS, labelled=labelled, found=[found(x, y, 0.9) for x, y in GRID])
    assert made is not None
    scale = BASE_CELL_PX / 34
    assert centres(made.cells / scale) == sorted(GRID)
    assert centres(made.unsure / scale) == [(210, 210)]


def test_on_a_smear_labelled_in_part_sure_circles_are_cells_and_others_unsure() -> None:
    labelled = [AnnotatedCell(x, y, None, None) for x, y in GRID[:8]]
    circles = [found(x, y, 0.9) for x, y in GRID[:12]] + [found(x, y, 0.3) for x, y in GRID[12:]]
    made = lesson(PIXELS, labelled=labelled, found=circles)
    assert made is not None
    assert centres(made.cells) == sorted(GRID[:12])
    assert centres(made.unsure) == sorted(GRID[12:])
    assert len(made.weak) == 0


def test_on_a_completely_labelled_smear_a_circle_without_a_label_is_weak_background() -> None:
    labelled = [AnnotatedCell(x, y, None, None) for x, y in GRID]
    circles = [found(x, y, 0.9) for x, y in GRID] + [found(210, 210, 0.9), found(390, 210, 0.9, at_border=True)]
    made = lesson(PIXELS, labelled=labelled, found=circles)
    assert made is not None
    assert centres(made.weak) == [(210, 210)]
    assert (390, 210) in centres(made.cells)


def test_boxes_stand_as_they_are_and_too_few_cells_teach_nothing() -> None:
    boxes = [AnnotatedCell(x, y, 20.0, None) for x, y in GRID]
    made = lesson(PIXELS, labelled=boxes, found=[found(x + 3, y, 0.9) for x, y in GRID])
    assert made is not None
    assert np.allclose(made.cells[:, 2], BASE_CELL_PX / 2)
    assert lesson(PIXELS, labelled=boxes[:2], found=[]) is None


def test_a_rare_class_counts_more_and_keeps_its_worth_with_its_circle() -> None:
    labelled = [AnnotatedCell(x, y, None, "normal") for x, y in GRID[:12]]
    labelled += [AnnotatedCell(x, y, None, "schistocyte") for x, y in GRID[12:15]] + [
        AnnotatedCell(*GRID[15], None, "teardrop")
    ]
    worth = class_worth([labelled])
    assert worth == {"normal": 1, "schistocyte": 2, "teardrop": pytest.approx(12**0.5)}
    assert class_worth([labelled * 9, [AnnotatedCell(1, 1, None, "burr")]])["burr"] == 4
    assert class_worth([]) == {}
    # the schistocytes' and the border's circles come first, one label has no circle
    circles = [found(x, y, 0.9) for x, y in reversed(GRID[1:])] + [found(390, 210, 0.9, at_border=True)]
    made = lesson(PIXELS, labelled=labelled, found=circles, worth=worth)
    assert made is not None
    of = {(round(x), round(y)): w for (x, y, _), w in zip(made.cells, made.worth, strict=True)}
    assert of == {place: worth[c.code] for place, c in zip(GRID[1:], labelled[1:], strict=True)} | {(390, 210): 1}


def test_a_source_without_a_format_is_told_how_to_write_one() -> None:
    with pytest.raises(SettingsError, match="FORMAT:FOLDER"):
        Source.parsed("/some/folder")


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    table = tmp_path / "cells.csv"
    with table.open("w", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["image", "x", "y", "r"])
        for seed in range(3):
            smear = render_smear(seed=seed, width=320, height=240, cell_px=34, n_cells=25)
            Image.fromarray(smear.pixels).save(tmp_path / f"{seed}.png")
            writer.writerows([f"{seed}.png", c.x, c.y, c.r] for c in smear.cells)
    return table


def command(*arguments: object, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rbc_desk.cli.main", *map(str, arguments)],
        cwd=home,
        env=os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def test_the_command_leaves_a_detector_that_detect_can_use_and_that_can_be_gone_on_from(
    annotated: Path, tmp_path: Path
) -> None:
    pytest.importorskip("onnx")
    out = tmp_path / "mine"
    done = command(
        "train-detector", f"csv:{annotated}", "-o", out, "--steps", 4, "--rounds", 1, "--rendered", 2, "--json",
        home=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rendered"] == 2
    assert {path.name for path in out.iterdir()} == {"weights.safetensors", "network.onnx", "bundle.json", "CARD.md"}
    image = np.asarray(Image.open(annotated.parent / "0.png"))
    DETECTORS["learned"].make({"bundle": str(out)})(image)
    again = command(
        "train-detector", f"csv:{annotated}", "-o", out, "--start", out, "--steps", 2, "--rounds", 1, "--rendered", 0,
        home=tmp_path,
    )  # fmt: skip
    assert again.returncode == 0, again.stderr
    assert json.loads((out / "bundle.json").read_text())["started_from"] == "mine"


def test_a_folder_with_something_else_in_it_is_refused_before_anything_is_computed(
    annotated: Path, tmp_path: Path
) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("mine")
    done = command("train-detector", f"csv:{annotated}", "-o", tmp_path / "thesis", home=tmp_path)
    assert done.returncode == 1
    assert "not overwritten" in done.stderr
    assert (tmp_path / "thesis" / "chapter.txt").read_text() == "mine"
