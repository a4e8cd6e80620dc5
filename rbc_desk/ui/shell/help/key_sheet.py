"""The sheet of all keys and gestures (?)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.core.classes import ClassSet
from rbc_desk.ui.keys.actions import LABEL_ACTIONS, class_id, command_id, default_keys
from rbc_desk.ui.keys.keymap import Keymap, native
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, SUBHEADING
from rbc_desk.ui.widgets.texts import button, heading, quiet

Rows = tuple[tuple[str, str], ...]

Columns = tuple[tuple[int, ...], ...]

_MOST_COLUMNS = 4
_MOST_STEPS = 20_000  # a tenth of a second
_BETWEEN_COLUMNS, _BETWEEN_TABLES = 4 * GRID, 3 * GRID // 2

# Entries without an action: mouse gestures, held keys, class keys.
GESTURES: dict[str, Rows] = {
    "Image": (
        (QT_TRANSLATE_NOOP("KeySheet", "Wheel"), QT_TRANSLATE_NOOP("KeySheet", "zoom at the cursor")),
        (QT_TRANSLATE_NOOP("KeySheet", "Space+drag, middle drag"), QT_TRANSLATE_NOOP("KeySheet", "pan")),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Pinch, two fingers"),
            QT_TRANSLATE_NOOP("KeySheet", "zoom, pan; Ctrl+two fingers zoom"),
        ),
        (QT_TRANSLATE_NOOP("KeySheet", "Hold H"), QT_TRANSLATE_NOOP("KeySheet", "hide the circles for a moment")),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Click in the overview"),
            QT_TRANSLATE_NOOP("KeySheet", "move the view there when zoomed in"),
        ),
    ),
    "Cells": (
        (
            QT_TRANSLATE_NOOP("KeySheet", "Click"),
            QT_TRANSLATE_NOOP("KeySheet", "select; Ctrl or Shift extends the selection"),
        ),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Drag on the background"),
            QT_TRANSLATE_NOOP("KeySheet", "select with a rectangle"),
        ),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Alt+drag"),
            QT_TRANSLATE_NOOP("KeySheet", "select with the lasso: draw around cells"),
        ),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Drag a selected cell"),
            QT_TRANSLATE_NOOP("KeySheet", "move all selected cells"),
        ),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Drag the edge of a selected cell"),
            QT_TRANSLATE_NOOP("KeySheet", "resize it"),
        ),
        (QT_TRANSLATE_NOOP("KeySheet", "Arrows"), QT_TRANSLATE_NOOP("KeySheet", "previous or next cell")),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Ctrl or Alt+Arrows"),
            QT_TRANSLATE_NOOP("KeySheet", "move the selected cells by 1 pixel; with Shift by 10"),
        ),
        (
            QT_TRANSLATE_NOOP("KeySheet", "+, -"),
            QT_TRANSLATE_NOOP("KeySheet", "make the selected circles 1 pixel larger or smaller"),
        ),
        (QT_TRANSLATE_NOOP("KeySheet", "Right-click"), QT_TRANSLATE_NOOP("KeySheet", "class menu")),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Esc"),
            QT_TRANSLATE_NOOP("KeySheet", "end adding or the lasso, cancel a drag, clear the selection"),
        ),
    ),
    "Gallery": (
        (
            QT_TRANSLATE_NOOP("KeySheet", "Drag to another group"),
            QT_TRANSLATE_NOOP("KeySheet", "assign the class of that group"),
        ),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Double-click, Ctrl+Enter"),
            QT_TRANSLATE_NOOP("KeySheet", "go to the cell in its smear"),
        ),
        (QT_TRANSLATE_NOOP("KeySheet", "Ctrl+wheel"), QT_TRANSLATE_NOOP("KeySheet", "thumbnail size")),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Click the name of a group"),
            QT_TRANSLATE_NOOP("KeySheet", "collapse or expand it"),
        ),
    ),
    "Review": (
        (
            QT_TRANSLATE_NOOP("KeySheet", "Arrows, Home, End"),
            QT_TRANSLATE_NOOP("KeySheet", "previous or next cell, first or last"),
        ),
        (QT_TRANSLATE_NOOP("KeySheet", "Wheel"), QT_TRANSLATE_NOOP("KeySheet", "show more or less around the cell")),
    ),
}
_HEADINGS = (
    QT_TRANSLATE_NOOP("KeySheet", "Image"),
    QT_TRANSLATE_NOOP("KeySheet", "Cells"),
    QT_TRANSLATE_NOOP("KeySheet", "Views"),
    QT_TRANSLATE_NOOP("KeySheet", "Gallery"),
    QT_TRANSLATE_NOOP("KeySheet", "Review"),
)


def sheet_of_label(keymap: Keymap) -> dict[str, Rows]:
    """By heading, every key and gesture of the page Label with its effect, with the current keys."""
    return {
        about: (*_gestures(about), *_label_keys(keymap, about))
        for about in dict.fromkeys([*_HEADINGS, *(spec.about for spec in LABEL_ACTIONS.values())])
    }


def _gestures(about: str) -> Iterator[tuple[str, str]]:
    for gesture, what in GESTURES.get(about, ()):
        yield _tr(gesture), _capitalised(_tr(what))


def _label_keys(keymap: Keymap, about: str) -> Iterator[tuple[str, str]]:
    for spec in LABEL_ACTIONS.values():
        keys = keymap.keys_of(command_id("label", spec.id), defaults=spec.keys)
        if spec.about == about and keys:
            text = _tr(spec.sheet_text) if spec.sheet_text else QCoreApplication.translate("LabelActions", spec.text)
            yield native(keys), _capitalised(text)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def sheet_of_classes(keymap: Keymap, classes: ClassSet | None) -> Rows:
    """The key of each class that has one."""
    if classes is None:
        return ((_tr("1 … 0, Q … P"), _tr("assign a class")),)
    keys = ((keymap.class_key(classes, c.code), translated(c.name)) for c in classes)
    return tuple((key, name) for key, name in keys if key)


def sheet_of_others(keymap: Keymap) -> dict[str, Rows]:
    """By group, the keys of the window's actions, and of actions on other pages that the user gave keys."""
    known_on_label = {command_id("label", id_) for id_ in LABEL_ACTIONS}
    rows: dict[str, list[tuple[str, str]]] = {}
    pages = [binding for binding in keymap if binding.id.startswith("go_")]
    in_one_row = all(keymap.keys_of(page.id) == default_keys(page.id) for page in pages)
    if in_one_row and pages:
        first, last = (native(keymap.keys_of(page.id)) for page in (pages[0], pages[-1]))
        rows[pages[0].group] = [(f"{first} … {last}", _tr("the pages, from the top"))]
    for binding in keymap:
        keys = () if in_one_row and binding in pages else keymap.keys_of(binding.id)
        if keys and binding.id not in known_on_label and not binding.id.startswith(class_id("")):
            rows.setdefault(binding.group, []).append((native(keys), binding.text.rstrip("…")))
    return {group: tuple(found) for group, found in rows.items()}


