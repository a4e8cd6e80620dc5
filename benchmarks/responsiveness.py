"""Measures the event loop's delay while a network trains in its QThread behind the open window.

A timer is due every 10 ms on the interface thread; users notice its delay. The page Train is visible, so curves and
confusion matrix are drawn during the training. The labelled cells are those of the bundled sample.

    python benchmarks/responsiveness.py [--epochs 4] [--network rbc_small]
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PERIOD_MS = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--network", default="rbc_small")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = folder
        measure(Path(folder), options)


def measure(folder: Path, options: argparse.Namespace) -> None:
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from rbc_desk.services import demo
    from rbc_desk.services.open_project import open_project
    from rbc_desk.services.smears import library
    from rbc_desk.services.training import training
    from rbc_desk.ui.shell.main_window import MainWindow
    from rbc_desk.ui.state.app_context import AppContext

    project_folder = demo.prepare(folder / "demo")
    project = open_project(project_folder, reader=demo.READER)
    truth = demo.sample_truth()
    for info in library.smears(project):
        if not info.n_labelled:
            demo.label_by_truth(project, info, truth[info.name])
    project.close()

    app = QApplication([])
    from rbc_desk.settings.model import Settings

    context = AppContext(settings=Settings(reader=demo.READER))
    window = MainWindow(context)
    window.show()
    context.open_project(project_folder)
    window.go("train")
    late: list[float] = []
    due = time.perf_counter()

    def tick() -> None:
        nonlocal due
        now = time.perf_counter()
        if context.training.running:
            late.append(max(0.0, (now - due) * 1000))
        due = now + PERIOD_MS / 1000

    timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=PERIOD_MS)
    timer.timeout.connect(tick)

    def begin() -> None:
        nonlocal due
        due = time.perf_counter() + PERIOD_MS / 1000
        timer.start()
        spec = training.spec_from({"network": options.network, "epochs": options.epochs, "seed": 1})
        context.training_launcher.start(spec, "smear")

    def wait_for_warm_up() -> None:
        if context.jobs.active:
            QTimer.singleShot(200, wait_for_warm_up)
        else:
            begin()

    context.training.finished.connect(lambda: QTimer.singleShot(0, app.quit))
    QTimer.singleShot(500, wait_for_warm_up)
    app.exec()
    timer.stop()
    context.shut_down()
    late.sort()
    print(
        f"{options.network}, {options.epochs} epochs, {len(late)} ticks of {PERIOD_MS} ms: late by median "
        f"{statistics.median(late):.1f} ms, 99th percentile {late[int(0.99 * (len(late) - 1))]:.1f} ms, "
        f"worst {late[-1]:.1f} ms"
    )


if __name__ == "__main__":
    main()
