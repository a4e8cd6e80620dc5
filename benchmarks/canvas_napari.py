"""Probe of `canvas.py` for napari, run in its environment: python canvas_napari.py points|shapes FOLDER TIME

The cells are a layer of points (drawn as rings) or of shapes (ellipses). A frame is requested by moving the camera,
and is finished when glFinish returns.
"""

from __future__ import annotations

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


def main(kind: str, folder: Path, started: float) -> None:
    import napari
    import numpy as np
    from qtpy import QtCore
    from qtpy.QtWidgets import QApplication
    from vispy.gloo import gl

    colours = {"codocyte": "#d55e00", "hypochromia": "#0072b2", "normal": "#007a5a"}
    rows = circles(folder / "circles.csv")
    x, y, r = np.array([row[:3] for row in rows]).T
    edges = [colours[row[3]] for row in rows]
    viewer = napari.Viewer()
    viewer.window.resize(*WINDOW)
    viewer.open(str(folder / "smear.jpg"), plugin="napari")
    if kind == "points":
        layer = viewer.add_points(
            np.stack([y, x], 1), size=2 * r, face_color="transparent", border_color=edges, border_width=0.06
        )
    else:
        corners = [[[b - c, a - c], [b - c, a + c], [b + c, a + c], [b + c, a - c]] for a, b, c in rows_of(x, y, r)]
        layer = viewer.add_shapes(
            corners, shape_type="ellipse", face_color="transparent", edge_color=edges, edge_width=3
        )
    camera = (viewer.scene if hasattr(viewer, "scene") else viewer).camera
    native = viewer.window._qt_viewer.canvas.native

    await_paint = awaiting_paint(native, app=QApplication.instance(), core=QtCore)

    def painted() -> None:
        await_paint()
        native.makeCurrent()
        gl.glFinish()

    def show(scale: float, a: float, b: float) -> None:
        camera.zoom = scale
        camera.center = (b, a)
        painted()

    QApplication.processEvents()
    painted()
    figures: dict[str, object] = {"ready_s": time.perf_counter() - started}
    fitted = min(native.width() / SIZE[0], native.height() / SIZE[1])
    frames(pan_views(fitted)[::6], show=show)
    figures["zoom_ms"] = summed_up(frames(zoom_views(fitted), show=show))
    figures["pan_ms"] = summed_up(frames(pan_views(fitted), show=show))
    show(fitted, SIZE[0] / 2, SIZE[1] / 2)
    layer.selected_data = set(range(RELABELLED))
    painted()

    def recolour(colour: str) -> None:
        if kind == "points":
            layer.current_border_color = colour
        else:
            layer.current_edge_color = colour
        painted()

    names = list(colours.values())
    times = [milliseconds(lambda i=i: recolour(names[i % 2])) for i in range(REPEATS)]
    figures["relabel_ms"] = summed_up(times[1:])
    figures["resident_mib"] = resident_mib()
    figures["version"] = napari.__version__
    tell(**figures)
    viewer.close()


def rows_of(*columns):
    return zip(*columns, strict=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
