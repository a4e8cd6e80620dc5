"""A training on two processes that torchrun itself starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from rbc_desk.learn.bundles.bundle import load_bundle
from rbc_desk.services.project.project import create_project
from tests.unit.services.training.test_training import add_smear

ROOT = Path(__file__).resolve().parents[2]


def test_torchrun_trains_one_model_on_two_processes(tmp_path: Path) -> None:
    project = create_project(tmp_path / "project", class_set="paper", reader="Ann")
    for seed in range(4):
        add_smear(project, seed=seed)
    project.close()
    launch = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "rbc_desk.cli.main"]
    command = [sys.executable, *launch, "train", "-p", str(tmp_path / "project"), "-o", str(tmp_path / "model")]
    command += ["--json", "--split", "cell"]
    for setting in ("epochs=3", "batch_size=8", "input_px=32", "device=cpu", "ema=0.5"):
        command += ["--set", setting]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False, timeout=500
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout)["epochs"] == 3
    assert done.stderr.count('"event": "EpochDone"') == 3
    assert load_bundle(tmp_path / "model").codes == ("hypochromia", "normal")
