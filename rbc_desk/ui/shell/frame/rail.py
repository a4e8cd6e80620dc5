"""The navigation rail: a button per page, the menu at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from rbc_desk.ui.keys.action_table import ActionTable
from rbc_desk.ui.keys.commands import open_button
from rbc_desk.ui.keys.keymap import Keymap, native
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.theme import GRID, restyle, text_scale, with_text

_WIDTH = 13 * GRID
_ICON, _SMALL_ICON = 24, 18
_TALLEST_LINE = 1.35  # Thai letters, in lines of the font
# Translated under Rail.
_MENU = ("Project", "Edit", "View", "Help")


class _RailButton(QToolButton):
    """It can be lower than its style wants, without the space around icon and text."""

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def roomy_height(self) -> int:
        """The height with space around icon and text."""
        line = round(_TALLEST_LINE * self.fontMetrics().height())
        return max(round(7 * GRID * text_scale()), round(_ICON * text_scale()) + line + 2 * GRID)

    def set_compact(self, compact: bool) -> None:
        """Leave out the space, with a smaller icon."""
        side = round((_SMALL_ICON if compact else _ICON) * text_scale())
        if self.property("compact") != compact or self.iconSize().width() != side:
            self.setIconSize(QSize(side, side))
            self.setProperty("compact", compact)
            restyle(self)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.roomy_height())

    def minimumSizeHint(self) -> QSize:
        line = round(_TALLEST_LINE * self.fontMetrics().height())
        return QSize(super().sizeHint().width(), round(_SMALL_ICON * text_scale()) + line)


class Rail(QWidget):
    """Emits `chosen` with a page's name when its button is pressed."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[tuple[str, str]], *, actions: ActionTable, keymap: Keymap) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID // 2)
        self._buttons: dict[str, _RailButton] = {}
        self._group = QButtonGroup(self)
        self._keymap = keymap
        self._titles = dict(pages)
        for name, title in pages:
            button = self._button(title, icon_name=name, object_name=f"{name}Nav")
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            self._group.addButton(button)
            self._buttons[name] = button
            layout.addWidget(button)
        layout.addStretch()
        menu_button = self._button(self.tr("Menu"), icon_name="menu", object_name="menuButton")
        menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu_button.setMenu(self._menu(actions))
        layout.addWidget(menu_button)
        self._stops = [*self._buttons.values(), menu_button]
        for button in self._stops:
            button.installEventFilter(self)
        with_text(self, self._fit)
        keymap.changed.connect(self._show_keys)
        self._show_keys()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move along the rail, Home and End go to its ends, Enter opens."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        stops = [button for button in self._stops if button.isEnabled()]
        at = stops.index(watched) if watched in stops else 0
        to = {
            Qt.Key.Key_Up: at - 1,
            Qt.Key.Key_Down: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(stops) - 1,
        }.get(Qt.Key(event.key()))
        if to is not None:
            stops[to % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            open_button(stops[at])
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _show_keys(self) -> None:
        for name, button in self._buttons.items():
            keys = native(self._keymap.keys_of(f"go_{name}")[:1])
            button.setToolTip(f"{self._titles[name]} ({keys})" if keys else self._titles[name])

    def set_current(self, name: str) -> None:
        """Highlight a page's button; "" highlights none."""
        self._group.setExclusive(bool(name))
        for other, button in self._buttons.items():
            button.setChecked(other == name)

    def set_project_open(self, is_open: bool) -> None:
        for button in self._buttons.values():
            button.setEnabled(is_open)

    def _fit(self, scale: float) -> None:
        width = round(_WIDTH * scale)
        self.setFixedWidth(width)
        for button in self._stops:
            button.setFixedWidth(width - 2 * GRID)
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        """Leave out the space around icons where the window is too low for all of them."""
        needed = sum(button.roomy_height() + GRID // 2 for button in self._stops) + 2 * GRID
        for button in self._stops:
            button.set_compact(self.height() < needed)

    def _menu(self, actions: ActionTable) -> QMenu:
        menu = QMenu(self)
        for group in _MENU:
            menu.addSection(QCoreApplication.translate("Rail", group))
            menu.addActions([action for action in actions if action.property("group") == group])
        return menu

    def _button(self, title: str, *, icon_name: str, object_name: str) -> _RailButton:
        button = _RailButton(objectName=object_name, text=title)
        button.setProperty("rail", True)
        button.setIcon(icon(icon_name))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        return button
