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


@pytest.fixture(scope="module")
def labelme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python that labelme is installed for."""
    folder = tmp_path_factory.mktemp("labelme")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    # without the guard of the tests: this is the one process that may reach the network
    free = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run([python, "-m", "pip", "install", "--quiet", "labelme>=6.3"], check=True, env=free)
    return python


def test_labelme_opens_our_json_with_its_image_and_every_cell(labelme: Path, tmp_path: Path) -> None:
    drawn = {str(seed): draw_smear(tmp_path / f"{seed}.png", seed=seed) for seed in (1, 2)}
    rows = [f"{stem}.png,{x},{y},{RADIUS},{code}" for stem, cells in drawn.items() for x, y, code in cells]
    (tmp_path / "cells.csv").write_text("\n".join(["image,x,y,r,class", *rows]))
    for words in ("new p", "import csv cells.csv -p p", "export labelme -o out -p p"):
        done = run_command(*words.split(), cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    told = subprocess.run([labelme, "-c", _READ, tmp_path / "out"], check=True, capture_output=True, text=True).stdout
    read = [json.loads(line) for line in told.splitlines()]
    assert [stem for stem, _, _ in read] == ["1", "2"]
    for stem, n_bytes, shapes in read:
        assert n_bytes == (tmp_path / "out" / f"{stem}.png").stat().st_size
        assert Counter(label for label, _, _ in shapes) == Counter(code for _, _, code in drawn[stem])
        for label, kind, points in shapes:
            assert kind == "polygon"
            x, y = np.mean(points, axis=0)
            assert min(abs(x - a) + abs(y - b) for a, b, code in drawn[stem] if code == label) < 2