class KeySheet(QDialog):
    """The page Label first, then classes and the window, in as many columns as fit."""

    def __init__(self, keymap: Keymap, *, classes: ClassSet | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keySheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard and mouse shortcuts"))
        self._keymap, self._classes = keymap, classes
        self._tables: dict[str, Rows] = {}
        self._room = parent.window().size() - QSize(9 * GRID, 12 * GRID)
        self.change = button(self.tr("Customize…"), name="changeKeysButton")
        self._scroll = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.change, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._scroll)
        layout.addWidget(buttons)
        self.refresh()

    def refresh(self) -> None:
        """Show the keys of all actions that are known now. Nothing changes where they are shown already."""
        of_classes = self.tr("Classes")
        tables: dict[str, Rows] = {}
        for title, rows in (
            *((_tr(about), rows) for about, rows in sheet_of_label(self._keymap).items()),
            (of_classes, sheet_of_classes(self._keymap, self._classes)),
            *sheet_of_others(self._keymap).items(),
        ):
            if rows:  # groups of the page and of the window may have the same name in a language
                tables[title] = (*tables.get(title, ()), *rows)
        if tables == self._tables:
            return
        self._tables = tables
        inside = _in_columns(tables, abreast=of_classes, room=self._room)
        self._scroll.setWidget(inside)
        self.resize(
            min(inside.sizeHint().width(), self._room.width()) + 9 * GRID,
            min(inside.sizeHint().height(), self._room.height()) + 12 * GRID,
        )


