from __future__ import annotations

from pathlib import Path

import pytest

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.store.exchange import EXPORTERS, IMPORTERS, ExportedCell, ExportedSet, ExportedSmear, ReadOptions


def test_chula_comes_in_with_points_classes_and_neighbours_together(shared_data: Path) -> None:
    smears = IMPORTERS["chula"].make()(shared_data / "chula").smears
    assert [s.path.name for s in smears[:3]] == ["1.jpg", "2.jpg", "3.jpg"]
    assert sum(cell.code == "codocyte" for s in smears for cell in s.cells) == 2333
    assert all(cell.r is None for s in smears for cell in s.cells)
    assert smears[0].specimen == smears[1].specimen != smears[40].specimen


def test_bccd_comes_in_with_circles_of_red_cells_alone(shared_data: Path) -> None:
    found = IMPORTERS["voc"].make()(shared_data / "bccd")
    smears = found.smears
    cells = [cell for s in smears for cell in s.cells]
    assert len(smears) == 184
    assert all(cell.code is None and cell.r is not None and 5 < cell.r < 150 for cell in cells)
    assert {left_out.item for left_out in found.left_out} >= {"WBC", "Platelets"}


def test_a_faulty_chula_line_is_named(tmp_path: Path) -> None:
    for name in ("images", "labels"):
        (tmp_path / name).mkdir()
    (tmp_path / "images" / "1.jpg").write_bytes(b"")
    (tmp_path / "labels" / "1.txt").write_text("10 10 0\n10 ten 0\n")
    found = IMPORTERS["chula"].make()(tmp_path)
    assert [len(smear.cells) for smear in found.smears] == [1]
    assert "1.txt, line 2" in found.skipped[0].message


@pytest.mark.parametrize("line", ["10 10 -1", "10 10 13", "nan 10 0", "10 10", "10 10 0.5"])
def test_a_chula_line_without_a_place_or_a_known_class_is_refused(tmp_path: Path, line: str) -> None:
    for name in ("images", "labels"):
        (tmp_path / name).mkdir()
    (tmp_path / "images" / "1.jpg").write_bytes(b"")
    (tmp_path / "labels" / "1.txt").write_text(line)
    with pytest.raises(RbcDeskError, match=r"1\.txt, line 1"):
        IMPORTERS["chula"].make()(tmp_path)


def test_chula_label_ten_is_a_cell_without_a_class(tmp_path: Path) -> None:
    for name in ("images", "labels"):
        (tmp_path / name).mkdir()
    for n in (1, 2, 10):
        (tmp_path / "images" / f"{n}.jpg").write_bytes(b"")
    (tmp_path / "labels" / "2.txt").write_text("10 20 10\n30.5 40 4\n\n")
    smears = IMPORTERS["chula"].make()(tmp_path).smears
    assert [(s.path.name, [(c.x, c.y, c.code) for c in s.cells]) for s in smears] == [
        ("1.jpg", []),
        ("2.jpg", [(10, 20, None), (30.5, 40, "codocyte")]),
        ("10.jpg", []),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [("a.png,1", "line 2"), ("a.png,1,inf", "line 2"), ("a.png,1,2,-3", "not positive"), ("a.png,1;5,2", "line 2")],
)
def test_a_faulty_line_of_a_table_is_named(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "t.csv").write_text(f"image,x,y,r\n{line}\n")
    with pytest.raises(RbcDeskError, match=told):
        IMPORTERS["csv"].make()(tmp_path / "t.csv")


