"""Copies input and selection from widgets to new widgets of the same structure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QSlider,
    QSpinBox,
    QSplitter,
    QToolButton,
    QWidget,
)


def copy_widget_state(previous: QWidget, new: QWidget) -> None:
    """Make `new` show what `previous` shows; both have the same structure.

    Fields, boxes, switches and selections are matched by object name, splitters by order. A widget with more state
    has a method `copy_state(previous)`. Signals are emitted as for a change by hand, so that followers of a field
    follow it here too.
    """
    for old, mine in _pairs(previous, new, QWidget):
        if hasattr(mine, "copy_state"):
            mine.copy_state(old)
    for old, mine in _pairs(previous, new, QSplitter, named=False):
        mine.restoreState(old.saveState())
    for old, mine in _pairs(previous, new, QComboBox):
        _carry_choice(old, mine)
    for kind in (QSpinBox, QDoubleSpinBox, QSlider):
        for old, mine in _pairs(previous, new, kind):
            mine.setValue(old.value())
    for old, mine in _pairs(previous, new, QLineEdit):
        if not isinstance(old.parent(), QComboBox | QAbstractSpinBox) and mine.text() != old.text():
            mine.setText(old.text())
    for old, mine in _pairs(previous, new, QAbstractButton):
        is_proxy = isinstance(old, QToolButton) and old.defaultAction() is not None
        if old.isCheckable() and not is_proxy:
            mine.setChecked(old.isChecked())
    for old, mine in zip(_checkable(previous), _checkable(new), strict=False):
        mine.setChecked(old.isChecked())
    for old, mine in _pairs(previous, new, QAbstractItemView):
        _carry_rows(old, mine)


def _pairs(previous: QWidget, new: QWidget, kind: type[Any], *, named: bool = True) -> Iterator[tuple[Any, Any]]:
    """Pairs of widgets of a kind from both; names that occur a different number of times are skipped."""
    by_name: dict[str, tuple[list[Any], list[Any]]] = {}
    for side, root in enumerate((previous, new)):
        for widget in root.findChildren(kind):
            name = widget.objectName()
            inner = name.startswith("qt_")
            if not inner and (name or not named):
                by_name.setdefault(name if named else "", ([], []))[side].append(widget)
    for olds, mines in by_name.values():
        if len(olds) == len(mines):
            yield from zip(olds, mines, strict=True)


def _checkable(root: QWidget) -> list[QAction]:
    return [a for a in root.findChildren(QAction) if a.isCheckable() and a.objectName()]


def _carry_choice(old: QComboBox, mine: QComboBox) -> None:
    index = mine.findData(old.currentData()) if old.currentData() is not None else old.currentIndex()
    if 0 <= index < mine.count():
        mine.setCurrentIndex(index)


def _carry_rows(old: QAbstractItemView, mine: QAbstractItemView) -> None:
    """Select the same rows of a list or table if it has as many; lists that follow the context are skipped."""
    if old.model() is None or mine.model() is None or old.property("follows_context"):
        return
    if old.model().rowCount() != mine.model().rowCount() or old.selectionModel() is None:
        return
    flags = QItemSelectionModel.SelectionFlag
    rows = sorted({index.row() for index in old.selectionModel().selectedIndexes()})
    mine.selectionModel().clearSelection()
    for row in rows:
        mine.selectionModel().select(mine.model().index(row, 0), flags.Select | flags.Rows)
    current = old.currentIndex()
    if current.isValid():
        at = mine.model().index(current.row(), current.column())
        mine.selectionModel().setCurrentIndex(at, flags.NoUpdate)
