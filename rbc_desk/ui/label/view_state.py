"""The state of the page Label (position, switches) as plain values for a file."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPointF, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox

from rbc_desk.ui.canvas import SmearCanvas


class LabelViewState(QObject):
    """Watches the canvas, the switches (by object name) and the choices; `changed` is emitted on any change."""

    changed = Signal()

    def __init__(
        self,
        canvas: SmearCanvas,
        *,
        switches: Sequence[QAction | QAbstractButton],
        choices: Sequence[QComboBox],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._switches = {switch.objectName(): switch for switch in switches}
        self._choices = {choice.objectName(): choice for choice in choices}
        self._shown_id = 0
        self._saved_place: Mapping[str, Any] = {}
        for switch in switches:
            switch.toggled.connect(self.changed)
        for choice in choices:
            choice.currentIndexChanged.connect(self.changed)
        canvas.view_changed.connect(self._on_view_changed)

    def values(self) -> dict[str, Any]:
        """The current state. A fitted image has no position, because it is fitted again to any window size."""
        return {
            "place": self._place(),
            "switches": {name: switch.isChecked() for name, switch in self._switches.items()},
            "choices": {name: choice.currentData() for name, choice in self._choices.items()},
        }

    def restore(self, values: Mapping[str, Any]) -> None:
        """Restore a stored state; the position when its smear's image is loaded. Invalid values are ignored."""
        switches, choices, place = values.get("switches"), values.get("choices"), values.get("place")
        for name, on in switches.items() if isinstance(switches, dict) else ():
            if name in self._switches and isinstance(on, bool):
                self._switches[name].setChecked(on)
        for name, key in choices.items() if isinstance(choices, dict) else ():
            if name in self._choices and (at := self._choices[name].findData(key)) >= 0:
                self._choices[name].setCurrentIndex(at)
        self._saved_place = place if isinstance(place, dict) else {}

    def on_smear_left(self) -> None:
        """Another image is being loaded."""
        self._shown_id = 0

    def on_smear_shown(self, smear_id: int) -> None:
        """A smear's image is on the canvas: restore its position, or fit it if it has none."""
        wanted, self._saved_place = self._saved_place, {}
        kept = [wanted.get(key) for key in ("scale", "x", "y")]
        numbers = [n for n in kept if isinstance(n, int | float) and math.isfinite(n)]
        if wanted.get("smear") == smear_id and len(numbers) == len(kept) and numbers[0] > 0:
            scale, x, y = numbers
            self._canvas.show_at(QPointF(x, y), scale=scale)
        else:
            self._canvas.fit()
        self._shown_id = smear_id
        self.changed.emit()

    def _place(self) -> dict[str, Any] | None:
        canvas = self._canvas
        if not self._shown_id:
            return dict(self._saved_place) or None
        if canvas.is_fitted or canvas.picture.isEmpty():
            return None
        middle = canvas.view_to_image(canvas.viewport().rect().center())
        return {
            "smear": self._shown_id,
            "scale": round(canvas.scale_factor, 5),
            "x": round(middle.x(), 2),
            "y": round(middle.y(), 2),
        }

    @Slot()
    def _on_view_changed(self) -> None:
        if self._shown_id:
            self.changed.emit()
