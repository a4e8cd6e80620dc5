"""Helpers of the probes of `canvas.py`: views and times. Standard library only.

Each probe runs in the environment of the program that it measures and prints one line of JSON at the end.
"""

from __future__ import annotations

import csv
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

WINDOW = (1600, 1000)  # pixels of the screen
SIZE = (6000, 4000)  # pixels of the smear
FRAMES = 60
RELABELLED = 1000
REPEATS = 7
MARK = "RESULT "


def circles(path: Path) -> list[tuple[float, float, float, str]]:
    """x, y, radius and class of each cell of the smear, as `canvas.py` wrote them."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [(float(row["x"]), float(row["y"]), float(row["r"]), row["code"]) for row in csv.DictReader(stream)]


def zoom_views(fitted: float) -> list[tuple[float, float, float]]:
    """Views from the whole smear to 200 %: scale (screen pixels per smear pixel) and centre."""
    step = (2.0 / fitted) ** (1 / (FRAMES - 1))
    return [(fitted * step**i, 0.55 * SIZE[0], 0.45 * SIZE[1]) for i in range(FRAMES)]


def pan_views(fitted: float) -> list[tuple[float, float, float]]:
    """Views along the smear at 100 %, at 50 %, and at one and a half times the scale of the whole."""
    views = []
    for scale in (1.0, 0.5, 1.5 * fitted):
        n = FRAMES // 3
        views += [(scale, (0.3 + 0.4 * i / n) * SIZE[0], (0.4 + 0.2 * i / n) * SIZE[1]) for i in range(n)]
    return views


def milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)


def awaiting_paint(widget, *, app, core) -> Callable[[], None]:
    """Return a function that handles events until the widget has been painted; `core` is the binding's QtCore.

    If no paint is pending, the widget is painted at once.
    """

    class Watch(core.QObject):
        seen = False

        def eventFilter(self, _watched, event) -> bool:
            self.seen = self.seen or event.type() == core.QEvent.Type.Paint
            return False

    watch = Watch(widget)
    widget.installEventFilter(watch)

    def painted() -> None:
        watch.seen = False
        until = time.perf_counter() + 0.1
        while not watch.seen and time.perf_counter() < until:
            app.processEvents()
        if not watch.seen:
            widget.repaint()

    return painted


def frames(
    views: Sequence[tuple[float, float, float]], *, show: Callable[[float, float, float], object]
) -> list[float]:
    """The milliseconds from the request of each view to its painting, after which `show` returns."""
    return [milliseconds(lambda view=view: show(*view)) for view in views]


def resident_mib() -> float:
    """The resident memory of the process; 0 if the system does not report it."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def summed_up(times: Sequence[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {"median": statistics.median(ordered), "p99": ordered[min(len(ordered) - 1, round(0.99 * len(ordered)))]}


def tell(**figures: object) -> None:
    print(MARK + json.dumps(figures), flush=True)
