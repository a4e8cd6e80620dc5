"""The light edition: everything but the training of whole networks works where there is no torch."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rbc_desk.services.training.graph import add_graph
from rbc_desk.settings.paths import resource, shipped_models

pytest.importorskip("onnx", reason="the extra `onnx` is not installed")
IMAGE = resource("sample/sample-4.jpg")
WITHOUT_TORCH = Path(__file__).resolve().parents[1] / "without_torch"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample model with its graph, as the build of the light edition ships it."""
    folder = tmp_path_factory.mktemp("models") / "sample"
    shutil.copytree(shipped_models() / "sample", folder)
    assert add_graph(folder)
    return folder


def light(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(WITHOUT_TORCH), os.environ["PYTHONPATH"]])
    return subprocess.run(
        [sys.executable, "-m", "rbc_desk.cli.main", *map(str, words)],
        cwd=cwd, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, check=False, timeout=500,
    )  # fmt: skip


def test_all_but_training_works_without_torch(tmp_path, bundle):
    done = light("smoke", "-o", "out", "--no-processes", "--bundle", bundle, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1] == "All steps passed."
    assert [line.partition(":")[0] for line in lines[:-1]] == [
        "detect", "classify", "evaluate", "explain", "check labels", "live learning", "train", "read formats",
    ]  # fmt: skip
    assert "Install the full edition" in lines[-3]


@pytest.mark.nightly
def test_the_window_and_worker_processes_work_without_torch(tmp_path, bundle):
    done = light("smoke", "-o", "out", "--window", "--bundle", bundle, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "report: 2 smears in two processes" in done.stdout
    assert "window: says where networks are trained" in done.stdout


def test_both_editions_give_the_same_table(tmp_path, bundle, rbc_desk):
    here = light("classify", IMAGE, "--bundle", bundle, "-o", "light.csv", cwd=tmp_path)
    assert here.returncode == 0, here.stderr
    assert rbc_desk("classify", IMAGE, "--bundle", bundle, "-o", "full.csv").returncode == 0
    ours, theirs = ([line.split(",") for line in (tmp_path / name).read_text().splitlines()]
                    for name in ("light.csv", "full.csv"))  # fmt: skip
    assert len(ours) == len(theirs) > 20
    for one, other in zip(ours, theirs, strict=True):
        for a, b in zip(one, other, strict=True):
            assert a == b or abs(float(a) - float(b)) < 0.002


def test_a_model_without_a_graph_says_how_to_write_it(tmp_path, bundle):
    bare = tmp_path / "bare"
    shutil.copytree(bundle, bare)
    (bare / "network.onnx").unlink()
    done = light("classify", IMAGE, "-b", bare, "-o", "x.csv", cwd=tmp_path)
    assert done.returncode == 1
    assert "rbc-desk export onnx" in done.stderr
