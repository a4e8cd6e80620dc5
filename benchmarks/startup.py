"""Measures seconds from the command to its window and to its help: median of fresh processes.

python benchmarks/startup.py [--runs 5] [--program FILE]

With --program, a frozen program beside the installed one, in turns; its window is waited for on a screen of its own
(needs Xvfb and xdotool).
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
    environment.setdefault("RBC_DESK_READER", "A")  # the dialog that asks for the name would wait for an answer
    times, output = [], ""
    for _ in range(runs + 1):
        start = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        times.append(time.perf_counter() - start)
        output = done.stdout.strip()
    return statistics.median(times[1:] or times), output  # the first run fills the file cache


def frozen(program: Path, *, runs: int) -> None:
    """Print what both ways of installing the program take, from the command to its help and to its window."""
    commands = {"frozen": [str(program)], "installed": [sys.executable, "-m", "rbc_desk.cli.main"]}
    helped: dict[str, list[float]] = {name: [] for name in commands}
    shown: dict[str, list[float]] = {name: [] for name in commands}
    with subprocess.Popen(["Xvfb", ":97", "-screen", "0", "1600x1000x24"], stderr=subprocess.DEVNULL) as screen:
        try:
            for _ in range(runs + 1):
                for name, command in commands.items():
                    helped[name].append(seconds([*command, "--help"], runs=0)[0])
                    shown[name].append(to_window(command))
        finally:
            screen.terminate()
    for name in commands:
        print(f"{name}: --help {statistics.median(helped[name][1:]):.2f} s, "
              f"window {statistics.median(shown[name][1:]):.2f} s")  # fmt: skip


def to_window(command: list[str]) -> float:
    """Seconds from the command until its window is on the screen :97."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DISPLAY": ":97", "QT_QPA_PLATFORM": "xcb"}
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as started:
        wait = ["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(started.pid)]
        subprocess.run(wait, env=environment, check=True, capture_output=True, timeout=120)
        taken = time.perf_counter() - start
        started.terminate()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--program", type=Path, help="a frozen program: its file rbc-desk")
    options = parser.parse_args()
    runs = options.runs
    if options.program is not None:
        frozen(options.program.absolute(), runs=runs)
        return
    shown, loaded = seconds([sys.executable, "-c", WINDOW], runs=runs)
    print(f"window shown, first turn of the event loop, and closed: {shown:.2f} s; heavy modules loaded: {loaded}")
    help_shown, _ = seconds([sys.executable, "-m", "rbc_desk.cli.main", "--help"], runs=runs)
    print(f"rbc-desk --help: {help_shown:.2f} s")


if __name__ == "__main__":
    main()
