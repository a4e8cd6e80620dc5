"""Figures in tables, and side by side."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from rbc_desk.ui.widgets import figures


def test_a_visible_table_measures_its_columns_once_however_many_rows_it_is_given(qtbot, monkeypatch):
    measured = []

    def hint(_table, column):
        measured.append(column)
        return 40

    monkeypatch.setattr(figures._Table, "sizeHintForColumn", hint, raising=False)
    table = figures.make_table(["A", "B", "C"], name="table")
    qtbot.addWidget(table)
    table.show()
    qtbot.waitExposed(table)
    rows = [[f"{row}", "1", "2"] for row in range(60)]
    for _ in range(2):
        measured.clear()
        figures.fill(table, rows, numbers_from=1)
        assert 0 < len(measured) < 30
    assert table.item(59, 0).text() == "59"


def test_titles_and_figures_stand_on_one_line_in_thai_and_latin_letters(qtbot):
    row = figures.FigureRow([("left", "เวลาที่เหลือ"), ("auroc", "AUROC")])
    qtbot.addWidget(row)
    row.resize(600, 80)
    row.show()
    row.show_values(left="0 วิ", auroc="0.994")
    qtbot.waitExposed(row)
    tops = {label.text(): label.mapTo(row, QPoint()).y() for label in row.findChildren(QLabel)}
    assert tops["เวลาที่เหลือ"] == tops["AUROC"]
    assert tops["0 วิ"] == tops["0.994"]


def test_a_row_has_room_for_the_last_line_of_words_in_two_scripts(qtbot):
    table = figures.make_table(["A", "B"], name="table", stretch=0)
    qtbot.addWidget(table)
    figures.fill(table, [["เซลล์รูปเป้า (target cell)", "1"], ["Normal", "2"]], numbers_from=1)
    table.setWordWrap(True)
    table.resize(200, 200)
    table.show()
    qtbot.waitExposed(table)
    figures.fit_rows(table, width=160)
    in_one_script = table.fontMetrics().height()
    in_thai = table.fontMetrics().boundingRect("เซลล์รูปเป้า").height()
    assert table.rowHeight(0) >= 2 * max(in_one_script, in_thai)
    assert table.rowHeight(1) < table.rowHeight(0)
