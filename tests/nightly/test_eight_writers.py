"""Eight programs write to one project for a minute, in a file and on a server: all get a turn, nothing is lost."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_eight_writers_for_a_minute_lose_nothing() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "shared.py"), "--seconds", "60", "--labels", "100"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    sys.stdout.write(done.stdout)
    assert done.returncode == 0, done.stderr
    found = re.findall(r"^(\w+): 8 writers in 60 s: (\d+) steps, (\d+) lost$", done.stdout, re.MULTILINE)
    assert [(kind, lost) for kind, _, lost in found] == [("file", "0"), ("server", "0")]
    assert all(int(steps) > 0 for _, steps, _ in found)
