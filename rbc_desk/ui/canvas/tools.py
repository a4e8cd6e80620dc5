"""Tools around the smear on the page Label: scale bar, read-out, minimap, display panel."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.ui.canvas.cells.view import CellsView
from rbc_desk.ui.canvas.display_panel import DisplaySettingsKeeper
from rbc_desk.ui.canvas.overlays import CanvasOverlays


class SmearTools:
    """The tools around the smear. `look_action` opens the panel for brightness, contrast and white balance."""

    def __init__(self, canvas: CellsView, *, look_action: QAction, parent: QWidget) -> None:
        self.furniture = CanvasOverlays(canvas)
        self.look = DisplaySettingsKeeper(canvas, action=look_action, parent=parent)

    def show_smear(self, info: SmearInfo | None) -> None:
        """Show the tools for the smear on the canvas with its current scale; None: there is no smear."""
        self.furniture.set_um_per_px(info.um_per_px if info is not None else None)
        self.look.show_smear(info.id if info is not None else 0)
