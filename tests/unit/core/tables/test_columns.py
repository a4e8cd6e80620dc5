"""A list of columns gives the same table to every output."""

from __future__ import annotations

import csv
import io
from operator import itemgetter
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.columns import (
    ReportColumn,
    confusion_columns,
    csv_table,
    json_row,
    lines,
    moved,
    texts,
)
from rbc_desk.core.tables.csv_text import unguarded

COLUMNS: tuple[ReportColumn[tuple[str, float | None]], ...] = (
    ReportColumn("class", Phrase("Class"), itemgetter(0), json_name="code"),
    ReportColumn(
        "share",
        Phrase("Share"),
        itemgetter(1),
        text=lambda share: "–" if share is None else f"{100 * share:.0f} %",
        in_csv=lambda share: None if share is None else f"{share:.4f}",
        is_number=True,
    ),
)
ROWS = [("normal", 0.5), ("codocyte", None)]


def test_each_output_has_the_columns_in_its_own_form():
    assert csv_table(COLUMNS, ROWS) == "class,share\nnormal,0.5000\ncodocyte,\n"
    assert [json_row(COLUMNS, row) for row in ROWS] == [
        {"code": "normal", "share": 0.5},
        {"code": "codocyte", "share": None},
    ]
    assert texts(COLUMNS, ROWS) == [["normal", "50 %"], ["codocyte", "–"]]


def test_on_a_terminal_words_begin_and_figures_end_in_line():
    assert list(lines(COLUMNS, ROWS)) == ["Class     Share", "normal     50 %", "codocyte      –"]


def test_a_column_that_is_moved_stands_there_and_nothing_else_changes():
    third = ReportColumn[tuple[str, float | None]].in_files("third", lambda row: 3)
    found = moved((*COLUMNS, third), "third", before="share")
    assert [column.name for column in found] == ["class", "third", "share"]
    with pytest.raises(KeyError):
        moved(COLUMNS, "third", before="share")


@given(st.lists(st.tuples(st.text(), st.floats(0, 1) | st.none())))
def test_what_is_written_as_csv_is_read_as_it_was(rows):
    found = list(csv.reader(io.StringIO(csv_table(COLUMNS, rows), newline="")))
    assert found[0] == ["class", "share"]
    assert [unguarded(line[0]) for line in found[1:]] == [unguarded(name) for name, _ in rows]
    assert [line[1] for line in found[1:]] == ["" if share is None else f"{share:.4f}" for _, share in rows]


def test_a_confusion_matrix_has_its_counts_by_true_class():
    rows = [SimpleNamespace(true="a", counts=(5, 1)), SimpleNamespace(true="b", counts=(0, 7))]
    assert csv_table(confusion_columns("ab"), rows) == "true \\ predicted,a,b\na,5,1\nb,0,7\n"
