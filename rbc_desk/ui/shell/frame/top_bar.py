"""The top bar: main actions of the page, undo and redo, search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from rbc_desk.ui.keys.action_table import ActionTable
from rbc_desk.ui.keys.keymap import native
from rbc_desk.ui.kit.theme import GRID, HEADING, text_scale
from rbc_desk.ui.pages.history import HistoryPopover
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import heading


class TopBar(QWidget):
    """Shows a page's title, its actions as buttons named `<action's objectName>`, and `chips` beside the search."""

    def __init__(self, context: AppContext, *, table: ActionTable, chips: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(7 * GRID)
        self._context, self._table = context, table
        self._title = heading("", scale=HEADING)
        self._slot = QWidget()
        self._row = QHBoxLayout(self._slot)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._undo = self._icon_button("undo", "undoButton")
        self._redo = self._icon_button("redo", "redoButton")
        self._history = self._icon_button("history", "historyButton")
        self._search = QToolButton(objectName="searchButton")
        self._search.setProperty("bar", True)
        self._search.setIcon(table["search"].icon())
        self._search.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._search.setToolTip(self.tr("Search all actions"))
        self._search.clicked.connect(table["search"].trigger)
        self._chips = chips
        self._fitted: tuple[object, ...] = ()
        self._last_texts: dict[str, tuple[object, ...]] = {}  # undo and redo texts
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(self._title)
        layout.addWidget(self._slot)
        layout.addStretch()
        for chip in chips:
            layout.addWidget(chip)
        steps = QHBoxLayout()
        steps.setSpacing(0)
        for button in (self._undo, self._redo, self._history):
            steps.addWidget(button)
        layout.addLayout(steps)
        layout.addWidget(self._search)
        stack = context.undo_stack
        for signal in (stack.canUndoChanged, stack.canRedoChanged, stack.indexChanged, context.keys.changed):
            signal.connect(self._on_changed)
        context.saving.changed.connect(self._on_changed)
        self._on_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """If texts do not fit, show some buttons as icons only: first the search, then actions, then chips."""
        if self._state() == self._fitted:
            return
        for level in range(4):
            self._layout.setSpacing(3 * GRID if not level else GRID)
            self._set_style(self._search, level < 1)
            for button in self._slot.findChildren(QToolButton):
                if not button.property("primary"):
                    self._set_style(button, level < 2 or button.icon().isNull())
            for chip in self._chips:
                for button in chip.findChildren(QToolButton):
                    self._set_style(button, level < 3)
            for part in (self._slot, *self._chips):
                part.updateGeometry()  # otherwise the layout would use their previous size hints
            self._layout.activate()
            if self._layout.sizeHint().width() <= self.width():
                break
        self._fitted = self._state()

    def _state(self) -> tuple[object, ...]:
        """Everything that the space depends on, and the resulting button styles."""
        texts = (button.text() for button in self.findChildren(QToolButton) if not button.isHidden())
        return self.width(), text_scale(), self._title.text(), self._slot.sizeHint().width(), *texts

    @staticmethod
    def _set_style(button: QToolButton, with_text: bool) -> None:
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(style.ToolButtonTextBesideIcon if with_text else style.ToolButtonIconOnly)

    def show_page(self, title: str, *, actions: Sequence[QAction]) -> None:
        self._title.setText(title)
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for action in actions:
            button = QToolButton(self._slot)
            button.setDefaultAction(action)
            button.setObjectName(action.objectName())
            button.setProperty("primary" if action.property("primary") else "bar", True)
            button.setIconSize(QSize(2 * GRID, 2 * GRID))
            if action.property("primary"):  # an icon in the text colour would be dark on the accent
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            self._row.addWidget(button)

    def show_history(self) -> None:
        """Show the list of steps below its button."""
        HistoryPopover(self._context, parent=self).open_below(self._history)

    def _icon_button(self, id_: str, name: str) -> QToolButton:
        action = self._table[id_]
        button = QToolButton(objectName=name)
        button.setIcon(action.icon())
        button.setIconSize(QSize(2 * GRID, 2 * GRID))
        button.setProperty("bar", True)
        button.clicked.connect(action.trigger)
        return button

    @Slot()
    def _on_changed(self, *_: object) -> None:
        """Show the names of the steps to undo and redo. During a series of undos, the texts stay consistent."""
        stack, table, keys = self._context.undo_stack, self._table, self._context.keys
        for button, id_, can, step in (
            (self._undo, "undo", stack.canUndo() or self._context.saving.busy, stack.undoText()),
            (self._redo, "redo", stack.canRedo(), stack.redoText()),
            (self._history, "history", stack.count() > 0, ""),
        ):
            plain, keyed = str(table[id_].property("plain")), native(keys.keys_of(id_)[:1])
            state = (can, step, plain, keyed)
            if self._last_texts.get(id_) == state:  # the stack emits the same state several times per step
                continue
            self._last_texts[id_] = state
            table[id_].setEnabled(can)
            table[id_].setText(f"{plain}: {step}" if step else plain)
            button.setEnabled(can)
            name = table[id_].text().rstrip("…")
            button.setToolTip(f"{name} ({keyed})" if keyed else name)
            button.setAccessibleName(name)
        self._search.setText(f"{self.tr('Search')}  {native(keys.keys_of('search')[:1])}".strip())
