"""Base of the sections of Settings."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QFormLayout, QVBoxLayout, QWidget

from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.numbers import make_room
from rbc_desk.ui.widgets.texts import heading, quiet

_WIDEST = 48 * GRID  # width of a field


class Section(QWidget):
    """A heading and a form of settings, each with a line of explanation.

    A section shows `context.settings` and changes them at once by `context.change_settings`. It listens to
    `context.settings_changed` if a setting can also be changed elsewhere.
    """

    def __init__(self, context: AppContext, *, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(3 * GRID)
        self.form.setVerticalSpacing(GRID)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        self.column.setSpacing(2 * GRID)
        self._title = heading(title)
        self.column.addWidget(self._title)
        self.column.addLayout(self.form)

    def refresh(self) -> None:
        """Read again what it shows. A section that shows settings alone has nothing to read."""

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def add(self, name: str, field: QWidget, *, about: str = "") -> None:
        """Add a row: the setting's name, its field, and the explanation below."""
        field.setAccessibleName(name)
        with_text(field, lambda scale: field.setMaximumWidth(round(_WIDEST * scale)))
        if isinstance(field, QAbstractSpinBox):
            make_room(field)
        if about:
            field.setAccessibleDescription(about)
        if isinstance(field, QCheckBox):
            field.setText(name)
            self.form.addRow(field)
            if about:
                self.form.addRow(quiet(about, wrap=True))
            return
        self.form.addRow(name, field)
        if about:
            self.form.addRow("", quiet(about, wrap=True))