def test_a_table_without_a_column_is_told_which(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("image,x\na.png,1\n")
    with pytest.raises(RbcDeskError, match="column y"):
        IMPORTERS["csv"].make()(tmp_path / "t.csv")


def test_a_table_with_semicolons_and_a_byte_order_mark_comes_in(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("\ufeffimage;x;y;class\na.png;1.5;2;normal\n", "utf-8")
    (tmp_path / "a.png").write_bytes(b"")
    (smear,) = IMPORTERS["csv"].make()(tmp_path / "t.csv").smears
    assert [(c.x, c.y, c.r, c.code) for c in smear.cells] == [(1.5, 2, None, "normal")]


@pytest.mark.parametrize("name", ["voc", "chula", "csv"])
def test_a_label_file_that_is_no_text_is_named(tmp_path: Path, name: str) -> None:
    for folder in ("images", "labels", "annotations"):
        (tmp_path / folder).mkdir()
    (tmp_path / "images" / "1.jpg").write_bytes(b"")
    for path in ("labels/1.txt", "annotations/1.xml", "1.csv"):
        (tmp_path / path).write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(RbcDeskError, match=r"1\.(txt|xml|csv)"):
        IMPORTERS[name].make()(tmp_path / "1.csv" if name == "csv" else tmp_path)


def test_voc_boxes_become_circles_and_slips_and_twins_are_left_out(tmp_path: Path) -> None:
    for name in ("images", "annotations"):
        (tmp_path / name).mkdir()
    (tmp_path / "images" / "a.jpg").write_bytes(b"")
    boxes = [
        ("RBC", 10, 20, 50, 60),
        ("RBC", 11, 20, 50, 60),  # the same cell again
        ("RBC", 90, 90, 92, 92),  # a slip of the mouse
        ("WBC", 100, 100, 200, 200),
        ("Target cell", 60, 60, 100, 100),
    ]
    objects = "".join(
        f"<object><name>{n}</name><bndbox><xmin>{a}</xmin><ymin>{b}</ymin><xmax>{c}</xmax><ymax>{d}</ymax></bndbox>"
        "</object>"
        for n, a, b, c, d in boxes
    )
    (tmp_path / "annotations" / "a.xml").write_text(f"<annotation>{objects}</annotation>")
    found = IMPORTERS["voc"].make()(tmp_path)
    (smear,) = found.smears
    assert [(c.x, c.y, c.r, c.code) for c in smear.cells] == [(30, 40, 20, None), (80, 80, 20, "Target cell")]
    assert [t.message.split()[0] for t in found.left_out] == ["1", "1", "1"]


def test_images_come_in_from_subfolders_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    (tmp_path / "ü 2").mkdir()
    for name in ("10.PNG", "9.png", "ü 2/1.tif", ".hidden.png", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    found = IMPORTERS["images"].make()(tmp_path)
    assert [smear.path.name for smear in found.smears] == ["9.png", "10.PNG", "1.tif"]


def test_a_voc_file_that_is_no_xml_is_named(tmp_path: Path) -> None:
    for name in ("images", "annotations"):
        (tmp_path / name).mkdir()
    (tmp_path / "images" / "a.jpg").write_bytes(b"")
    (tmp_path / "annotations" / "a.xml").write_text("<annotation>")
    with pytest.raises(RbcDeskError, match=r"a\.xml"):
        IMPORTERS["voc"].make()(tmp_path)


@pytest.mark.parametrize("name", ["chula", "voc", "images", "csv"])
def test_a_folder_that_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(RbcDeskError):
        IMPORTERS[name].make()(tmp_path / "nowhere")


def one(cell: ExportedCell) -> ExportedSet:
    return ExportedSet((ExportedSmear(cell.image, 100, 100, (cell,)),))


def test_what_csv_writes_csv_reads(tmp_path: Path) -> None:
    cell = ExportedCell(1, "ä 1.png", "dog 1", Circle(10.25, 20.5, 7.75), "normal", "A", b"png")
    EXPORTERS["csv"].make()(tmp_path, one(cell))
    (tmp_path / "ä 1.png").write_bytes(b"")
    (smear,) = IMPORTERS["csv"].make()(tmp_path / "cells.csv").smears
    assert (smear.path.name, smear.specimen) == ("ä 1.png", "dog 1")
    assert (smear.cells[0].x, smear.cells[0].y, smear.cells[0].r, smear.cells[0].code) == (
        10.25,
        20.5,
        7.75,
        "normal",
    )


def test_a_table_may_name_the_kind_of_each_object(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"")
    words = ("red", "White", "platelet", "artifact", "WBC", "", "blob")
    lines = "".join(f"a.png,{10 * i},5,4,normal,{word}\n" for i, word in enumerate(words))
    (tmp_path / "t.csv").write_text(f"image,x,y,r,class,Kind\n{lines}")
    found = IMPORTERS["csv"].make()(tmp_path / "t.csv", ReadOptions(all_kinds=True))
    read = [(cell.kind.value, cell.code) for cell in found.smears[0].cells]
    assert read == [
        ("red", "normal"),
        ("white", None),
        ("platelet", None),
        ("artefact", None),
        ("white", None),
        ("red", "normal"),
        ("red", "normal"),
    ]
    assert [problem.message for problem in found.left_out] == [
        "1 cells of the unknown kind 'blob' were imported as red cells."
    ]
    found = IMPORTERS["csv"].make()(tmp_path / "t.csv")
    assert len(found.smears[0].cells) == 3
    assert "4 objects are not red cells and were left out." in [problem.message for problem in found.left_out]


def test_imagefolder_puts_crops_into_a_folder_a_class(tmp_path: Path) -> None:
    cell = ExportedCell(7, "a.png", "s", Circle(1, 1, 1), "normal", "A", b"png")
    EXPORTERS["imagefolder"].make()(tmp_path, one(cell))
    assert (tmp_path / "normal" / "a-7.png").read_bytes() == b"png"
