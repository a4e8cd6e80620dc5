"""Keyboard settings: search actions, change their keys, see conflicts, restore defaults."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QTableWidgetItem, QWidget

from rbc_desk.ui.keys.commands import commands
from rbc_desk.ui.keys.keymap import FIXED, native
from rbc_desk.ui.kit.fuzzy import score
from rbc_desk.ui.kit.theme import GRID, muted
from rbc_desk.ui.settings.key_catcher import KeyCatcher
from rbc_desk.ui.settings.section import Section
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.figures import filling, make_table
from rbc_desk.ui.widgets.texts import button, quiet
from rbc_desk.ui.widgets.wrap import WrapRow

_ACTION, _WHERE, _KEYS = range(3)
_ID = Qt.ItemDataRole.UserRole


class KeyboardSection(Section):
    """One row per action. Enter or a double click waits for keys; a conflict is shown and can be resolved there."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent=parent)
        self.set_title(self.tr("Keyboard"))
        self.search = QLineEdit(objectName="keySearchField", clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Search by action or by key"))
        self.search.setAccessibleName(self.tr("Search actions and keys"))
        self.table = make_table([self.tr("Action"), self.tr("Where"), self.tr("Keys")], name="keyTable")
        self.table.setAccessibleName(self.tr("Actions and their keys"))
        self.table.setMinimumHeight(40 * GRID)
        for column in (_ACTION, _WHERE, _KEYS):
            self.table.horizontalHeaderItem(column).setTextAlignment(Qt.AlignmentFlag.AlignLeft)
        self.change = button(self.tr("Change…"), name="changeKeyButton")
        self.another = button(self.tr("Add another…"), name="addKeyButton")
        self.none = button(self.tr("No keys"), name="noKeyButton")
        self.reset = button(self.tr("Reset"), name="resetKeyButton")
        self.reset_all = button(self.tr("Reset all"), name="resetAllKeysButton")
        self._id = ""  # the action waiting for keys
        self._adding = False
        self._conflicting_keys = ""  # the keys of the conflict shown
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self.column.addWidget(quiet(self.tr("Choose an action, press Enter, then press the new keys."), wrap=True))
        self.column.addWidget(self.search)
        self.column.addWidget(self.table, 1)
        self._asking = QFrame(objectName="keyAsking")
        self._asking.setProperty("card", True)
        self._question = QLabel(objectName="keyQuestion", wordWrap=True)
        self.catcher = KeyCatcher()
        self.take = button(self.tr("Reassign"), name="takeKeysButton", primary=True)
        self.leave = button(self.tr("Cancel"), name="leaveKeysButton")
        asking = QHBoxLayout(self._asking)
        asking.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        asking.setSpacing(GRID)
        asking.addWidget(self._question, 1)
        for widget in (self.catcher, self.take, self.leave):
            asking.addWidget(widget)
        self._asking.hide()
        self.column.addWidget(self._asking)
        row = WrapRow()
        for action_button in (self.change, self.another, self.none, self.reset):
            row.addWidget(action_button)
        row.add_stretch()
        row.addWidget(self.reset_all)
        self.column.addLayout(row)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.table.itemSelectionChanged.connect(self._enable)
        self.table.cellDoubleClicked.connect(lambda _row, _column: self._ask(adding=False))
        self.table.installEventFilter(self)
        self.change.clicked.connect(lambda: self._ask(adding=False))
        self.another.clicked.connect(lambda: self._ask(adding=True))
        self.none.clicked.connect(lambda: self.context.keys.set_keys(self.current_id, ()))
        self.reset.clicked.connect(lambda: self.context.keys.reset(self.current_id))
        self.reset_all.clicked.connect(self.context.keys.reset_all)
        self.catcher.caught.connect(self._on_caught)
        self.catcher.left.connect(self._on_left)
        self.take.clicked.connect(self._on_take)
        self.leave.clicked.connect(self._end)
        self.context.keys.changed.connect(self.refresh)

    # display

    @property
    def current_id(self) -> str:
        """The selected action, "" if there is none."""
        row = self.table.currentRow()
        return str(self.table.item(row, _ACTION).data(_ID)) if row >= 0 and self.table.selectedItems() else ""

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the actions and their keys again; the selection stays."""
        kept = self.current_id
        keys = self.context.keys
        found = list(commands(keys, has_project=self.context.project is not None))
        with filling(self.table):
            self.table.setRowCount(len(found))
            for row, command in enumerate(found):
                changed = keys.is_changed(command.id)
                for column, text in ((_ACTION, command.plain), (_WHERE, command.group), (_KEYS, command.keys)):
                    item = QTableWidgetItem(text)
                    item.setData(_ID, command.id)
                    if column == _WHERE:
                        item.setForeground(muted(self.palette()))
                    if changed and column == _KEYS:
                        font = item.font()
                        font.setBold(True)
                        item.setFont(font)
                        binding = keys.binding(command.id)
                        item.setToolTip(
                            self.tr("Changed; was {0}").format(native(binding.own_keys) if binding else "") or ""
                        )
                    self.table.setItem(row, column, item)
        for row, command in enumerate(found):
            if command.id == kept:
                self.table.selectRow(row)
        self._filter(self.search.text())
        self._enable()

    @Slot(str)
    def _filter(self, query: str) -> None:
        """Show only matching rows; if the query is a key in use, only its action."""
        wanted = query.strip().casefold()
        keyed = {row for row in range(self.table.rowCount()) if wanted in self._keys_in(row)}
        for row in range(self.table.rowCount()):
            row_text = " ".join(self.table.item(row, column).text() for column in (_ACTION, _WHERE))
            fits = row in keyed if keyed else score(row_text, query=query) is not None
            self.table.setRowHidden(row, not fits)

    def _keys_in(self, row: int) -> list[str]:
        return [key for key in self.table.item(row, _KEYS).text().casefold().split(", ") if key]

    @Slot()
    def _enable(self) -> None:
        id_ = self.current_id
        for action_button in (self.change, self.another):
            action_button.setEnabled(bool(id_))
        self.none.setEnabled(bool(id_) and bool(self.context.keys.keys_of(id_)))
        self.reset.setEnabled(bool(id_) and self.context.keys.is_changed(id_))

    # input

    def eventFilter(self, watched: object, event: object) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and event.key() in enter:
            self._ask(adding=False)
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _ask(self, *, adding: bool) -> None:
        self._id, self._adding, self._conflicting_keys = self.current_id, adding, ""
        if not self._id:
            return
        self._show_message(self.tr("New keys for “{0}”").format(self._text_of(self._id)), waiting=True)

    def _show_message(self, text: str, *, waiting: bool, conflict: bool = False) -> None:
        self._question.setText(text)
        self.catcher.setVisible(waiting)
        self.take.setVisible(conflict)
        self.leave.setVisible(conflict)
        self.catcher.setAccessibleName(text)
        self._asking.show()
        (self.catcher if waiting else self.take).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_caught(self, keys: str) -> None:
        binding = self.context.keys.binding(self._id)
        if binding is None:
            self._end()
        elif keys in FIXED:
            self._show_message(
                self.tr("{0} is used to move around in the window. Press other keys.").format(native([keys])),
                waiting=True,
            )
        elif (holder := self.context.keys.holder(keys, scope=binding.scope, but=self._id)) is not None:
            self._conflicting_keys = keys
            self._show_message(
                self.tr("{0} is already used for “{1}”. Reassign it?").format(
                    native([keys]), self._text_of(holder.id)
                ),
                waiting=False,
                conflict=True,
            )
        else:
            self._give(keys)

    @Slot()
    def _on_take(self) -> None:
        self._give(self._conflicting_keys)

    def _give(self, keys: str) -> None:
        id_, before = self._id, self.context.keys.keys_of(self._id) if self._adding else ()
        self._end()
        self.context.keys.set_keys(id_, (*before, keys))

    @Slot()
    def _on_left(self) -> None:
        if not self._conflicting_keys:
            self._end()

    @Slot()
    def _end(self) -> None:
        had = self._asking.isVisible() and self._asking.isAncestorOf(self.focusWidget() or self.table)
        self._id = self._conflicting_keys = ""
        self._asking.hide()
        if had:
            self.table.setFocus()

    def _text_of(self, id_: str) -> str:
        found = (c.plain for c in commands(self.context.keys, has_project=True) if c.id == id_)
        return next(found, id_).rstrip("…")