def _in_columns(rows_of: Mapping[str, Rows], *, abreast: str, room: QSize) -> QWidget:
    """Arrange the tables in the columns with the smallest height that fit the width; one column in a narrow one.

    The table named `abreast` has short texts, so it has two rows side by side.
    """
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setContentsMargins(GRID, GRID, GRID, GRID)
    row.setSpacing(_BETWEEN_COLUMNS)
    tables = [_table(title, rows, abreast=1 + (title == abreast)) for title, rows in rows_of.items()]
    columns = balanced_columns([table.sizeHint() for table in tables], room=room - QSize(2 * GRID, 2 * GRID))
    if columns is None:
        tables = [_table(title, rows, wrap=True) for title, rows in rows_of.items()]
        columns = (tuple(range(len(tables))),)
    for indices in columns:
        column = QVBoxLayout()
        column.setSpacing(_BETWEEN_TABLES)
        for index in indices:
            column.addWidget(tables[index])
        column.addStretch()
        row.addLayout(column)
    return inside


def balanced_columns(sizes: Sequence[QSize], *, room: QSize) -> Columns | None:
    """The tables of each column, by index; None where not even one column is narrow enough for `room`.

    The tables stay in their order where that fits the height of `room`. Otherwise they are spread over the columns
    as they fit; if they fit in no way, they are in order, in the columns that are lowest.
    """
    in_order = _cut_in_order(sizes, room_px=room.width())
    if in_order is None or _height(sizes, in_order) <= room.height():
        return in_order
    return _spread(sizes, room=room) or in_order


def _cut_in_order(sizes: Sequence[QSize], *, room_px: int) -> Columns | None:
    best: tuple[int, Columns] | None = None
    for n in range(min(_MOST_COLUMNS, len(sizes))):
        for more in combinations(range(1, len(sizes)), n):
            columns = tuple(tuple(range(first, last)) for first, last in pairwise((0, *more, len(sizes))))
            height = _height(sizes, columns)
            if _width(sizes, columns) <= room_px and (best is None or height < best[0]):
                best = height, columns
    return best[1] if best is not None else None


def _spread(sizes: Sequence[QSize], *, room: QSize) -> Columns | None:
    """The first way found to fit all tables into `room`, the highest tables placed first."""
    highest_first = sorted(range(len(sizes)), key=lambda index: -sizes[index].height())
    columns: list[list[int]] = []
    steps = iter(range(_MOST_STEPS))

    def place(position: int) -> bool:
        if position == len(highest_first):
            return True
        index = highest_first[position]
        may_open = len(columns) < _MOST_COLUMNS
        # the lowest column first: columns that end at about the same height look tidy
        for column in [*sorted(columns, key=lambda one: _height(sizes, [one])), *([[]] if may_open else [])]:
            if next(steps, None) is None:
                return False
            is_new = not column
            if is_new:
                columns.append(column)
            column.append(index)
            fits = _height(sizes, [column]) <= room.height() and _width(sizes, columns) <= room.width()
            if fits and place(position + 1):
                return True
            column.pop()
            if is_new:
                columns.remove(column)
        return False

    return tuple(sorted(tuple(sorted(column)) for column in columns)) if place(0) else None


def _height(sizes: Sequence[QSize], columns: Iterable[Sequence[int]]) -> int:
    """The height of the highest column in pixels."""
    return max(sum(sizes[i].height() for i in column) + (len(column) - 1) * _BETWEEN_TABLES for column in columns)


def _width(sizes: Sequence[QSize], columns: Sequence[Sequence[int]]) -> int:
    """The width of all columns side by side in pixels."""
    return sum(max(sizes[i].width() for i in column) for column in columns) + (len(columns) - 1) * _BETWEEN_COLUMNS


def _table(title: str, rows: Rows, *, wrap: bool = False, abreast: int = 1) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(GRID // 8)
    grid.setColumnStretch(2 * abreast - 1, 1)
    grid.addWidget(heading(title, scale=SUBHEADING), 0, 0, 1, 2 * abreast)
    high = math.ceil(len(rows) / abreast)
    for index, (keys, what) in enumerate(rows):
        column, row = divmod(index, high)
        grid.addWidget(quiet(keys), row + 1, 2 * column)
        grid.addWidget(QLabel(what, wordWrap=wrap), row + 1, 2 * column + 1)
    return table


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeySheet", text)
