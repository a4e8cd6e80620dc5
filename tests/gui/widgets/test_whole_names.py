"""Names of classes in narrow columns: no word is cut off."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QStyle

from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.widgets.figures import fill, fit_rows, make_table


def table_with(qtbot, *names: str, width: int):
    table = make_table(["Class", "Cells"], name="table")
    qtbot.addWidget(table)
    table.resize(width, 400)
    fill(table, [[name, "1"] for name in names], numbers_from=1)
    table.show()
    fit_rows(table, width=width)
    return table


@pytest.mark.parametrize(
    ("name", "first"), [("Polychromatophil", "Polychromato-"), ("Hypochromic cell", "Hypochromic")]
)
def test_a_long_name_gets_a_second_line_where_its_column_is_narrow(qtbot, name, first):
    wide = table_with(qtbot, name, width=400)
    words = QFontMetricsF(wide.item(0, 0).font())
    beside = wide.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) + wide.columnWidth(1) + 4 * GRID
    room = words.horizontalAdvance(first) + 2
    narrow = table_with(qtbot, name, width=round(beside + room))
    assert narrow.rowHeight(0) > wide.rowHeight(0)
    assert narrow.item(0, 0).text() == name  # what a screen reader says has no hyphen
    assert narrow.item(0, 0).font().pointSizeF() == wide.item(0, 0).font().pointSizeF()


def test_a_word_that_nearly_fits_is_set_a_little_smaller_and_has_no_hyphen(qtbot):
    wide = table_with(qtbot, "Hypochromic cell", width=400)
    words = QFontMetricsF(wide.item(0, 0).font())
    beside = wide.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) + wide.columnWidth(1) + 4 * GRID
    narrow = table_with(
        qtbot, "Hypochromic cell", width=round(beside + 0.92 * words.horizontalAdvance("Hypochromic"))
    )
    font = narrow.item(0, 0).font()
    assert 0.85 * wide.font().pointSizeF() <= font.pointSizeF() < wide.font().pointSizeF()
    two_lines = 2 * QFontMetricsF(font).lineSpacing()
    assert two_lines <= narrow.rowHeight(0) < 1.5 * two_lines


def test_a_word_without_a_place_for_a_hyphen_is_set_smaller(qtbot):
    name = "Cryohydrocytosis"
    table = table_with(qtbot, name, width=160)
    room = table.columnWidth(0)
    font = table.item(0, 0).font()
    assert font.pointSizeF() < table.font().pointSizeF()
    assert QFontMetricsF(font).horizontalAdvance(name) <= room
