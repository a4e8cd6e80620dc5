"""Programs that read what we export, each in an environment of its own, because they bring another Qt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from tests.commands import run_command
from tests.gui.conftest import RADIUS, draw_smear

_READ = """
import json, sys
from pathlib import Path
from labelme._label_file import read_label_file

for path in sorted(Path(sys.argv[1]).glob("*.json")):
    read = read_label_file(str(path))
    shapes = [(one["label"], one["shape_type"], one["points"]) for one in read.shapes]
    print(json.dumps([path.stem, len(read.image_data), shapes]))
"""

_READ_AS_QUPATH_DOES = """
import json, sys
from pathlib import Path
from shapely.geometry import shape

for path in sorted(Path(sys.argv[1]).rglob("*.geojson")):
    found = json.loads(path.read_text("utf-8"))
    assert found["type"] == "FeatureCollection"
    cells = []
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        assert feature["properties"]["objectType"] in ("annotation", "detection", "cell")
        outline = shape(feature["geometry"])
        assert outline.geom_type == "Polygon" and outline.is_valid and outline.exterior.is_closed
        classified = feature["properties"]["classification"]
        cells.append((classified["name"], outline.centroid.x, outline.centroid.y, outline.area))
    print(json.dumps([path.stem, 0, cells]))
"""


@pytest.fixture(scope="module")
def other_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python that labelme and shapely are installed for."""
    folder = tmp_path_factory.mktemp("other")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    # without the guard of the tests: this is the one process that may reach the network
    free = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run([python, "-m", "pip", "install", "--quiet", "labelme>=6.3", "shapely>=2"], check=True, env=free)
    return python


def exported(tmp_path: Path, format: str) -> dict[str, list[tuple[int, int, str]]]:
    """Export two smears to tmp_path/out; returns the cells drawn on each, with the class of each as exported."""
    drawn = {str(seed): draw_smear(tmp_path / f"{seed}.png", seed=seed) for seed in (1, 2)}
    rows = [f"{stem}.png,{x},{y},{RADIUS},{code}" for stem, cells in drawn.items() for x, y, code in cells]
    (tmp_path / "cells.csv").write_text("\n".join(["image,x,y,r,class", *rows]))
    for words in ("new p", "import csv cells.csv -p p", f"export {format} -o out -p p"):
        done = run_command(*words.split(), cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    return drawn


def read(python: Path, code: str, folder: Path) -> list[list]:
    command = [python, "-c", code, folder]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in told.splitlines()]


def test_labelme_opens_our_json_with_its_image_and_every_cell(other_python: Path, tmp_path: Path) -> None:
    drawn = exported(tmp_path, "labelme")
    opened = read(other_python, _READ, tmp_path / "out")
    assert [stem for stem, _, _ in opened] == ["1", "2"]
    for stem, n_bytes, shapes in opened:
        assert n_bytes == (tmp_path / "out" / f"{stem}.png").stat().st_size
        assert Counter(label for label, _, _ in shapes) == Counter(code for _, _, code in drawn[stem])
        for label, kind, points in shapes:
            assert kind == "polygon"
            x, y = np.mean(points, axis=0)
            assert min(abs(x - a) + abs(y - b) for a, b, code in drawn[stem] if code == label) < 2


def test_our_geojson_has_valid_outlines_and_classes_as_qupath_reads_them(other_python: Path, tmp_path: Path) -> None:
    drawn = exported(tmp_path, "geojson")
    opened = read(other_python, _READ_AS_QUPATH_DOES, tmp_path / "out")
    assert sorted(stem.split(".")[0] for stem, _, _ in opened) == ["1", "2"]
    for stem, _, cells in opened:
        own = drawn[stem.split(".")[0]]
        assert len(cells) == len(own)
        for name, x, y, area in cells:
            a, b, code = min(own, key=lambda cell: abs(x - cell[0]) + abs(y - cell[1]))
            assert abs(x - a) + abs(y - b) < 2
            assert area == pytest.approx(np.pi * RADIUS**2, rel=0.1)
            assert name.lower().startswith(code[:6])
