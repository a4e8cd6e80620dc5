"""Runs Python's garbage collector on the interface thread only.

A collection runs on whichever thread happens to allocate. Widgets and plot items in reference cycles would then be
destroyed on the training thread, which crashes Qt.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_INTERVAL_MS = 500
_OLDEST = 2
_GROWN = 1.25  # as in CPython, which forgoes full collections too while fewer objects than this are new
_LOOK_EVERY = 10  # collections: counting the old objects takes some milliseconds


class UiThreadGc(QObject):
    """While it exists, a timer on the creating thread collects cycles, at Python's own thresholds.

    A full collection, which holds the window for 0.2 s and more, waits until a quarter more objects are old.
    """

    def __init__(self, parent: QObject | None = None, *, interval_ms: int = _INTERVAL_MS) -> None:
        super().__init__(parent)
        self._n_old, self._next_look = 0, 0
        self._timer = QTimer(self, interval=interval_ms)
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
        if _OLDEST in due and not self._has_grown():
            due.remove(_OLDEST)
        if not due:
            return
        gc.collect(due[-1])
        if due[-1] == _OLDEST:
            self._n_old, self._next_look = len(gc.get_objects(_OLDEST)), 0

    def _has_grown(self) -> bool:
        n_since = gc.get_count()[_OLDEST]
        if n_since < self._next_look:
            return False
        self._next_look = n_since + _LOOK_EVERY
        return len(gc.get_objects(_OLDEST)) > _GROWN * self._n_old


def _give_back() -> None:
    gc.enable()
