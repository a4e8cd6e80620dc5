"""Take the manual's pictures: the real window on the sample, trained, evaluated and classified like a user would.

python packaging/make_screenshots.py [--theme dark] [--language th] [--to FOLDER]
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
PAUSE_MS = 1500
EPOCHS = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--language", choices=("en", "th"), default="en")
    parser.add_argument("--to", type=Path, default=IMAGES, help="the manual's own pictures are light")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("STATE", "CONFIG", "DATA"):
            os.environ[f"XDG_{kind}_HOME"] = folder
        os.environ |= {
            "RBC_DESK_READER": "Dr Sample",
            "RBC_DESK_THEME": given.theme,
            "RBC_DESK_LANGUAGE": given.language,
        }
        take(Path(folder), images=given.to)


def take(folder: Path, *, images: Path) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QAbstractButton, QApplication, QSpinBox

    from rbc_desk.services import demo, library
    from rbc_desk.ui.app import open_window

    project = demo.prepare(folder / "Sample", reader="Dr Sample")
    app = QApplication([])
    window = open_window(app)
    window.resize(1360, 860)
    desk = window.desk
    images.mkdir(parents=True, exist_ok=True)

    def picture(name: str) -> None:
        window.grab().save(str(images / f"{name}.png"))

    def press(name: str) -> None:
        next(b for b in window.findChildren(QAbstractButton, name) if b.isVisible()).click()

    def idle(then: Callable[[], None]) -> None:
        busy = desk.jobs.active or desk.training.running
        QTimer.singleShot(200 if busy else PAUSE_MS, (lambda: idle(then)) if busy else then)

    def begin_training() -> None:
        window.go("train")
        next(b for b in window.findChildren(QSpinBox, "epochsBox") if b.isVisible()).setValue(EPOCHS)
        idle(lambda: (press("trainButton"), QTimer.singleShot(PAUSE_MS, lambda: idle(steps.pop(0)))))

    def step(action: Callable[[], object], name: str) -> Callable[[], None]:
        def run() -> None:
            action()
            QTimer.singleShot(2 * PAUSE_MS, lambda: idle(lambda: (picture(name), steps.pop(0)())))

        return run

    def after_training() -> None:
        picture("train")
        steps.pop(0)()

    def classify() -> None:
        desk.set_smear(library.smears(desk.project)[-1].id)
        window.go("classify")
        idle(lambda: press("classifyButton"))

    def gallery() -> None:
        window.go("label")
        page = window.page("label")
        page.gallery.bar.scope.setCurrentIndex(1)
        page.views.show_view(page.gallery.name)

    def evaluate() -> None:
        window.go("evaluate")
        idle(lambda: press("evaluateButton"))

    steps: list[Callable[[], None]] = [
        step(lambda: None, "start"),
        step(lambda: (desk.open_project(project), window.go("smears")), "smears"),
        step(lambda: window.go("label"), "label"),
        begin_training,
        after_training,
        step(evaluate, "evaluate"),
        step(classify, "classify"),
        step(gallery, "gallery"),
        step(lambda: window.go("project"), "project"),
        app.quit,
    ]
    steps.pop(0)()
    app.exec()
    desk.shut_down()


if __name__ == "__main__":
    main()
