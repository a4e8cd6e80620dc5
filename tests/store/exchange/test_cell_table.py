from __future__ import annotations

from pathlib import Path

import pytest

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.tables.csv_text import csv_text
from rbc_desk.store.exchange.cell_table import CellTable, read_cell_table


def read(tmp_path: Path, text: str, *, encoding: str = "utf-8") -> CellTable:
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))
    return read_cell_table(tmp_path / "t.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "text",
    [
        "image,x,y,r,class\na.png,60.5,61,30,normal\n",
        "image;x;y;r;class\na.png;60,5;61,0;30,0;normal\n",
        "image\tx\ty\tr\tclass\na.png\t60,5\t61\t30\tnormal\n",
        "\ufeffImage , X,Y, R ,CLASS\r\na.png, 60.5,61, 30 ,normal\r\n",
        "image,x,y,r,class\n\n,,,,\na.png,60.5,61,30,normal\n\n",
        "image,x,y,r,class\ra.png,60.5,61,30,normal\r",
    ],
    ids=["plain", "semicolons", "tabs", "headings", "empty lines", "old Mac"],
)
def test_a_table_is_read_as_spreadsheets_write_it(tmp_path: Path, text: str, encoding: str) -> None:
    table = read(tmp_path, text, encoding=encoding)
    (cell,) = table.cells
    assert (cell.image, cell.x, cell.y, cell.r, cell.class_name) == ("a.png", 60.5, 61, 30, "normal")
    assert table.skipped == ()


def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    table = read(tmp_path, "image,x,y,r\na.png,60\na.png,1,2,\na.png,1,2,-3\n,1,2,3\na.png,1,ten,3\n")
    assert [(cell.line, cell.x, cell.r) for cell in table.cells] == [(3, 1, None)]
    assert [str(t.message).split(":")[0] for t in table.skipped] == [f"t.csv, line {n}" for n in (2, 4, 5, 6)]


def test_further_columns_are_kept_as_they_are_written(tmp_path: Path) -> None:
    (cell,) = read(tmp_path, "id,image,x,y,Remark\n007,a.png,1,2, big one \n").cells
    assert cell.given == {"id": "007", "image": "a.png", "x": "1", "y": "2", "Remark": " big one "}


def test_what_was_guarded_against_formulas_is_read_as_it_was(tmp_path: Path) -> None:
    (cell,) = read(tmp_path, csv_text(("image", "x", "y", "class"), [("=1.png", "-1.5", "2", "@odd")])).cells
    assert (cell.image, cell.x, cell.class_name) == ("=1.png", -1.5, "@odd")


@pytest.mark.parametrize(
    ("name", "told"), [("none.csv", "does not exist"), ("x" * 5000, "opened"), ("a\0.csv", "opened")]
)
def test_a_table_that_cannot_be_there_is_told(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(RbcDeskError, match=told):
        read_cell_table(tmp_path / name)
