"""A field that records the next keys pressed, whatever they do elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from rbc_desk.ui.keys.physical_keys import meant_key

_MODIFIERS = (
    Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock, Qt.Key.Key_unknown,
)  # fmt: skip


class KeyCatcher(QLineEdit):
    """`caught` brings the keys in portable words; `left` comes with Escape, Tab, or when the focus goes."""

    caught = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyCatcher")
        self.setReadOnly(True)
        self.setPlaceholderText(self.tr("Press the new shortcut"))
        self.setAccessibleName(self.tr("Press the new shortcut"))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the keys come here, and to no shortcut
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIERS:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        self.caught.emit(keys_of(event))

    def focusOutEvent(self, event: QEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.left.emit()


def keys_of(event: QKeyEvent) -> str:
    """The pressed keys in portable words, of any keyboard layout. Shift that types a sign (`?`) is left out."""
    key = meant_key(event)
    modifiers, sign = key.keyboardModifiers(), event.text()
    if key.key() == event.key() and sign and sign.isprintable() and not sign.isalnum() and not sign.isspace():
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(modifiers, key.key())).toString(QKeySequence.SequenceFormat.PortableText)
