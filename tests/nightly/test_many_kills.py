"""Programs that label are killed, hundreds of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="programs are forked, which this system cannot")
def test_programs_that_are_killed_while_they_label_lose_nothing_that_they_called_saved(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    kills = pytestconfig.getoption("kills")
    command = [sys.executable, "-m", "tests.kills", str(tmp_path / "project"), "--kills", str(kills)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    sys.stdout.write(done.stdout)
    assert done.stdout.startswith(f"{kills} kills, ")


@pytest.mark.timeout(4 * 3600)  # two hundred each of six kinds of work
@pytest.mark.skipif(not hasattr(os, "fork"), reason="programs are forked, which this system cannot")
def test_programs_that_are_killed_at_other_work_leave_sound_projects(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    kills = pytestconfig.getoption("kills")
    command = [sys.executable, "-m", "tests.kills_of_work", str(tmp_path), "--kills", str(kills)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    sys.stdout.write(done.stdout)
    assert done.stdout.count(f"{kills} kills, ") == 6
