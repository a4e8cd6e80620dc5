"""A growing wait after wrong signing secrets, so that nobody tries out many by hand. Nobody is locked out."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

LONGEST_S = 30


class SecretDelay(QObject):
    """1 s after the first wrong secret, then twice as long each time, up to `LONGEST_S`. `over` ends a wait."""

    over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._n_wrong = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.over)

    @property
    def waiting(self) -> bool:
        return self._timer.isActive()

    @property
    def seconds(self) -> int:
        """The length of the current or last wait."""
        return self._timer.interval() // 1000

    def wrong(self) -> None:
        """A wrong secret was given: begin to wait."""
        self._timer.start(1000 * min(2**self._n_wrong, LONGEST_S))
        self._n_wrong += 1

    def right(self) -> None:
        """The right secret was given."""
        self._n_wrong = 0
        self._timer.stop()
