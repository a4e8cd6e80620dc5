"""The physical key meant by the key events of real keyboards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from rbc_desk.ui.keys.physical_keys import meant_key

KEY, NONE = Qt.Key, Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL, PAD = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.KeypadModifier,
)
THAI_ONE, THAI_TWO_PLACE, CYRILLIC_SHORT_I = "\u0e51", "/", "\u0439"


def meant(text, *, scan, key=None, modifiers=NONE, platform="xcb", virtual=0, native=0) -> str:
    code = ord(text.upper()) if key is None else int(key)
    event = QKeyEvent(QKeyEvent.Type.KeyPress, code, modifiers, scan, virtual, native, text)
    return QKeySequence(meant_key(event, platform=platform)).toString()


@pytest.mark.parametrize(
    ("platform", "scan", "virtual"), [("xcb", 11, 0), ("wayland", 11, 0), ("windows", 3, 0), ("cocoa", 1, 19)]
)
@pytest.mark.parametrize("text", ["\u00e9", "\u011b", THAI_TWO_PLACE, "2"])  # AZERTY, Czech, Thai, US
def test_the_second_key_of_the_number_row_is_2_on_every_platform(platform, scan, virtual, text):
    assert meant(text, scan=scan, virtual=virtual, platform=platform) == "2"


def test_with_shift_a_typed_digit_counts_and_a_thai_one_goes_by_its_place():
    assert meant("2", scan=11, modifiers=SHIFT) == "2"
    assert meant(THAI_ONE, key=KEY.Key_1, scan=11, modifiers=SHIFT) == "2"
    assert meant("@", scan=11, modifiers=SHIFT) == "Shift+@"
    assert meant("?", scan=16, modifiers=SHIFT) == "Shift+?"  # Russian: the key of help


def test_a_typed_latin_letter_counts_wherever_it_is():
    assert meant("q", scan=38) == "Q"  # AZERTY
    assert meant("z", scan=29) == "Z"  # German, Czech
    assert meant("Q", scan=38) == "Q"  # with Caps Lock
    assert meant("\u00f6", scan=47) == "\u00d6"  # German: a Latin letter of its own


def test_a_key_without_a_latin_letter_goes_by_its_place():
    assert meant(CYRILLIC_SHORT_I, scan=24) == "Q"
    assert meant("\u0e46", scan=24) == "Q"
    assert meant("\u0e31", scan=29) == "Y"  # a Thai vowel, which stands above its letter
    assert meant("\u03c7", scan=53, modifiers=SHIFT) == "Shift+X"
    assert meant("\x1a", key=ord("\u042f"), scan=52, modifiers=CONTROL) == "Ctrl+Z"


@pytest.mark.parametrize(("sign", "scan", "key"), [('"', 25, "W"), ("(", 52, "Z"), (")", 53, "X"), ("ฤ", 38, "A")])
def test_with_shift_a_thai_key_goes_by_its_place_also_where_it_types_no_letter(sign, scan, key):
    assert meant(sign, scan=scan, modifiers=SHIFT) == f"Shift+{key}"


def test_signs_with_shift_are_what_they_type_on_latin_keyboards():
    assert meant('"', scan=24, modifiers=SHIFT) == 'Shift+"'  # Dvorak
    assert meant("?", scan=58, modifiers=SHIFT) == "Shift+?"  # Thai and AZERTY: the key of help
    assert meant("(", scan=18, modifiers=SHIFT) == "Shift+("  # US


def test_ctrl_with_the_number_row_is_ctrl_with_the_digit():
    assert meant("", key=KEY.Key_Ampersand, scan=10, modifiers=CONTROL) == "Ctrl+1"


def test_the_numeric_pad_is_what_it_types():
    assert meant("1", scan=87, modifiers=PAD) == "1"
    assert meant("", key=KEY.Key_End, scan=87, modifiers=PAD) == "End"
    assert meant("-", scan=82, modifiers=PAD) == "-"


def test_alt_gr_and_keys_of_unknown_place_are_what_they_type():
    assert meant("\u00b2", key=ord("\u00b2"), scan=11, native=0x80) == "\u00b2"
    assert meant("\u00e9", scan=0) == "\u00c9"
    assert meant("\u00e9", scan=11, platform="offscreen") == "\u00c9"
    assert meant("\x1b", key=KEY.Key_Escape, scan=9) == "Esc"
