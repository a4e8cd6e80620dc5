"""F6 moves the focus from one area of the window to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget


class Areas(QObject):
    """The areas of the window in reading order. Areas that are hidden or cannot have the focus are skipped."""

    def __init__(self, parts: Sequence[QWidget], *, window: QWidget) -> None:
        super().__init__(window)
        self._parts = tuple(parts)
        self._last: dict[QWidget, QWidget] = {}
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def retire(self) -> None:
        """Prepare for the areas to be replaced."""
        self._parts = ()
        self.deleteLater()

    def step(self, by: str | int) -> None:
        """Focus the next area (1) or the previous one (-1): its last focused widget, or its first."""
        now = self._part_of(QApplication.focusWidget())
        at = self._parts.index(now) if now is not None else -1 if int(by) > 0 else 0
        for hop in range(1, len(self._parts) + 1):
            part = self._parts[(at + int(by) * hop) % len(self._parts)]
            taker = self._taker(part)
            if taker is not None:
                taker.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _part_of(self, widget: QWidget | None) -> QWidget | None:
        return next((p for p in self._parts if widget is not None and (p is widget or p.isAncestorOf(widget))), None)

    def _taker(self, part: QWidget) -> QWidget | None:
        if not part.isVisible():
            return None
        last = self._last.get(part)
        if last is not None and _takes_keys(last):
            return last
        inside, first = part.nextInFocusChain(), part
        while inside is not None and inside is not first:
            if part.isAncestorOf(inside) and _takes_keys(inside):
                return inside
            inside = inside.nextInFocusChain()
        return None

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        part = self._part_of(now)
        if part is not None and now is not None:
            self._last[part] = now
            now.destroyed.connect(lambda: self._forget(part))

    def _forget(self, part: QWidget) -> None:
        self._last.pop(part, None)


def _takes_keys(widget: QWidget) -> bool:
    return bool(widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
