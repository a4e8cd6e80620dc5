from __future__ import annotations

from pathlib import Path

import pytest

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.geometry import Circle
from rbc_desk.store.exchange import EXPORTERS, IMPORTERS, ExportedCell


def test_chula_comes_in_with_points_classes_and_neighbours_together(shared_data: Path) -> None:
    smears = IMPORTERS["chula"].make()(shared_data / "chula")
    assert [s.path.name for s in smears[:3]] == ["1.jpg", "2.jpg", "3.jpg"]
    assert sum(cell.code == "codocyte" for s in smears for cell in s.cells) == 2333
    assert all(cell.r is None for s in smears for cell in s.cells)
    assert smears[0].specimen == smears[1].specimen != smears[40].specimen


def test_bccd_comes_in_with_circles_of_red_cells_alone(shared_data: Path) -> None:
    smears = IMPORTERS["voc"].make()(shared_data / "bccd")
    cells = [cell for s in smears for cell in s.cells]
    assert len(smears) == 184
    assert all(cell.code is None and cell.r is not None and 5 < cell.r < 150 for cell in cells)


def test_a_faulty_chula_line_is_named(tmp_path: Path) -> None:
    for name in ("images", "labels"):
        (tmp_path / name).mkdir()
    (tmp_path / "images" / "1.jpg").write_bytes(b"")
    (tmp_path / "labels" / "1.txt").write_text("10 10 0\n10 ten 0\n")
    with pytest.raises(RbcDeskError, match=r"1\.txt, line 2"):
        IMPORTERS["chula"].make()(tmp_path)


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


def test_what_csv_writes_csv_reads(tmp_path: Path) -> None:
    cell = ExportedCell(1, "ä 1.png", "dog 1", Circle(10.25, 20.5, 7.75), "normal", "A", b"png")
    EXPORTERS["csv"].make()(tmp_path, [cell])
    (smear,) = IMPORTERS["csv"].make()(tmp_path / "cells.csv")
    assert (smear.path.name, smear.specimen) == ("ä 1.png", "dog 1")
    assert (smear.cells[0].x, smear.cells[0].y, smear.cells[0].r, smear.cells[0].code) == (
        10.25,
        20.5,
        7.75,
        "normal",
    )


def test_imagefolder_puts_crops_into_a_folder_a_class(tmp_path: Path) -> None:
    cell = ExportedCell(7, "a.png", "s", Circle(1, 1, 1), "normal", "A", b"png")
    EXPORTERS["imagefolder"].make()(tmp_path, [cell])
    assert (tmp_path / "normal" / "a-7.png").read_bytes() == b"png"
