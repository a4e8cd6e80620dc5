"""Runs Python's garbage collector on the interface thread only.

A collection runs on whichever thread happens to allocate. Widgets and plot items in reference cycles would then be
destroyed on the training thread, which crashes Qt.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_INTERVAL_MS = 500


class UiThreadGc(QObject):
    """While it exists, a timer on the creating thread collects cycles, at Python's own thresholds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._on_timeout)
        self.destroyed.connect(_give_back)
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Re-enable Python's automatic collection."""
        self._timer.stop()
        _give_back()

    @Slot()
    def _on_timeout(self) -> None:
        # collecting the oldest due generation includes the younger ones
        due = [g for g, (n, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if n > limit]
        if due:
            gc.collect(due[-1])


def _give_back() -> None:
    gc.enable()
