"""Probe of `canvas.py` for labelme, run in its environment: python canvas_labelme.py FOLDER STARTED

The window shows a file in labelme's format with the circles. Saving after every change is off, and the dialog for the
new label answers at once, so that only the relabelling is timed.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from canvas_common import (
    RELABELLED,
    REPEATS,
    SIZE,
    WINDOW,
    awaiting_paint,
    circles,
    frames,
    milliseconds,
    pan_views,
    resident_mib,
    summed_up,
    tell,
    zoom_views,
)


def write_labels(folder: Path) -> Path:
    """Write the circles in labelme's format beside the image, first those to relabel, all of one class."""
    rows = circles(folder / "circles.csv")
    shapes = [
        {"label": "normal" if i < RELABELLED else code, "points": [[x, y], [x + r, y]], "shape_type": "circle"}
        | {"group_id": None, "description": "", "flags": {}, "mask": None}
        for i, (x, y, r, code) in enumerate(rows)
    ]
    known = {"version": "5.0.0", "flags": {}, "imagePath": "smear.jpg", "imageData": None}
    path = folder / "smear.json"
    path.write_text(json.dumps(known | {"shapes": shapes, "imageWidth": SIZE[0], "imageHeight": SIZE[1]}))
    return path


def main(folder: Path, started: float) -> None:
    import labelme
    from labelme.app import MainWindow
    from PyQt5 import QtCore, QtWidgets
    from PyQt5.QtCore import Qt

    app = QtWidgets.QApplication(sys.argv[:1])
    window = MainWindow(config_overrides={"auto_save": False}, file_or_dir=str(folder / "smear.json"))
    window.resize(*WINDOW)
    window.show()
    canvas = window._canvas_widgets.canvas
    while not (canvas.isVisible() and len(canvas.shapes)):
        app.processEvents()
    area = canvas.parentWidget()

    painted = awaiting_paint(canvas, app=app, core=QtCore)

    def show(scale: float, x: float, y: float) -> None:
        window._set_zoom(round(100 * scale))
        window.set_scroll_value(Qt.Horizontal, x * scale - area.width() / 2)
        window.set_scroll_value(Qt.Vertical, y * scale - area.height() / 2)
        painted()

    painted()
    figures: dict[str, object] = {"ready_s": time.perf_counter() - started}
    fitted = min(area.width() / SIZE[0], area.height() / SIZE[1])
    frames(pan_views(fitted)[::6], show=show)
    figures["zoom_ms"] = summed_up(frames(zoom_views(fitted), show=show))
    figures["pan_ms"] = summed_up(frames(pan_views(fitted), show=show))
    show(fitted, SIZE[0] / 2, SIZE[1] / 2)
    chosen = canvas.shapes[:RELABELLED]
    canvas.select_shapes(chosen)
    painted()
    answers = iter([("codocyte", {}, None, ""), ("normal", {}, None, "")] * REPEATS)
    window._label_dialog.popup = lambda *_, **__: next(answers)
    times = [milliseconds(lambda: (window._edit_label(), painted())) for _ in range(min(REPEATS, 3))]
    if {shape.label for shape in chosen} - {"codocyte", "normal"} or len({shape.label for shape in chosen}) > 1:
        raise SystemExit("labelme did not relabel what was selected")
    figures["relabel_ms"] = summed_up(times[1:])
    figures["resident_mib"] = resident_mib()
    figures["version"] = labelme.__version__
    tell(**figures)
    window._is_changed = False
    window.close()


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write_labels(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]), float(sys.argv[2]))
