"""The navigation rail: one button a page, the menu at its foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QMenu, QToolButton, QVBoxLayout, QWidget

from rbc_desk.ui.actions import ActionTable
from rbc_desk.ui.icons import icon
from rbc_desk.ui.theme import GRID

_WIDTH = 11 * GRID
_MENU = ("Project", "Edit", "View", "Help")


class Rail(QWidget):
    """Emits `chosen` with a page's name when its button is pressed."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[tuple[str, str]], *, actions: ActionTable) -> None:
        super().__init__(objectName="rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID // 2)
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        for index, (name, title) in enumerate(pages, start=1):
            button = self._button(title, icon_name=name, object_name=f"{name}Nav")
            button.setCheckable(True)
            button.setToolTip(f"{title} ({QKeySequence(f'Ctrl+{index}').toString()})")
            button.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            self._group.addButton(button)
            self._buttons[name] = button
            layout.addWidget(button)
        layout.addStretch()
        menu_button = self._button(self.tr("Menu"), icon_name="menu", object_name="menuButton")
        menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu_button.setMenu(self._menu(actions))
        layout.addWidget(menu_button)

    def set_current(self, name: str) -> None:
        """Mark a page's button; "" marks none."""
        self._group.setExclusive(bool(name))
        for other, button in self._buttons.items():
            button.setChecked(other == name)

    def set_project_open(self, is_open: bool) -> None:
        for button in self._buttons.values():
            button.setEnabled(is_open)

    def _menu(self, actions: ActionTable) -> QMenu:
        menu = QMenu(self)
        for group in _MENU:
            menu.addSection(group)
            menu.addActions([action for action in actions if action.property("group") == group])
        return menu

    def _button(self, title: str, *, icon_name: str, object_name: str) -> QToolButton:
        button = QToolButton(objectName=object_name, text=title)
        button.setProperty("rail", True)
        button.setIcon(icon(icon_name))
        button.setIconSize(QSize(3 * GRID, 3 * GRID))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setFixedWidth(_WIDTH - 2 * GRID)
        button.setMinimumHeight(7 * GRID)
        return button
