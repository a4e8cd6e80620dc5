"""A plug-in that is installed beside the program adds a detector; one that fails is named and keeps nothing back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PLUGIN = """
from rbc_desk.core.cells.cell import DetectedCell
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.registry import NoParams
from rbc_desk.imaging.detect import DETECTORS

def register():
    @DETECTORS.register("middle", summary="One cell in the middle.")
    def build(_params: NoParams):
        def find(pixels, **_settings):
            return [DetectedCell(Circle(pixels.shape[1] / 2, pixels.shape[0] / 2, 10.0), 1.0)]
        return find

def broken():
    raise RuntimeError("no licence")
"""


def test_an_installed_plugin_is_a_detector_and_a_broken_one_is_named(tmp_path: Path) -> None:
    site = tmp_path / "site"
    described = site / "middle_detector-1.0.dist-info"
    described.mkdir(parents=True)
    (site / "middle_detector.py").write_text(PLUGIN)
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: middle-detector\nVersion: 1.0\n")
    (described / "entry_points.txt").write_text(
        "[rbc_desk.plugins]\nmiddle = middle_detector:register\nbroken = middle_detector:broken\n"
    )
    image = next((Path(__file__).resolve().parents[2] / "resources" / "sample").glob("*.jpg"))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, "-m", "rbc_desk.cli.main", "detect", str(image), "--detector", "middle", "-o", "cells.csv"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "'broken' could not be loaded: no licence" in done.stderr
    assert len((tmp_path / "cells.csv").read_text().splitlines()) == 2
