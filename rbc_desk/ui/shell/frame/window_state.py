"""Saves and restores the geometry of the window. A state of another version is ignored."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

from rbc_desk.settings.paths import state_folder
from rbc_desk.ui.kit.theme import GRID, text_scale

_VERSION = 2
_SIDE_WIDTH = 42 * GRID  # default width


class WindowState:
    """Geometry, the side column's width and the page in an ini file of the state folder."""

    def __init__(self) -> None:
        self.side_width = 0  # 0: unknown
        self._store = QSettings(str(state_folder() / "window.ini"), QSettings.Format.IniFormat)

    def widen(self, splitter: QSplitter) -> None:
        """Restore the width of the side column, because a splitter does not keep it while the column is hidden."""
        width = self.side_width or min(round(_SIDE_WIDTH * text_scale()), splitter.width() * 3 // 10)
        if splitter.width() > width:
            splitter.setSizes([splitter.width() - width, width])

    def save(self, window: QMainWindow, *, splitter: QSplitter, page: str) -> None:
        self._store.setValue("version", _VERSION)
        self._store.setValue("geometry", window.saveGeometry())
        self.side_width = splitter.sizes()[-1] or self.side_width
        self._store.setValue("side", self.side_width)
        self._store.setValue("page", page)
        self._store.sync()

    def restore(self, window: QMainWindow) -> str:
        """Restore the window's geometry; returns the page's name, "" if unknown."""
        if str(self._store.value("version", "")) != str(_VERSION):
            return ""
        geometry, side = self._store.value("geometry"), str(self._store.value("side", ""))
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)
        if side.isdecimal():
            self.side_width = int(side)
        return str(self._store.value("page", ""))
