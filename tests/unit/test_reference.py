"""The reference of commands and settings, and the man page, are what the program says."""

from __future__ import annotations

import make_reference
import pytest
from pydantic import BaseModel, Field

from rbc_desk.core.errors import StorageError
from rbc_desk.core.tables.columns import ReportColumn
from rbc_desk.core.tables.settings import setting_rows
from rbc_desk.core.tables.streamed import StreamedTable


def test_the_reference_and_the_man_page_are_up_to_date():
    assert make_reference.stale() == [], "run python packaging/make_reference.py"


class Example(BaseModel):
    gain: float = Field(1.5, gt=0, le=4, description="How\nbright.")
    seed: int = Field(0, ge=0, lt=2**31)
    width: int | None = Field(None, ge=6, le=1000)
    on: bool = False
    weights: str | list[float] = "none"


def test_a_setting_is_listed_with_its_range_and_its_default():
    rows = {row.key: row for row in setting_rows(Example, prefix="x.", choices={"weights": ("a", "b")})}
    assert rows["x.gain"].text == "How bright. Values: more than 0, at most 4. Default: 1.5."
    assert rows["x.seed"].values == "0 or more, less than 2147483648"
    assert (rows["x.width"].values, rows["x.width"].default) == ("6 to 1000", "")
    assert (rows["x.on"].values, rows["x.on"].default) == ("true, false", "false")
    assert rows["x.weights"].values == "a, b"


COLUMNS = (ReportColumn.in_files("name", lambda row: row[0]), ReportColumn.in_files("n", lambda row: row[1]))


def test_a_table_holds_its_rows_before_it_is_finished(tmp_path):
    with StreamedTable(tmp_path / "new" / "t.csv", COLUMNS) as table:
        assert table.write([("a", 1), ('say "b"', 2)]) == 2
        assert (tmp_path / "new" / "t.csv").read_text() == 'name,n\na,1\n"say ""b""",2\n'
        assert table.write([]) == 0


def test_a_table_that_cannot_be_written_says_so(tmp_path):
    with pytest.raises(StorageError), StreamedTable(tmp_path, COLUMNS):
        pass
