"""Fields for the facts of a specimen. Species and sex offer the usual words and take any other."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit

from rbc_desk.services.specimens.columns import SEX_NAMES, SPECIES_NAMES
from rbc_desk.services.specimens.editing import TITLES
from rbc_desk.ui.kit.language import translated

_OFFERED = {"species": SPECIES_NAMES, "sex": SEX_NAMES}
_MOST_LETTERS = 200

FactField = QLineEdit | QComboBox


def fact_field(fact: str) -> FactField:
    """An empty field for a fact of `FACTS`."""
    field: FactField
    if fact in _OFFERED:
        field = QComboBox(objectName=f"fact_{fact}", editable=True)
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.addItem("", "")
        for word, name in _OFFERED[fact].items():
            field.addItem(translated(name), word)
    else:
        field = QLineEdit(objectName=f"fact_{fact}", maxLength=_MOST_LETTERS)
    field.setAccessibleName(translated(TITLES[fact]))
    return field


def line_of(field: FactField) -> QLineEdit:
    """The line in which the fact is typed."""
    line = field if isinstance(field, QLineEdit) else field.lineEdit()
    assert line is not None
    return line


def show_fact(field: FactField, value: str) -> None:
    """Show a fact as stored."""
    if isinstance(field, QLineEdit):
        field.setText(value)
    elif (place := field.findData(value)) >= 0:
        field.setCurrentIndex(place)
        field.setEditText(field.itemText(place))
    else:
        field.setCurrentIndex(-1)
        field.setEditText(value)
    line_of(field).setCursorPosition(0)


def entered_fact(field: FactField) -> str:
    """The fact as it is stored; a word that is offered in another language is the English one."""
    if isinstance(field, QLineEdit):
        return field.text().strip()
    text = field.currentText().strip()
    place = field.findText(text)
    return str(field.itemData(place)) if place >= 0 else text
