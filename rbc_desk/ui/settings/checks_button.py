"""A button that shows which of some things are chosen, and opens a menu to choose them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

_SHOWN = 3


class _StayingMenu(QMenu):
    """Stays open while things are checked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.activeAction()
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)


class ChecksButton(QPushButton):
    """`names`: what can be chosen. `none`: shown where nothing is chosen. `usual`: a choice that replaces the others,
    reported as None. `chosen_changed` is emitted for choices of the user.
    """

    chosen_changed = Signal()

    def __init__(self, names: Mapping[str, str], *, none: str, usual: str = "", name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._names, self._none, self._usual = dict(names), none, usual
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._menu = _StayingMenu(self)
        self._usual_action = None
        if usual:
            self._usual_action = self._menu.addAction(usual)
            self._usual_action.setCheckable(True)
            self._usual_action.triggered.connect(self._on_usual)
            self._menu.addSeparator()
        self._actions = {}
        for key, title in names.items():
            action = self._menu.addAction(title)
            action.setCheckable(True)
            action.triggered.connect(self._on_one)
            self._actions[key] = action
        self.setMenu(self._menu)
        self._show()

    @property
    def chosen(self) -> tuple[str, ...] | None:
        """What is chosen, in the order of the names; None: the usual choice."""
        if self._usual_action is not None and self._usual_action.isChecked():
            return None
        return tuple(key for key, action in self._actions.items() if action.isChecked())

    def choose(self, keys: Collection[str] | None) -> None:
        """Show a choice; None: the usual one. A key that is not offered yet is offered under its own name."""
        for key in keys or ():
            if key not in self._actions:
                action = self._actions[key] = self._menu.addAction(key)
                self._names[key] = key
                action.setCheckable(True)
                action.triggered.connect(self._on_one)
        if self._usual_action is not None:
            self._usual_action.setChecked(keys is None)
        for key, action in self._actions.items():
            action.setChecked(key in (keys or ()))
        self._show()

    def toggle_choice(self, key: str) -> None:
        """Choose or leave out one, as by a click in the menu."""
        self._actions[key].trigger()

    def _on_usual(self) -> None:
        for action in self._actions.values():
            action.setChecked(False)
        self._changed()

    def _on_one(self) -> None:
        if self._usual_action is not None:
            self._usual_action.setChecked(False)
        self._changed()

    def _changed(self) -> None:
        self._show()
        self.chosen_changed.emit()

    def _show(self) -> None:
        chosen = self.chosen
        if chosen is None:
            self.setText(self._usual)
            return
        names = [self._names[key] for key in chosen]
        more = f" + {len(names) - _SHOWN}" if len(names) > _SHOWN else ""
        self.setText((", ".join(names[:_SHOWN]) + more) or self._none)
        self.setToolTip(", ".join(names))
