"""The window's actions, built from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from rbc_desk.ui.keys.actions import ACTIONS
from rbc_desk.ui.keys.keymap import Keymap
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.icons import icon


class ActionTable:
    """The table's actions as live actions of a window, by id and in order. Their keys come from the keymap."""

    def __init__(self, window: QWidget, *, keymap: Keymap, handlers: Mapping[str, Callable[[], object]]) -> None:
        """`handlers`: the function of each action in `ACTIONS`, by id. Raises KeyError if one is missing."""
        self._window = window
        self._actions: dict[str, QAction] = {}
        for spec in ACTIONS:
            action = QAction(icon(spec.icon), QCoreApplication.translate("ActionTable", spec.text), window)
            action.setObjectName(spec.id)
            action.setProperty("group", spec.group)
            action.setProperty("plain", action.text())
            action.triggered.connect(lambda _checked=False, run=handlers[spec.id]: run())
            window.addAction(action)
            group = QCoreApplication.translate("ActionTable", spec.group)
            keymap.bind(action, id_=spec.id, scope="", group=group)
            self._actions[spec.id] = action

    def __getitem__(self, id_: str) -> QAction:
        return self._actions[id_]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def set_project_open(self, is_open: bool, *, why_not_edit: str = "") -> None:
        """Disable what cannot be done. `why_not_edit`: why the open project cannot be changed, "" if it can."""
        for spec in ACTIONS:
            if spec.needs_project and spec.id not in ("undo", "redo", "history"):
                permit(self._actions[spec.id], can=is_open, why_not=why_not_edit if spec.changes_project else "")

    def retire(self, heir: QWidget) -> None:
        """Remove the actions from the window before others replace them; they are deleted with `heir`."""
        for action in self._actions.values():
            self._window.removeAction(action)
            action.setShortcuts([])
            action.setParent(heir)
