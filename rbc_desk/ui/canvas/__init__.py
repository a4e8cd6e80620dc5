"""The canvas: shows, selects and edits the circles of a smear. It knows no store."""

from __future__ import annotations

from rbc_desk.ui.canvas.image_item import ImageLevels
from rbc_desk.ui.canvas.slide_view import SlideCanvas
from rbc_desk.ui.canvas.tiled_levels import TiledLevels
from rbc_desk.ui.canvas.view import SmearCanvas

__all__ = ["ImageLevels", "SlideCanvas", "SmearCanvas", "TiledLevels"]
