from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.tables.csv_text import csv_text, guarded, unguarded

PACKAGE = Path(__file__).resolve().parents[4] / "rbc_desk"


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example","a.png")', "+1+cmd", "-2+3+cmd", "@SUM(A1)", " =1"],
)
def test_a_text_that_a_spreadsheet_would_compute_is_written_as_text(text: str) -> None:
    ((_, written),) = csv.reader(io.StringIO(csv_text(("a.png", text), [])))
    assert written.startswith("'")
    assert unguarded(written) == text


def test_no_separator_of_another_country_lets_a_formula_begin() -> None:
    line = csv_text(("smear;=cmd|x", "ok"), [])
    assert not any(cell.strip('" ').startswith("=") for cell in line.replace("\n", ";").split(";"))


@pytest.mark.parametrize("number", ["-3.5", "+1e-9", "1,-2 3,-4.5", "", "0.25"])
def test_numbers_and_outlines_stay_as_they_are(number: str) -> None:
    assert guarded(number) == number


@given(st.text(alphabet="=+-@' ;,\t\n\rab1＝", max_size=12))
def test_what_is_guarded_comes_back_as_it_was(text: str) -> None:
    assert unguarded(str(guarded(text))) == text


@given(st.lists(st.text(max_size=8), min_size=2, max_size=2))
def test_no_cell_of_a_table_begins_with_a_formula(words: list[str]) -> None:
    (cells,) = csv.reader(io.StringIO(csv_text(words, []), newline=""))
    for cell in cells:
        assert not cell.lstrip(" ").startswith(("=", "@", "＝"))


def test_every_table_of_the_program_is_written_by_the_one_writer() -> None:
    writers = [p.name for p in PACKAGE.rglob("*.py") if "csv.writer(" in p.read_text("utf-8")]
    assert writers == []
