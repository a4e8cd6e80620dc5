"""The meaning of a key press, independent of the keyboard layout.

On AZERTY, Czech and Thai keyboards the number row does not type digits directly, and on Russian and Thai ones no key
types a Latin letter. The keys still have digits and Latin letters printed on them, so their position decides.
"""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""The step of each arrow key, in x and y."""

_DIGITS = "1234567890"
_ROWS = ((0x02, "1234567890-="), (0x10, "QWERTYUIOP[]"), (0x1E, "ASDFGHJKL;'"), (0x2C, "ZXCVBNM,./"))
_BY_SCAN_CODE = {first + at: sign for first, row in _ROWS for at, sign in enumerate(row)}
"""The character of a US keyboard by PC scan code (set 1). Windows reports the code; X11 and Wayland add 8."""
_EVDEV_OFFSET = 8
_BY_MAC_KEY = dict(
    zip(
        (18, 19, 20, 21, 23, 22, 26, 28, 25, 29, 27, 24, 12, 13, 14, 15, 17, 16, 32, 34, 31, 35, 33, 30,
         0, 1, 2, 3, 5, 4, 38, 40, 37, 41, 39, 6, 7, 8, 9, 11, 45, 46, 43, 47, 44),
        "".join(row for _, row in _ROWS),
        strict=True,
    )
)  # fmt: skip
"""The same by the virtual key codes of macOS (`kVK_ANSI_1` and so on)."""
_SHIFTED = {"W": '"', "Z": "(", "X": ")"}
"""Characters of a Thai keyboard (Kedmanee) with Shift on keys that type letters otherwise; no Latin layout has them.

Its question mark, on the key M, is excluded because it is a shortcut itself.
"""
_LEVEL_3 = 0x80  # X11's Mod5 is AltGr
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_KEYPAD, _NONE = Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.NoModifier


def meant_key(event: QKeyEvent, *, platform: str | None = None) -> QKeyCombination:
    """The key that is meant, without the keypad modifier. `platform`: Qt's platform name, the current one if None.

    A digit is never meant with Shift, because some layouts type it that way.
    """
    modifiers = event.modifiers() & ~_KEYPAD
    typed = QKeyCombination(modifiers, Qt.Key(event.key()))
    sign = _sign_of(event)
    if modifiers & ~_SHIFT == _NONE and sign and sign in _DIGITS:
        return QKeyCombination(_NONE, Qt.Key(ord(sign)))
    name = QGuiApplication.platformName() if platform is None else platform
    if event.modifiers() & _KEYPAD or modifiers & ~(_SHIFT | _CONTROL) != _NONE or _has_alt_gr(event, name):
        return typed
    position = _sign_at(event, name)
    if not position or (sign.isascii() and sign.isalnum()):
        return typed
    if position in _DIGITS and (not modifiers & _SHIFT or sign.isdecimal()):
        return QKeyCombination(modifiers & ~_SHIFT, Qt.Key(ord(position)))
    foreign = bool(sign) and unicodedata.category(sign)[0] in "LMN" and "LATIN" not in unicodedata.name(sign, "LATIN")
    minus = position == "-" and sign == ")"  # AZERTY has - in the number row, in the position of 6
    thai = bool(modifiers & _SHIFT) and _SHIFTED.get(position) == sign
    return QKeyCombination(modifiers, Qt.Key(ord(position))) if foreign or minus or thai else typed


def _sign_of(event: QKeyEvent) -> str:
    """The typed character, "" if there is none. With Ctrl the text is a control character, so the key
    code decides.
    """
    text = event.text()
    if len(text) == 1 and text.isprintable():
        return text
    return chr(event.key()) if 0x20 < event.key() < 0x10000 else ""


def _sign_at(event: QKeyEvent, platform: str) -> str:
    """The character of a US keyboard at this position, "" if the position is unknown or has no character."""
    code = event.nativeScanCode()
    if platform == "cocoa":
        return _BY_MAC_KEY.get(event.nativeVirtualKey(), "") if code else ""
    if platform == "windows":
        return _BY_SCAN_CODE.get(code, "")
    if platform == "xcb" or platform.startswith("wayland"):
        return _BY_SCAN_CODE.get(code - _EVDEV_OFFSET, "")
    return ""


def _has_alt_gr(event: QKeyEvent, platform: str) -> bool:
    return (platform == "xcb" or platform.startswith("wayland")) and bool(event.nativeModifiers() & _LEVEL_3)
