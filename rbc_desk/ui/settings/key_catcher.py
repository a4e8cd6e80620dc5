"""A field that records the next key press, even if it is a shortcut."""

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
    """`caught` carries the keys in portable form; `left` is emitted on Escape, Tab, or when the focus is lost."""

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
            event.accept()  # the keys go to this field, not to shortcuts
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
    """The pressed keys in portable form, for any keyboard layout, without a Shift that types a sign (`?`)."""
    key = meant_key(event)
    modifiers, sign = key.keyboardModifiers(), event.text()
    if key.key() == event.key() and sign and sign.isprintable() and not sign.isalnum() and not sign.isspace():
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(modifiers, key.key())).toString(QKeySequence.SequenceFormat.PortableText)
