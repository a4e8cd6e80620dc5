"""Takes screenshots of the real window on the sample, after training, evaluating and classifying in it.

python packaging/make_screenshots.py                        those of docs/, into docs/images
python packaging/make_screenshots.py --every --to FOLDER    every page, view and empty state
          [--theme dark] [--language th] [--text 150] [--size 1100x700] [--only label,review] [--sample FOLDER]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
PAGES = (
    *("start", "specimens", "smears", "slide", "label", "gallery", "review", "train", "evaluate", "classify"),
    *("protocol", "project", "report", "agreement", "agreement-disagreements"),
)
FOR_DOCS: tuple[tuple[str, list[str], tuple[str, ...]], ...] = (
    ("", [], PAGES),
    ("dark-", ["--theme", "dark"], PAGES),
    ("th-", ["--language", "th"], PAGES),
    ("th-dark-", ["--theme", "dark", "--language", "th"], PAGES),
)
"""The screenshots for docs/: the prefix of the names, how the window is shown, and the names."""
PAUSE_MS = 1200
POLL_MS = 150


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--language", choices=("en", "th"), default="en")
    parser.add_argument("--text", type=int, default=100, help="size of text in percent")
    parser.add_argument("--size", default="1360x860", help="of the window, in pixels")
    parser.add_argument("--every", action="store_true", help="every view, not only those of docs/")
    parser.add_argument("--only", default="", help="names of pictures, with commas")
    parser.add_argument("--prefix", default="", help="before the name of each picture")
    parser.add_argument("--to", type=Path, default=IMAGES)
    parser.add_argument(
        "--sample", type=Path, help="keep the sample as it is after training here, and start from it if it is here"
    )
    given = parser.parse_args()
    if not (given.every or given.only):
        with tempfile.TemporaryDirectory() as folder:
            sample = given.sample or Path(folder) / "Sample"  # trained once, for all of them
            for prefix, options, names in FOR_DOCS:  # one process each, because the language is set at the start
                wanted = ["--only", ",".join(names), "--prefix", prefix, "--to", str(given.to)]
                subprocess.run([sys.executable, __file__, *options, *wanted, "--sample", str(sample)], check=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("STATE", "CONFIG", "DATA", "CACHE"):
            os.environ[f"XDG_{kind}_HOME"] = folder
        os.environ |= {
            "HOME": folder,  # no personal paths in the screenshots
            "RBC_DESK_READER": "Sample reader",  # who labelled the sample
            "RBC_DESK_THEME": given.theme,
            "RBC_DESK_LANGUAGE": given.language,
            "RBC_DESK_TEXT_SIZE": str(given.text),
        }
        width, height = map(int, given.size.split("x"))
        wanted = [] if given.every else given.only.split(",")
        _set_screen(width, height, at=Path(folder) / "screen.json")
        documents = Path(folder) / "Documents"
        if given.sample and given.sample.exists():
            shutil.copytree(given.sample, documents / "Sample")
        take(documents, size=(width, height), wanted=wanted, to=given.to, prefix=given.prefix)
        if given.sample and not given.sample.exists():
            shutil.copytree(documents / "Sample", given.sample)


def _set_screen(width: int, height: int, *, at: Path) -> None:
    """Make the screen as large as the window, so that other windows fit on it as they would on a small screen."""
    if os.environ["QT_QPA_PLATFORM"] == "offscreen":
        screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
        at.write_text(json.dumps({"screens": [screen]}))
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={at}"


def take(folder: Path, *, size: tuple[int, int], wanted: Sequence[str], to: Path, prefix: str) -> None:
    """Go through the window and save the requested screenshots (all if none is named)."""
    from picturing.pictures import save, seen
    from picturing.tour import tour
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QCursor
    from PySide6.QtWidgets import QApplication

    from rbc_desk.services import demo
    from rbc_desk.ui.app import open_window

    sample = demo.prepare(folder / "Sample")
    app = QApplication([])
    window = open_window(app)
    window.resize(*size)
    QCursor.setPos(*size)  # so that no button is highlighted
    context = window.context
    to.mkdir(parents=True, exist_ok=True)
    steps = tour(window, sample=sample, folder=folder)
    left = set(wanted)

    def next_step() -> None:
        try:
            name = next(steps)
        except StopIteration:
            app.quit()
            return
        QTimer.singleShot(PAUSE_MS, lambda: when_idle(name))

    def when_idle(name: str) -> None:
        if context.jobs.unsettled or context.training.running:
            QTimer.singleShot(POLL_MS, lambda: when_idle(name))
            return
        QTimer.singleShot(POLL_MS, lambda: shoot(name))  # what came last is laid out by then

    def shoot(name: str) -> None:
        if context.jobs.unsettled:  # a result asked for more
            when_idle(name)
            return
        if name and (not wanted or name in wanted):
            save(seen(window), to / f"{prefix}{name}.png")
            left.discard(name)
            if wanted and not left:
                app.quit()
                return
        next_step()

    failed: list[BaseException] = []
    sys.excepthook = lambda _kind, error, _trace: (failed.append(error), app.quit())
    QTimer.singleShot(0, next_step)
    app.exec()
    context.shut_down()
    if failed:
        raise failed[0]


if __name__ == "__main__":
    main()
