"""Shortcuts on keyboard layouts that do not type digits and Latin letters directly."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from rbc_desk.ui.keys.keymap import Keymap
from rbc_desk.ui.keys.physical_keys import meant_key

_TYPED_INTO = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)


class LayoutShortcuts(QObject):
    """Triggers actions of `window` if a key press types something else but means their key.

    Qt matches shortcuts by the typed character. Key presses are filtered where they enter the window, and only those
    that trigger an action by position are consumed.
    """

    def __init__(self, keymap: Keymap, *, window: QWidget) -> None:
        super().__init__(window)
        self._keymap, self._window = keymap, window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Show and watched is self._window:
            self._window.windowHandle().installEventFilter(self)
        elif kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and watched is not self._window:
            assert isinstance(event, QKeyEvent)
            action = self._action_of(event)
            if action is not None:
                event.accept()  # an accepted override makes Qt send the key without shortcuts
                if kind == QEvent.Type.KeyPress and (action.autoRepeat() or not event.isAutoRepeat()):
                    action.trigger()
                return True
        return False

    def _action_of(self, event: QKeyEvent) -> QAction | None:
        """The single action that is meant; None if Qt finds it itself, or the key is typed into a field."""
        typed = QKeyCombination(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, Qt.Key(event.key()))
        meant = meant_key(event)
        focus = self._window.focusWidget() or self._window
        if meant == typed or isinstance(focus, _TYPED_INTO):
            return None
        if not self._window.isActiveWindow() or QApplication.activePopupWidget() is not None:
            return None
        found = self._keymap.actions_of(meant, focus=focus)
        return found[0] if len(found) == 1 and not self._keymap.actions_of(typed, focus=focus) else None
