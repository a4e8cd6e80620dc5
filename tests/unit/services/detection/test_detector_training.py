"""Training the learned detector, by the service and by the command, on rendered smears."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rbc_desk.core.errors import SettingsError
from rbc_desk.imaging.detect import DETECTORS
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.detection.detector_training import AnnotatedFolder
from tests.commands import run_command

ROOT = Path(__file__).resolve().parents[4]


def test_a_source_without_a_format_is_told_how_to_write_one() -> None:
    with pytest.raises(SettingsError, match="FORMAT:FOLDER"):
        AnnotatedFolder.parsed("/some/folder")


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
    return run_command(*arguments, cwd=home, env=os.environ | {"HOME": str(home)})


@pytest.mark.nightly
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
    again = run_command(
        "train-detector", f"csv:{annotated}", "-o", out, "--start", out, "--steps", 2, "--rounds", 1, "--rendered", 0,
        cwd=tmp_path, env=os.environ | {"HOME": str(tmp_path)},
    )  # fmt: skip
    assert again.returncode == 0, again.stderr
    assert json.loads((out / "bundle.json").read_text())["started_from"] == "mine"


def test_a_folder_with_something_else_in_it_is_refused_before_anything_is_computed(
    annotated: Path, tmp_path: Path
) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("mine")
    environment = os.environ | {"HOME": str(tmp_path)}
    done = run_command("train-detector", f"csv:{annotated}", "-o", tmp_path / "thesis", cwd=tmp_path, env=environment)
    assert done.returncode == 1
    assert "not overwritten" in done.stderr
    assert (tmp_path / "thesis" / "chapter.txt").read_text() == "mine"
