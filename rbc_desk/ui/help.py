"""F1 or ?: every key and gesture on one sheet, as the keys are now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

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
from rbc_desk.ui.actions import LABEL_ACTIONS
from rbc_desk.ui.commands import command_id
from rbc_desk.ui.keymap import Keymap, class_id, native
from rbc_desk.ui.language import said
from rbc_desk.ui.theme import GRID, SUBHEADING
from rbc_desk.ui.widgets.texts import button, heading, quiet

Rows = tuple[tuple[str, str], ...]

# What no action stands for: mouse gestures, keys that are held, keys that depend on the project's classes.
GESTURES: dict[str, Rows] = {
    "The picture": (
        (QT_TRANSLATE_NOOP("KeySheet", "Wheel"), QT_TRANSLATE_NOOP("KeySheet", "zoom at the cursor")),
        (QT_TRANSLATE_NOOP("KeySheet", "Space+drag, middle drag"), QT_TRANSLATE_NOOP("KeySheet", "pan")),
        (QT_TRANSLATE_NOOP("KeySheet", "hold H"), QT_TRANSLATE_NOOP("KeySheet", "peek below the circles")),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Click in the small picture"),
            QT_TRANSLATE_NOOP("KeySheet", "go there, when zoomed in"),
        ),
    ),
    "Cells": (
        (QT_TRANSLATE_NOOP("KeySheet", "Click"), QT_TRANSLATE_NOOP("KeySheet", "select; Ctrl and Shift extend")),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Drag on empty ground"),
            QT_TRANSLATE_NOOP("KeySheet", "select with a rubber band"),
        ),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Alt+drag"),
            QT_TRANSLATE_NOOP("KeySheet", "select with a lasso: draw around cells"),
        ),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Drag a selected cell"),
            QT_TRANSLATE_NOOP("KeySheet", "move it, and all that are selected"),
        ),
        (QT_TRANSLATE_NOOP("KeySheet", "Drag a selected cell's rim"), QT_TRANSLATE_NOOP("KeySheet", "resize it")),
        (QT_TRANSLATE_NOOP("KeySheet", "Arrows"), QT_TRANSLATE_NOOP("KeySheet", "step through cells")),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Ctrl or Alt+Arrows"),
            QT_TRANSLATE_NOOP("KeySheet", "move what is selected by a pixel, with Shift by ten"),
        ),
        (
            QT_TRANSLATE_NOOP("KeySheet", "+, -"),
            QT_TRANSLATE_NOOP("KeySheet", "make the selected circles larger or smaller by a pixel"),
        ),
        (QT_TRANSLATE_NOOP("KeySheet", "Right-click"), QT_TRANSLATE_NOOP("KeySheet", "menu of classes")),
        (
            QT_TRANSLATE_NOOP("KeySheet", "Esc"),
            QT_TRANSLATE_NOOP("KeySheet", "end adding or the lasso, give up a drag, select none"),
        ),
    ),
}
_HEADINGS = (QT_TRANSLATE_NOOP("KeySheet", "The picture"), QT_TRANSLATE_NOOP("KeySheet", "Cells"))


def sheet_of_label(keymap: Keymap) -> dict[str, Rows]:
    """By heading, every key and gesture of the page Label with what it does, the keys as they are now."""
    return {
        about: (*_gestures(about), *_label_keys(keymap, about))
        for about in dict.fromkeys([*GESTURES, *(spec.about for spec in LABEL_ACTIONS.values())])
    }


def _gestures(about: str) -> Iterator[tuple[str, str]]:
    for gesture, what in GESTURES.get(about, ()):
        yield _tr(gesture), _tr(what)


def _label_keys(keymap: Keymap, about: str) -> Iterator[tuple[str, str]]:
    for spec in LABEL_ACTIONS.values():
        keys = keymap.keys_of(command_id("label", spec.id), own=spec.keys)
        if spec.about == about and keys:
            told = _tr(spec.told) if spec.told else QCoreApplication.translate("LabelActions", spec.text)
            yield native(keys), told


def sheet_of_classes(keymap: Keymap, classes: ClassSet | None) -> Rows:
    """The key of each class, of those that have one."""
    if classes is None:
        return ((_tr("1 … 0, Q … P"), _tr("give a class")),)
    keys = ((keymap.class_key(classes, c.code), said(c.name)) for c in classes)
    return tuple((key, name) for key, name in keys if key)


def sheet_of_others(keymap: Keymap) -> dict[str, Rows]:
    """By group, the keys of the window's actions, and of those of other pages that were given some."""
    known_on_label = {command_id("label", id_) for id_ in LABEL_ACTIONS}
    rows: dict[str, list[tuple[str, str]]] = {}
    for binding in keymap:
        keys = keymap.keys_of(binding.id)
        if keys and binding.id not in known_on_label and not binding.id.startswith(class_id("")):
            rows.setdefault(binding.group, []).append((native(keys), binding.text.rstrip("…")))
    return {group: tuple(found) for group, found in rows.items()}


class KeySheet(QDialog):
    """Gestures and the page Label on the left, the window on the right; below each other where there is no room."""

    def __init__(self, keymap: Keymap, *, classes: ClassSet | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keySheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys and gestures"))
        self.change = button(self.tr("Change keys…"), name="changeKeysButton")
        room = parent.window().size() - QSize(9 * GRID, 14 * GRID)
        columns = _columns(keymap, classes, title=self.tr("Classes"))
        inside = _side_by_side(columns)
        while len(columns) > 1 and inside.sizeHint().width() > room.width():
            columns = [*columns[:-2], {**columns[-2], **columns[-1]}]
            inside = _side_by_side(columns, wrap=len(columns) == 1)
        scroll = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.change, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(scroll)
        layout.addWidget(buttons)
        self.resize(
            min(inside.sizeHint().width(), room.width()) + 9 * GRID,
            min(inside.sizeHint().height(), room.height()) + 14 * GRID,
        )


def _columns(keymap: Keymap, classes: ClassSet | None, *, title: str) -> list[Mapping[str, Rows]]:
    """The page Label, then the classes and half of the window's actions, then the other half."""
    label = {_tr(about): rows for about, rows in sheet_of_label(keymap).items()}
    others = sheet_of_others(keymap)
    half = list(others)[: len(others) // 2]
    middle = {title: sheet_of_classes(keymap, classes), **{name: others.pop(name) for name in half}}
    return [label, middle, others]


def _side_by_side(columns: Iterable[Mapping[str, Rows]], *, wrap: bool = False) -> QWidget:
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setContentsMargins(GRID, GRID, GRID, GRID)
    row.setSpacing(5 * GRID)
    for tables in columns:
        row.addLayout(_column(tables, wrap=wrap))
    return inside


def _column(tables: Mapping[str, Rows], *, wrap: bool) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    for title, rows in tables.items():
        if rows:
            column.addLayout(_table(title, rows, wrap=wrap))
            column.addSpacing(2 * GRID)
    column.addStretch()
    return column


def _table(title: str, rows: Iterable[tuple[str, str]], *, wrap: bool) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(GRID // 2)
    grid.setColumnStretch(1, 1)
    grid.addWidget(heading(title, scale=SUBHEADING), 0, 0, 1, 2)
    for row, (keys, what) in enumerate(rows, start=1):
        grid.addWidget(quiet(keys), row, 0)
        grid.addWidget(QLabel(what, wordWrap=wrap), row, 1)
    return grid


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeySheet", text)
