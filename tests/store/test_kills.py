"""A few of the kills of which tests/nightly makes many."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="programs are forked, which this system cannot")
def test_a_program_that_is_killed_while_it_labels_loses_nothing_that_it_called_saved(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.kills", str(tmp_path / "project"), "--kills", "10"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("10 kills, ")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="programs are forked, which this system cannot")
def test_a_program_that_is_killed_at_other_work_leaves_a_sound_project_with_all_that_it_called_saved(
    tmp_path: Path,
) -> None:
    quick = ("import", "detect", "report", "migrate")  # trainings load torch after each kill: tests/nightly has them
    kinds = [word for kind in quick for word in ("--work", kind)]
    command = [sys.executable, "-m", "tests.kills_of_work", str(tmp_path), "--kills", "2", *kinds]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("2 kills, ") == 4
