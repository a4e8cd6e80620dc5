"""Probe of `canvas.py` for RBC Desk: the real window on a prepared project.

python canvas_rbc_desk.py make|measure FOLDER STARTED
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from canvas_common import (  # noqa: E402
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

# The shares of cells with a label, and with a prediction only. The others have neither.
LABELLED, PREDICTED = 0.6, 0.3


def make(folder: Path) -> None:
    """A project with the smear and labelled, predicted and other cells. Its last page was Label."""
    from PySide6.QtWidgets import QApplication

    from rbc_desk.core.geometry.circles import Circle
    from rbc_desk.core.history.changes import Entity
    from rbc_desk.services.cells import labelling
    from rbc_desk.services.datasets import crops
    from rbc_desk.services.project.project import create_project
    from rbc_desk.services.smears import library
    from rbc_desk.store.rows import PredictionRow
    from rbc_desk.ui.app import open_window

    project = create_project(folder / "project", class_set="paper", reader="A", name="Benchmark")
    (smear_id,) = library.add_smears(project, [folder / "smear.jpg"]).ids
    known = project.class_set().codes
    rows = [(x, y, r, code if code in known else known[0]) for x, y, r, code in circles(folder / "circles.csv")]
    with project.store.transact("Add", reader="A") as tx:
        ids = tx.insert_many(
            Entity.CELL, [{"smear_id": smear_id, "x": x, "y": y, "r": r, "state": "proposed"} for x, y, r, _ in rows]
        )
    n_labelled, n_known = round(LABELLED * len(rows)), round((LABELLED + PREDICTED) * len(rows))
    for code in known:
        mine = [i for i, row in zip(ids[:n_labelled], rows, strict=False) if row[3] == code]
        labelling.set_label(project, cell_ids=mine, code=code)
    with project.store.transact("Classify", reader="A") as tx:
        model = {"name": "m", "folder": "m", "network": "n", "codes": list(known), "metrics": {}}
        model_id = tx.derived.insert_model(**model, run_id=None, active=True)
        probabilities = tuple(1 / len(known) for _ in known)
        words = list(zip(ids, rows, strict=True))[n_labelled:n_known]
        tx.derived.put_predictions(
            [PredictionRow(model_id, i, Circle(x, y, r), c, probabilities) for i, (x, y, r, c) in words]
        )
    crops.store_crops(project, smear_ids=frozenset({smear_id}))  # as in a project that has been in use
    project.close()

    app = QApplication([])
    window = open_window(app, project=folder / "project")
    window.resize(*WINDOW)
    window.go("label")
    window.close()
    window.context.shut_down()


def measure(folder: Path, started: float) -> None:
    from PySide6 import QtCore
    from PySide6.QtCore import QPointF, QTimer
    from PySide6.QtWidgets import QApplication
    from window_common import visit_every_page

    import rbc_desk.ui.app as app

    def begin() -> None:
        window = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "mainWindow")
        page = window.page("label")
        canvas = page.findChild(object, "smearCanvas")
        if not (canvas.isVisible() and canvas.image.levels and canvas.layer.cells):
            QTimer.singleShot(5, begin)
            return
        canvas.viewport().repaint()
        figures["ready_s"] = time.perf_counter() - started
        QTimer.singleShot(1500, lambda: go_through(window, canvas))

    def go_through(window, canvas) -> None:
        def show(scale: float, x: float, y: float) -> None:
            canvas.show_at(QPointF(x, y), scale=scale)
            painted()

        painted = awaiting_paint(canvas.viewport(), app=QApplication.instance(), core=QtCore)

        fitted = min(canvas.viewport().width() / SIZE[0], canvas.viewport().height() / SIZE[1])
        for views in (zoom_views(fitted), pan_views(fitted)):
            frames(views, show=show)
        figures["zoom_ms"] = summed_up(frames(zoom_views(fitted), show=show))
        figures["pan_ms"] = summed_up(frames(pan_views(fitted), show=show))
        figures["resident_mib"] = resident_mib()  # before the page Train loads torch
        visit_every_page(window)
        canvas.fit()
        ids = sorted(canvas.layer.by_id)[:RELABELLED]
        canvas.select(ids)
        painted()
        page = window.page("label")
        codes = window.context.project.class_set().codes
        seen, stored = [], []
        for i in range(REPEATS):
            first = FirstPaint(canvas.viewport())
            stored.append(milliseconds(lambda code=codes[i % 2]: (page.edits.give(code), painted())))
            seen.append(first.after_ms)
            first.deleteLater()
        figures["relabel_ms"] = summed_up(seen[1:])
        figures["stored_ms"] = summed_up(stored[1:])
        figures["undo_ms"] = milliseconds(lambda: (window.context.undo_stack.undo(), painted()))
        tell(**figures)
        window.close()

    class FirstPaint(QtCore.QObject):
        """The milliseconds from the creation of a widget to the end of its first paint."""

        after_ms = 0.0

        def __init__(self, widget) -> None:
            super().__init__(widget)
            self._start = time.perf_counter()
            self._widget = widget
            widget.installEventFilter(self)

        def eventFilter(self, watched, event) -> bool:
            if event.type() != QtCore.QEvent.Type.Paint:
                return False
            self._widget.removeEventFilter(self)
            QApplication.sendEvent(watched, event)  # paints now, so that the end can be timed
            self.after_ms = 1000 * (time.perf_counter() - self._start)
            return True

    figures: dict[str, object] = {}
    QTimer.singleShot(0, begin)
    app.main(folder / "project")


if __name__ == "__main__":
    verb, where = sys.argv[1], Path(sys.argv[2])
    if verb == "make":
        make(where)
    else:
        measure(where, float(sys.argv[3]))
