"""A form made from a parameter model: what a registry's entry can be told, without a line of code a parameter."""

from __future__ import annotations

import enum
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rbc_desk.ui.theme import GRID
from rbc_desk.ui.widgets.numbers import NumberField, OptionalNumberField
from rbc_desk.ui.widgets.texts import quiet

_UNITS = {"px": " px", "um": " µm", "s": " s", "ms": " ms", "percent": " %"}
_UNBOUNDED = 1_000_000.0

Choices = Mapping[str, Sequence[tuple[str, str]]]  # field name -> (value, words)


@dataclass(slots=True)
class _Row:
    widget: QWidget
    read: Callable[[], Any]
    write: Callable[[Any], None]


class ParamForm(QWidget):
    """Shows the fields of a pydantic model: numbers, numbers that may stay empty, choices, yes or no, text.

    The field's title is the label, its description stands below, its `ge` and `le` are the range, and a name that
    ends in `_px` or `_um` gives the unit. `changed` comes with every change by hand, not with `set_values`.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: type[BaseModel] | None = None
        self._rows: dict[str, _Row] = {}
        self._quiet = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2 * GRID)

    def set_model(self, model: type[BaseModel], *, choices: Choices | None = None) -> None:
        """Make the form anew, at the model's defaults. `choices`: what a text field may be."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._model, self._rows = model, {}
        for name, field in model.model_fields.items():
            row = self._make(name, field, (choices or {}).get(name, ()))
            row.widget.setObjectName(f"{name}Field")
            row.widget.setAccessibleName(field.title or name)
            self._rows[name] = row
            self._layout.addWidget(self._block(field.title or _words(name), field.description or "", row.widget))
        self.set_values({})

    def values(self) -> dict[str, Any]:
        """Every field's value as the form stands."""
        return {name: row.read() for name, row in self._rows.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these, and the defaults of what is not named. Emits nothing."""
        if self._model is None:
            return
        self._quiet = True
        for name, row in self._rows.items():
            default = self._model.model_fields[name].get_default(call_default_factory=True)
            row.write(values.get(name, default))
        self._quiet = False

    def field(self, name: str) -> QWidget:
        """The widget of a field. Raises KeyError."""
        return self._rows[name].widget

    def set_measured(self, name: str, *, word: str, start: float | None = None) -> None:
        """For a number that may stay empty: what it says then. Nothing happens where there is no such field."""
        row = self._rows.get(name)
        if row is not None and isinstance(row.widget, OptionalNumberField):
            row.widget.set_empty_word(word, start=start)

    # making it

    def _block(self, title: str, description: str, widget: QWidget) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        label = QLabel(title)
        label.setBuddy(widget)
        for part in (label, widget):
            part.setToolTip(description)
        if isinstance(widget, NumberField):
            column.addWidget(label)
            column.addWidget(widget)
        else:
            head.addWidget(label, 1)
            head.addWidget(widget)
            column.addLayout(head)
        if description:
            column.addWidget(quiet(description, wrap=True))
        return block

    def _make(self, name: str, field: FieldInfo, choices: Sequence[tuple[str, str]]) -> _Row:
        kind, optional = _plain(field.annotation)
        if kind is bool:
            box = QCheckBox()
            box.toggled.connect(self._on_changed)
            return _Row(box, box.isChecked, box.setChecked)
        listed = choices or _listed(kind)
        if listed:
            return self._choice(listed)
        if kind in (int, float):
            return self._number(name, field, whole=kind is int, optional=optional)
        line = QLineEdit()
        line.editingFinished.connect(self._on_changed)
        return _Row(line, line.text, lambda value: line.setText(str(value)))

    def _choice(self, listed: Sequence[tuple[Any, str]]) -> _Row:
        box = QComboBox()
        for value, words in listed:
            box.addItem(words, value)
        box.currentIndexChanged.connect(self._on_changed)
        return _Row(box, box.currentData, lambda value: box.setCurrentIndex(max(0, box.findData(value))))

    def _number(self, name: str, field: FieldInfo, *, whole: bool, optional: bool) -> _Row:
        low, high = _range(field)
        suffix = _UNITS.get(name.rpartition("_")[2], "")
        if optional:
            empty = OptionalNumberField(
                low=-_UNBOUNDED if low is None else low,
                high=_UNBOUNDED if high is None else high,
                whole=whole,
                suffix=suffix,
                empty=self.tr("measured"),
            )
            empty.setMinimumWidth(16 * GRID)
            empty.changed.connect(self._on_changed)
            return _Row(empty, lambda: _number(empty.number, whole), empty.set_number)
        number = NumberField(
            low=-_UNBOUNDED if low is None else low,
            high=_UNBOUNDED if high is None else high,
            whole=whole,
            suffix=suffix,
        )
        number.slider.setVisible(low is not None and high is not None)
        number.changed.connect(self._on_changed)
        return _Row(number, lambda: _number(number.value, whole), number.set_value)

    def _on_changed(self, *_: object) -> None:
        if not self._quiet:
            self.changed.emit()


def _number(value: float | None, whole: bool) -> float | None:
    if value is None:
        return None
    return round(value) if whole else round(value, 6)


def _plain(annotation: Any) -> tuple[Any, bool]:
    """The type without `| None`, and whether None was allowed."""
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [part for part in get_args(annotation) if part is not type(None)]
        return rest[0], len(rest) < len(get_args(annotation))
    return annotation, False


def _listed(kind: Any) -> list[tuple[Any, str]]:
    if get_origin(kind) is Literal:
        return [(value, _words(str(value))) for value in get_args(kind)]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return [(member.value, _words(str(member.value))) for member in kind]
    return []


def _range(field: FieldInfo) -> tuple[float | None, float | None]:
    """The bounds, closed ones as they are and open ones a hair inside."""
    low = high = None
    for rule in field.metadata:
        if (bound := getattr(rule, "ge", None)) is not None:
            low = float(bound)
        elif (bound := getattr(rule, "gt", None)) is not None:
            low = float(bound) + (1 if field.annotation is int else 0.01)
        if (bound := getattr(rule, "le", None)) is not None:
            high = float(bound)
        elif (bound := getattr(rule, "lt", None)) is not None:
            high = float(bound) - (1 if field.annotation is int else 0.01)
    return low, high


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
