"""`rbc-desk detect` with its options."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rbc_desk.services.detection import presets
from tests.commands import run_command

ROOT = Path(__file__).resolve().parents[3]
SMEARS = [str(ROOT / "resources" / "sample" / f"sample-{i}.jpg") for i in (1, 2, 3)]


def started(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run `rbc-desk` as a user starts it."""
    command = [sys.executable, "-m", "rbc_desk.cli.main", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


def detect(
    folder: Path, *options: str, run: Callable[..., subprocess.CompletedProcess[str]] = run_command
) -> tuple[subprocess.CompletedProcess[str], list[dict[str, str]]]:
    output = folder / "cells.csv"
    done = run("detect", *SMEARS, "-o", str(output), *options, cwd=ROOT)
    if done.returncode:
        return done, []
    with output.open(encoding="utf-8") as file:
        return done, list(csv.DictReader(file))


@pytest.mark.nightly
def test_any_number_of_workers_writes_the_same_table(tmp_path: Path) -> None:
    (_, one), (_, three) = (detect(tmp_path, "--workers", n, run=started) for n in "13")
    assert one == three
    assert [row["image"] for row in one] == sorted(row["image"] for row in one)
    assert len(one) > 100


def test_a_setting_is_taken_and_a_wrong_one_told_in_one_line(tmp_path: Path) -> None:
    _, rows = detect(tmp_path, "--detector", "hough", "--set", "min_score=0.9")
    assert rows
    assert all(float(row["score"]) >= 0.9 for row in rows)
    done, _ = detect(tmp_path, "--detector", "hough", "--set", "nonsense=1")
    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_preset_saved_in_the_window_serves_the_command_line(tmp_path: Path) -> None:
    presets.save("Olympus 100x", detector="hough", params={"min_score": 0.9})
    _, rows = detect(tmp_path, "--preset", "Olympus 100x")
    assert rows
    assert all(float(row["score"]) >= 0.9 for row in rows)
    done, _ = detect(tmp_path, "--preset", "Zeiss")
    assert "Olympus 100x" in done.stderr


@pytest.mark.parametrize("workers", ["0", "many"])
def test_workers_that_cannot_be_are_wrong_use(tmp_path: Path, workers: str) -> None:
    assert detect(tmp_path, "--workers", workers)[0].returncode == 2


def test_shapes_are_a_table_of_their_own_and_leave_the_cells_table_as_it_is(tmp_path: Path) -> None:
    _, plain = detect(tmp_path)
    _, rows = detect(tmp_path, "--shapes", str(tmp_path / "shapes.csv"))
    assert rows == plain
    with (tmp_path / "shapes.csv").open(encoding="utf-8") as file:
        shapes = list(csv.DictReader(file))
    assert [(s["image"], s["x"], s["r"]) for s in shapes] == [(row["image"], row["x"], row["r"]) for row in rows]
    measured = [s for s in shapes if s["major_px"]]
    assert len(measured) > 0.7 * len(shapes)
    for s in measured:
        assert float(s["elongation"]) == pytest.approx(float(s["major_px"]) / float(s["minor_px"]), abs=0.01)
        assert len(s["outline"].split()) >= 3


def test_a_picture_that_is_no_smear_is_warned_of_and_has_no_cells_in_the_table(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (240, 320, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "snow.png")
    done = run_command("detect", tmp_path / "snow.png", SMEARS[0], "-o", tmp_path / "cells.csv", cwd=ROOT)
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stderr.splitlines() if "blood smear" in line] == ["snow.png"]
    with (tmp_path / "cells.csv").open(newline="") as handle:
        assert {row["image"] for row in csv.DictReader(handle)} == {Path(SMEARS[0]).name}


def test_settings_of_a_file_are_overridden_and_the_table_goes_to_standard_output(tmp_path: Path) -> None:
    (tmp_path / "d.toml").write_text("min_score = 0.2\ndiameter_px = 44\n")
    chosen = ("--detector", "hough", "--config", str(tmp_path / "d.toml"), "--set", "min_score=0.9")
    done = run_command("detect", SMEARS[0], "-o", "-", *chosen, cwd=tmp_path)
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert rows
    assert all(float(row["score"]) >= 0.9 for row in rows)
    assert f"{len(rows)} cells on 1 image" in done.stderr
    (tmp_path / "d.toml").write_text("min_score =\n")
    done = run_command("detect", SMEARS[0], "-o", "c.csv", *chosen, cwd=tmp_path)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    assert "not valid TOML" in done.stderr
    assert not (tmp_path / "c.csv").exists()


@pytest.mark.parametrize(("output", "shapes"), [("a.csv", "./a.csv"), ("a.csv", "-"), ("-", "-")])
def test_two_tables_never_share_a_file(tmp_path: Path, output: str, shapes: str) -> None:
    (tmp_path / "a.csv").write_text("earlier")
    done = run_command("detect", SMEARS[0], "-o", output, "--shapes", shapes, cwd=tmp_path)
    assert done.returncode == 2
    assert "file" in done.stderr
    assert (tmp_path / "a.csv").read_text() == "earlier"
