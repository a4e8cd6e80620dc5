"""Measures the time from a changed detection setting to its painted preview, for each detector.

The preview of the page Smears on a rendered smear of 3000 × 2000 px, all of it visible in a view of 1200 × 800 px.

    python benchmarks/preview.py [--times 15]
"""

from __future__ import annotations

import argparse
import os
import statistics
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()

    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from rbc_desk.core.cells.cell import SmearInfo
    from rbc_desk.imaging.synth.smears import render_smear
    from rbc_desk.ui.canvas import ImageLevels
    from rbc_desk.ui.smears.detect.preview import DetectPreview

    app = QApplication([])
    smear = render_smear(seed=3, width=3000, height=2000, n_cells=1100)
    info = SmearInfo(1, "rendered", "rendered.png", "", 3000, 2000, "", 44.0)
    preview = DetectPreview()
    preview.resize(1200, 860)
    preview.show()
    preview.show_smear(info, ImageLevels.of(smear.pixels), cell_px=44.0)
    drawn: list[float] = []
    preview.previewed.connect(lambda: drawn.append(time.perf_counter()))
    print("detector      median ms   slowest ms")
    for name, key, first in (("learned", "min_score", 0.30), ("hough", "min_score", 0.20), ("watershed", "", 0.0)):
        taken = []
        for turn in range(options.times):
            params = {key: first + turn / 100} if key else {}
            if not key and turn:
                break
            before, drawn[:] = time.perf_counter(), []
            preview.set_settings(name, params)
            while not drawn:
                app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            preview.canvas.viewport().repaint()
            taken.append(1000 * (time.perf_counter() - before))
        print(f"{name:12s} {statistics.median(taken):10.0f} {max(taken):12.0f}")
    preview.close()


if __name__ == "__main__":
    main()
