"""Where the window stood last time. A state of another version is ignored rather than misread."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

from rbc_desk.settings.paths import state_folder

_VERSION = 1


class WindowState:
    """Geometry, splitter and page in an ini file of the state folder."""

    def __init__(self) -> None:
        self._store = QSettings(str(state_folder() / "window.ini"), QSettings.Format.IniFormat)

    def save(self, window: QMainWindow, *, splitter: QSplitter, page: str) -> None:
        self._store.setValue("version", _VERSION)
        self._store.setValue("geometry", window.saveGeometry())
        self._store.setValue("splitter", splitter.saveState())
        self._store.setValue("page", page)
        self._store.sync()

    def restore(self, window: QMainWindow, *, splitter: QSplitter) -> str:
        """Put the window where it was; return the page's name, "" where nothing is known."""
        if str(self._store.value("version", "")) != str(_VERSION):
            return ""
        geometry, sizes = self._store.value("geometry"), self._store.value("splitter")
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)
        if isinstance(sizes, QByteArray):
            splitter.restoreState(sizes)
        return str(self._store.value("page", ""))
