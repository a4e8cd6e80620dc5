"""A form generated from a parameter model."""

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

from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.widgets.numbers import NumberField, OptionalNumberField, decimals_for
from rbc_desk.ui.widgets.texts import quiet

_UNITS = {"px": " px", "um": " µm", "s": " s", "ms": " ms", "percent": " %"}
_UNBOUNDED = 1_000_000.0

Choices = Mapping[str, Sequence[tuple[str, str]]]  # field name -> (value, text)


@dataclass(slots=True)
class _Row:
    widget: QWidget
    read: Callable[[], Any]
    write: Callable[[Any], None]


class ParamForm(QWidget):
    """Shows the fields of a pydantic model: numbers, optional numbers, choices, booleans, text.

    Fields of other types are left out and keep their defaults. The field's title is the label, its description is
    below, `ge` and `le` are the range, and a name ending in `_px` or `_um` gives the unit. `changed` is emitted on
    every change by hand, not on `set_values`.
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
        """Build the form for the model, with its defaults. `choices`: the values of text fields."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._model, self._rows = model, {}
        for name, field in model.model_fields.items():
            if not _can_show(field):
                continue
            row = self._make(name, field, (choices or {}).get(name, ()))
            row.widget.setObjectName(f"{name}Field")
            title = translated(field.title or _words(name))
            row.widget.setAccessibleName(title)
            self._rows[name] = row
            self._layout.addWidget(self._block(title, translated(field.description or ""), row.widget))
        self.set_values({})

    def values(self) -> dict[str, Any]:
        """The current value of every field."""
        return {name: row.read() for name, row in self._rows.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Set these values, and defaults for all others. Emits nothing."""
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
        """Set the text of an empty optional number. Unknown fields are ignored."""
        row = self._rows.get(name)
        if row is not None and isinstance(row.widget, OptionalNumberField):
            row.widget.set_empty_word(word, start=start)

    # construction

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
        line.textEdited.connect(self._on_changed)
        nothing = None if optional else ""
        return _Row(line, lambda: line.text() or nothing, lambda value: line.setText(str(value or "")))

    def _choice(self, listed: Sequence[tuple[Any, str]]) -> _Row:
        box = QComboBox()
        for value, words in listed:
            box.addItem(words, value)
        box.currentIndexChanged.connect(self._on_changed)
        return _Row(box, box.currentData, lambda value: box.setCurrentIndex(max(0, box.findData(value))))

    def _number(self, name: str, field: FieldInfo, *, whole: bool, optional: bool) -> _Row:
        bounds = _Bounds.of(field, whole=whole)
        suffix = _UNITS.get(name.rpartition("_")[2], "")
        room: dict[str, Any] = {"low": bounds.low, "high": bounds.high, "decimals": bounds.decimals, "suffix": suffix}
        if optional:
            empty = OptionalNumberField(**room, empty=self.tr("measured"))
            empty.changed.connect(self._on_changed)
            return _Row(empty, lambda: _number(empty.number, whole), empty.set_number)
        number = NumberField(**room)
        number.slider.setVisible(bounds.closed)
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


def _can_show(field: FieldInfo) -> bool:
    kind, _ = _plain(field.annotation)
    return kind in (bool, int, float, str) or bool(_listed(kind))


def _listed(kind: Any) -> list[tuple[Any, str]]:
    if get_origin(kind) is Literal:
        return [(value, translated(_words(str(value)))) for value in get_args(kind)]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return [(member.value, translated(_words(str(member.value)))) for member in kind]
    return []


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The range of a number's box; `closed` if the model bounds it on both sides."""

    low: float
    high: float
    decimals: int
    closed: bool

    @classmethod
    def of(cls, field: FieldInfo, *, whole: bool) -> _Bounds:
        """The model's bounds; for an open bound (`gt`, `lt`), the next number inside."""
        rules: dict[str, float] = {
            kind: limit
            for rule in field.metadata
            for kind in ("ge", "gt", "le", "lt")
            if (limit := getattr(rule, kind, None)) is not None
        }
        low = rules.get("ge", rules.get("gt", -_UNBOUNDED))
        high = rules.get("le", rules.get("lt", _UNBOUNDED))
        default = field.default if isinstance(field.default, int | float) else None
        decimals = 0 if whole else decimals_for(low, high, default=default)
        step = 10.0**-decimals
        return cls(
            low=low + (step if "gt" in rules else 0),
            high=high - (step if "lt" in rules else 0),
            decimals=decimals,
            closed=low > -_UNBOUNDED and high < _UNBOUNDED,
        )


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
