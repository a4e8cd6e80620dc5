"""The picture of a smear with its cells on it: shows, selects and edits circles; it knows no store."""

from __future__ import annotations

from rbc_desk.ui.canvas.image_item import ImageLevels
from rbc_desk.ui.canvas.view import SmearCanvas

__all__ = ["ImageLevels", "SmearCanvas"]
