"""The program's icon in the formats of Windows and macOS."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image

from freezing.freeze import ROOT

SVG = ROOT / "packaging" / "linux" / "rbc-desk.svg"
_SIDE_PX = 1024


def write_icon(path: Path) -> Path:
    """Write the icon as .ico or .icns, by the ending of `path`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _app = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(_SIDE_PX, _SIDE_PX, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(SVG)).render(painter)
    painter.end()
    pixels = Image.frombytes("RGBA", (_SIDE_PX, _SIDE_PX), bytes(image.constBits()))
    if path.suffix == ".ico":
        pixels.save(path, sizes=[(side, side) for side in (16, 24, 32, 48, 64, 128, 256)])
    else:
        pixels.save(path)
    return path
