"""Measures seconds from the command to its window and to its help: median of fresh processes.

python benchmarks/startup.py [--runs 5]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Shows the window, handles events once, and ends.
WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import rbc_desk.ui.app as app
original = QApplication.exec
def run(*_):
    QTimer.singleShot(0, QApplication.quit)
    return original()
QApplication.exec = run
code = app.main(None)
print(sorted(n for n in ("torch", "cv2", "sklearn", "sqlalchemy") if n in sys.modules))
"""


def seconds(command: list[str], *, runs: int) -> tuple[float, str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    times, output = [], ""
    for _ in range(runs + 1):
        start = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        times.append(time.perf_counter() - start)
        output = done.stdout.strip()
    return statistics.median(times[1:]), output  # the first run fills the file cache


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    shown, loaded = seconds([sys.executable, "-c", WINDOW], runs=runs)
    print(f"window shown, first turn of the event loop, and closed: {shown:.2f} s; heavy modules loaded: {loaded}")
    help_shown, _ = seconds([sys.executable, "-m", "rbc_desk.cli.main", "--help"], runs=runs)
    print(f"rbc-desk --help: {help_shown:.2f} s")


if __name__ == "__main__":
    main()
