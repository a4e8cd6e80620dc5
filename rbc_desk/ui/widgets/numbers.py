"""Fields for numbers: with a slider if the range is known, and one that may stay empty."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QHBoxLayout, QSlider, QWidget

from rbc_desk.ui.kit.theme import GRID, tabular_font, with_text

_STEPS = 200
_HEIGHT = 28


def decimals_for(low: float, high: float, *, default: float | None = None) -> int:
    """The number of decimals that resolves a hundredth of the range and shows the default exactly."""
    least = min(max(2 - math.floor(math.log10(max(high - low, 1e-6)) + 0.3), 0), 4)
    if default is None:
        return least
    return next((n for n in range(least, 6) if math.isclose(round(default, n), default)), 6)


def make_room(box: QAbstractSpinBox) -> None:
    """Make the box high enough for letters with marks above them, such as Thai ones."""
    with_text(box, lambda scale: box.setMinimumHeight(round(_HEIGHT * scale)))


class NumberField(QWidget):
    """A slider and a box for one number in a closed range. `changed` carries every new value."""

    changed = Signal()

    def __init__(self, *, low: float, high: float, decimals: int, suffix: str = "") -> None:
        super().__init__()
        self._low, self._high = low, high
        self.box = QDoubleSpinBox(minimum=low, maximum=high, decimals=decimals, suffix=suffix)
        self.box.setSingleStep(max(10.0**-decimals, 10 ** round(math.log10((high - low) / 50))))
        self.box.setFont(tabular_font())
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        make_room(self.box)
        self.box.setKeyboardTracking(False)
        self.slider = QSlider(Qt.Orientation.Horizontal, minimum=0, maximum=_STEPS, pageStep=_STEPS // 10)
        self.slider.setFocusPolicy(
            Qt.FocusPolicy.NoFocus
        )  # the box does the same for the keyboard and screen readers
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.box)
        self.slider.valueChanged.connect(self._on_slid)
        self.box.valueChanged.connect(self._on_typed)

    @property
    def value(self) -> float:
        return self.box.value()

    def set_value(self, value: float) -> None:
        self.box.setValue(value)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.box.setAccessibleName(name)
        self.slider.setAccessibleName(name)

    @Slot(int)
    def _on_slid(self, position: int) -> None:
        self.box.setValue(self._low + (self._high - self._low) * position / _STEPS)

    @Slot(float)
    def _on_typed(self, value: float) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(_STEPS * (value - self._low) / (self._high - self._low)))
        self.changed.emit()


class OptionalNumberField(QDoubleSpinBox):
    """A number or nothing. An empty field shows the default behaviour ("measured"); clearing the text empties it."""

    changed = Signal()

    def __init__(self, *, low: float, high: float, decimals: int, suffix: str = "", empty: str) -> None:
        super().__init__()
        self._least, self._suffix, self._start = low, suffix, low
        self.setDecimals(decimals)
        self._nothing = low - 10.0 ** -self.decimals()
        self.setRange(self._nothing, high)
        self.setSuffix(suffix)
        self.setSpecialValueText(empty)
        self.setFont(tabular_font())
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        make_room(self)
        self.setKeyboardTracking(False)
        self.setValue(self._nothing)
        self.valueChanged.connect(lambda _value: self.changed.emit())
        with_text(self, self._fit)

    def set_empty_word(self, text: str, *, start: float | None = None) -> None:
        """Set the text shown while empty, and the number from which the arrows start."""
        self.setSpecialValueText(text)
        self._fit()
        if start is not None:
            self._start = min(max(start, self._least), self.maximum())

    def _fit(self, _scale: float = 1.0) -> None:
        """Make the field wide enough for the text, because Qt measures only numbers."""
        text_width = self.fontMetrics().horizontalAdvance(self.specialValueText())
        self.setMinimumWidth(max(14 * GRID, text_width + 5 * GRID))

    @property
    def number(self) -> float | None:
        return None if self.value() < self._least else self.value()

    def set_number(self, number: float | None) -> None:
        self.setValue(self._nothing if number is None else number)

    def stepBy(self, steps: int) -> None:
        if self.number is None:
            self.setValue(self._start)
        elif self.value() + steps * self.singleStep() < self._least:
            self.setValue(self._nothing)
        else:
            super().stepBy(steps)

    def validate(self, text: str, position: int) -> Any:
        if not text.removesuffix(self._suffix).strip():
            return QValidator.State.Acceptable, text, position
        return super().validate(text, position)

    def valueFromText(self, text: str) -> float:
        return super().valueFromText(text) if text.removesuffix(self._suffix).strip() else self._nothing
