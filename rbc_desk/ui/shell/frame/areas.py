"""F6 moves the focus from one area of the window to the next, and a focus that its widget loses stays on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

_TEXT = (QLineEdit, QAbstractSpinBox, QPlainTextEdit, QTextEdit)
"""A letter typed for a command would become text there."""


class Areas(QObject):
    """The areas of the window in reading order. Areas that are hidden or cannot have the focus are skipped.

    Qt gives the focus of a widget that goes grey or is hidden to the next one in the window, where Space may leave
    the page. Here it goes to a list or picture of `home`, else to a control without text, and back when the widget
    can have it again.
    """

    def __init__(self, parts: Sequence[QWidget], *, home: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._parts = tuple(parts)
        self._home = home
        self._lent: tuple[QWidget, QWidget] | None = None  # who lost the focus, and who has it meanwhile
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
        return next(_takers(part), None)

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        part = self._part_of(now)
        if old is not None and isValid(old) and not (old.isVisible() and old.isEnabled()):
            lost_by = self._part_of(old)
            if lost_by is not None and lost_by is not part:
                # after Qt has hidden the rest: a new focus in the middle of that ends the program
                QTimer.singleShot(0, self, partial(self._keep_on_page, old, fallen_to=now))
                return
        if part is not None and now is not None:
            self._last[part] = now
            now.destroyed.connect(lambda: self._forget(part))

    def _keep_on_page(self, old: QWidget, *, fallen_to: QWidget | None) -> None:
        if QApplication.focusWidget() is not fallen_to:
            return
        if isValid(old) and _takes_keys(old):
            old.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        takers = [widget for widget in _takers(self._home) if not isinstance(widget, _TEXT)]
        taker = next((w for w in takers if isinstance(w, QAbstractScrollArea)), takers[0] if takers else None)
        if taker is None:
            return
        self._lent = None
        if isValid(old) and old.isVisible():
            self._lent = (old, taker)
            old.installEventFilter(self)
        taker.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.EnabledChange and self._lent is not None:
            loser, holder = self._lent
            if watched is loser and loser.isEnabled():
                self._lent = None
                loser.removeEventFilter(self)
                if QApplication.focusWidget() is holder and _takes_keys(loser):
                    loser.setFocus(Qt.FocusReason.OtherFocusReason)
        return super().eventFilter(watched, event)

    def _forget(self, part: QWidget) -> None:
        self._last.pop(part, None)


def _takers(part: QWidget) -> Iterator[QWidget]:
    inside = part.nextInFocusChain()
    while inside is not None and inside is not part:
        if part.isAncestorOf(inside) and _takes_keys(inside):
            yield inside
        inside = inside.nextInFocusChain()


def _takes_keys(widget: QWidget) -> bool:
    return bool(widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
