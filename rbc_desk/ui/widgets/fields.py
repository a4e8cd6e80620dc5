"""Fields of settings forms, and the form that holds them: the same on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDoubleSpinBox, QFormLayout, QSpinBox, QWidget

from rbc_desk.ui.kit.theme import GRID, tabular_font


def choice_box(name: str, items: Sequence[tuple[str, str]]) -> QComboBox:
    """A drop-down of (value, text) that is not clipped in a narrow column."""
    box = QComboBox(objectName=name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(14)
    for value, text in items:
        box.addItem(text, value)
    return box


def bar_box(name: str, items: Sequence[tuple[str, str]], *, about: str) -> QComboBox:
    """A drop-down of (value, text) in the bar of a view; `about` is its tooltip, because a bar has no titles."""
    box = QComboBox(objectName=name)
    box.setAccessibleName(about)
    box.setToolTip(about)
    box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for value, text in items:
        box.addItem(text, value)
    return box


def whole_box(name: str, value: int, *, low: int, high: int) -> QSpinBox:
    """A field for an integer from `low` to `high`."""
    box = QSpinBox(objectName=name, minimum=low, maximum=high)
    _as_number(box)
    box.setValue(value)
    return box


def decimal_box(name: str, value: float, *, low: float, high: float, step: float) -> QDoubleSpinBox:
    """A field for a number with two decimals from `low` to `high`."""
    box = QDoubleSpinBox(objectName=name, minimum=low, maximum=high, singleStep=step, decimals=2)
    _as_number(box)
    box.setValue(value)
    return box


def _as_number(box: QAbstractSpinBox) -> None:
    box.setFont(tabular_font())
    box.setMinimumHeight(7 * GRID // 2)
    box.setAlignment(Qt.AlignmentFlag.AlignRight)


def form_of(rows: Iterable[tuple[str | None, QWidget]]) -> QFormLayout:
    """A form of (title, field). A field without text gets the title as its accessible name.

    The title "" leaves the label of a check box empty; None gives the field the full width and no name.
    """
    form = QFormLayout()
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setHorizontalSpacing(2 * GRID)
    form.setVerticalSpacing(GRID)
    for title, field in rows:
        if title is None:
            form.addRow(field)
            continue
        form.addRow(title, field)
        field.setAccessibleName(title or getattr(field, "text", field.objectName)())
    return form
