"""Whether labelling a single cell moves on to the next: a switch on the page and one in Settings, kept in sync."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QCheckBox

from rbc_desk.ui.state.app_context import AppContext


class Advances(Protocol):
    """An object that can move on to the next cell automatically."""

    advance: bool


class AdvanceSwitch(QObject):
    """Applies the state of `box` to `followers` and stores it in the settings."""

    def __init__(self, context: AppContext, *, box: QCheckBox, followers: tuple[Advances, ...]) -> None:
        super().__init__(box)
        self._context, self._box, self._followers = context, box, followers
        self._show()
        self._on_toggled(box.isChecked())
        box.toggled.connect(self._on_toggled)
        context.settings_changed.connect(self._show)

    @Slot(object)
    def _show(self, _fields: object = None) -> None:
        self._box.setChecked(self._context.settings.advance_after_key)

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        for follower in self._followers:
            follower.advance = on
        if on != self._context.settings.advance_after_key:
            self._context.change_settings(advance_after_key=on)
