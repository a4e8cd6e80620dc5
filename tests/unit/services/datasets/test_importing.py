"""Importing unusual data sets of other programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import tifffile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from rbc_desk.core.cells.cell import CellKind
from rbc_desk.core.errors import CancelledError, RbcDeskError, UnknownNameError, UnreadableImageError
from rbc_desk.core.geometry.circles import Box
from rbc_desk.core.task import Task
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.cells import classes
from rbc_desk.services.cells.labelling import cells
from rbc_desk.services.datasets import importing
from rbc_desk.services.datasets.importing import Imported
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library
from rbc_desk.store.exchange.objects import DrawnBoxes

PICTURE = render_smear(seed=5, width=320, height=240, n_cells=12).pixels


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = create_project(tmp_path / "project", class_set="chula", reader="A")
    yield made
    made.close()


def picture(path: Path, *, seed: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = PICTURE.copy()
    pixels[0, 0] = seed  # two files of one content are one smear
    Image.fromarray(pixels).save(path)
    return path


def box(name: str, *corners: float) -> str:
    sides = "".join(f"<{k}>{v}</{k}>" for k, v in zip(("xmin", "ymin", "xmax", "ymax"), corners, strict=True))
    return f"<object><name>{name}</name><bndbox>{sides}</bndbox></object>"


GOOD = box("normal", 50, 50, 120, 120)


def voc(folder: Path, first: str, *, beside: bool = False) -> Path:
    """Two images: `first` is the whole XML file of one, or its objects; the other has one normal cell."""
    is_whole = not first or first.startswith(("<annotation", "<!DOCTYPE"))
    whole = first if is_whole else f"<annotation>{first}</annotation>"
    for number, text in enumerate((whole, f"<annotation>{GOOD}</annotation>")):
        image = picture(folder / ("x" if beside else "images") / f"{'ab'[number]}.png", seed=number)
        xml = image.with_suffix(".xml") if beside else folder / "annotations" / f"{'ab'[number]}.xml"
        xml.parent.mkdir(exist_ok=True)
        xml.write_text(text, "utf-8")
    return folder


def chula(folder: Path, first: bytes) -> Path:
    for number, data in enumerate((first, b"60 60 0\n"), start=1):
        picture(folder / "images" / f"{number}.png", seed=number)
        (folder / "labels").mkdir(exist_ok=True)
        (folder / "labels" / f"{number}.txt").write_bytes(data)
    return folder


def table(folder: Path, text: str) -> Path:
    picture(folder / "a.png")
    (folder / "t.csv").write_text(text, "utf-8")
    return folder / "t.csv"


def bring(project: Project, format: str, source: Path, **mapping: str) -> Imported:
    return importing.import_set(project, importing.read_set(format=format, source=source), mapping=mapping)


def labels(project: Project) -> list[tuple[str, str | None]]:
    """The image and the label of each cell."""
    found = []
    for info in library.smears(project):
        found += [(info.name, cell.label) for cell in cells(project, smear_id=info.id)]
    return found


@pytest.mark.parametrize(
    ("first", "named", "n_cells"),
    [
        (box("", 50, 50, 120, 120), "a.xml, object 1 has no name", 2),
        ("<annotation><object><name>x & y</name></object></annotation>", "a.xml is not a valid annotation", 1),
        ("", "a.xml is not a valid annotation", 1),
        ("<object><name>normal</name><polygon><x1>5</x1></polygon></object>", "a.xml, object 1: it has no box", 1),
        (box("normal", 5, 5, 5, 50), "its box has no area", 1),
        (box("normal", 5, 5, 1, 50) + box("normal", 9, "five", 50, 50), "'five' is not a number", 1),  # type: ignore[arg-type]
        (box("normal", -1e9, -1e9, 1e9, 1e9), "a.xml, object 1: it is as large as the image", 1),
        (box("normal", 0, 0, 320, 240), "as large as the image", 1),
        (box("normal", 900, 900, 950, 950), "outside the image", 1),
        (
            '<!DOCTYPE a [<!ENTITY x "y">]><annotation><object><name>&x;</name></object></annotation>',
            "a.xml is not a valid annotation",
            1,
        ),
    ],
    ids=["no name", "malformed", "empty", "no box", "no area", "no number", "huge", "whole", "beyond", "entities"],
)
def test_a_bad_object_or_file_is_named_and_the_rest_comes_in(
    project: Project, tmp_path: Path, first: str, named: str, n_cells: int
) -> None:
    result = bring(project, "voc", voc(tmp_path / "set", first))
    assert (result.smears, result.cells) == (2, n_cells)
    assert ("b.png", "normal") in labels(project)
    assert any(named in problem.message for problem in result.problems), result.problems


def test_xml_files_beside_their_images_are_read(project: Project, tmp_path: Path) -> None:
    result = bring(project, "voc", voc(tmp_path / "set", GOOD, beside=True))
    assert (result.smears, result.cells, result.problems) == (2, 2, ())


@pytest.mark.parametrize("name", ["Target Cell", "target-cell", "CODOCYTE", "Codocyte (target cell)", "codocyte"])
def test_a_class_is_known_by_its_name_however_it_is_written(project: Project, tmp_path: Path, name: str) -> None:
    result = bring(project, "voc", voc(tmp_path / "set", box(name, 50, 50, 120, 120)))
    assert ("a.png", "codocyte") in labels(project)
    assert result.unmatched == ()


@pytest.mark.parametrize("name", ["normal/RBC", "trophozoite", "เซลล์ปกติ", "normal RBC"])
def test_a_name_that_no_class_has_is_kept_as_it_is_written_and_can_be_mapped(
    project: Project, tmp_path: Path, name: str
) -> None:
    source = voc(tmp_path / "set", box(name, 50, 50, 120, 120))
    result = bring(project, "voc", source)
    assert [(item.name, item.count) for item in result.unmatched] == [(name, 1)]
    assert ("a.png", None) in labels(project)
    other = create_project(tmp_path / "other", class_set="chula", reader="A")
    mapped = bring(other, "voc", source, **{name: "Macrocyte"})
    assert ("a.png", "macrocyte") in labels(other)
    assert (mapped.labelled, mapped.unmatched) == (2, ())
    other.close()


def test_a_mapping_to_a_class_that_there_is_not_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="martian"):
        bring(project, "voc", voc(tmp_path / "set", GOOD), normal="martian")
    assert library.smears(project) == ()


def test_white_cells_come_in_as_white_cells_and_as_red_cells_of_a_class_where_they_are_mapped(
    project: Project, tmp_path: Path
) -> None:
    source = voc(tmp_path / "set", box("WBC", 20, 20, 90, 90) + box("WBC", 120, 20, 190, 90) + GOOD)
    result = bring(project, "voc", source)
    assert (result.problems, result.left_out) == ((), ())
    assert result.others == {CellKind.WHITE: 2}
    (info,) = [info for info in library.smears(project) if info.n_white]
    assert (info.n_cells, info.n_white) == (1, 2)
    assert result.cells == sum(info.n_cells for info in library.smears(project))
    assert bring(project, "voc", source).others == {}  # a second import brings nothing
    kept = importing.read_set(format="voc", source=source, keep_names=frozenset({"WBC"}))
    assert sum(cell.code == "WBC" for smear in kept.smears for cell in smear.cells) == 2


def test_each_of_many_boxes_is_compared_with_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[Box] = []
    iou = Box.iou
    monkeypatch.setattr(Box, "iou", lambda self, other: compared.append(other) or iou(self, other))
    places = ((i % 60 * 20, i // 60 * 20) for i in range(3000))
    source = voc(tmp_path / "set", "".join(box("RBC", x, y, x + 25, y + 25) for x, y in places))
    found = importing.read_set(format="voc", source=source)
    assert len(found.smears[0].cells) == 3000
    assert len(compared) < 30 * 3000  # each with each: 4,500,000


sides = st.tuples(st.floats(0, 60), st.floats(0, 60), st.floats(5, 90), st.floats(5, 90))


@settings(max_examples=60, deadline=None)
@given(st.lists(sides, max_size=12), st.lists(st.tuples(st.integers(0, 11), st.floats(-0.1, 0.1)), max_size=6))
def test_boxes_drawn_twice_are_found_as_by_comparing_all(
    drawn: list[tuple[float, float, float, float]], again: list[tuple[int, float]]
) -> None:
    boxes = [Box(x, y, x + w, y + h) for x, y, w, h in drawn]
    for index, off in again:
        if index < len(boxes):
            b = boxes[index]
            boxes.append(Box(b.x0 + off * b.width, b.y0, b.x1, b.y1 + off * b.height))
    kept: list[Box] = []
    expected = []
    for one in boxes:
        expected.append(any(one.iou(other) >= 0.85 for other in kept))
        if not expected[-1]:
            kept.append(one)
    seen = DrawnBoxes()
    assert [seen.already(one) for one in boxes] == expected


@pytest.mark.parametrize(
    "first",
    [b"60,60,0\n", b"60 60 0.0\n", b"60;60;0\n", b"60,0 60,0 0\n", "60 60 0\n".encode("utf-16")],
    ids=["commas", "float class", "semicolons", "decimal comma", "utf-16"],
)
def test_points_are_read_as_people_write_them(project: Project, tmp_path: Path, first: bytes) -> None:
    result = bring(project, "chula", chula(tmp_path / "set", first))
    assert (result.cells, result.labelled, result.problems) == (2, 2, ())


def test_points_outside_of_the_picture_are_named_and_left_out(project: Project, tmp_path: Path) -> None:
    result = bring(project, "chula", chula(tmp_path / "set", b"5000 60 0\n-50 -50 0\n70 70 4\n"))
    assert labels(project) == [("1.png", "codocyte"), ("2.png", "normal")]
    assert [problem.message.split(":")[0] for problem in result.problems] == ["1.txt, line 1", "1.txt, line 2"]


@pytest.mark.parametrize(
    "text",
    [
        "image;x;y;r;class\na.png;60,5;60,5;30,0;normal\n",
        "Image, X ,Y,R,Class\na.png,60,60,30,normal\n",
        "image,x,y,r,class\na.png,60,60, ,normal\n",
        "image,x,y,r,class\na.png,60,60,30,normal\n,,,,\n\n",
        "image,x,y,r,class\nC:\\data\\a.png,60,60,30,normal\n",
        "image,x,y,r,class\nA.PNG,60,60,30,normal\n",
        "image,x,y,r,class\na.png,60,60,30,Normal\n",
        "image,x,y,r,class\n/no/such/folder/a.png,60,60,30,normal\n",
    ],
    ids=[
        "decimal comma",
        "headings",
        "no radius",
        "empty lines",
        "Windows",
        "case of file",
        "case of class",
        "Linux",
    ],
)
def test_a_table_of_another_program_comes_in_whole(project: Project, tmp_path: Path, text: str) -> None:
    result = bring(project, "csv", table(tmp_path / "set", text))
    assert (result.smears, result.cells, result.labelled, result.problems) == (1, 1, 1, ())
    (cell,) = cells(project, smear_id=library.smears(project)[0].id)
    assert abs(cell.circle.x - 60) < 30
    assert cell.circle.r > 3


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("a.png,60", "t.csv, line 2"),
        ("a.png,60,60,1e12,normal", "t.csv, line 2: it is as large as the image"),
        ("../outside.png,60,60,30,normal", "t.csv, line 2: ../outside.png is outside"),
        (f"{'x' * 5000}.png,60,60,30,normal", "t.csv, line 2"),
        ("a\0b.png,60,60,30,normal", "t.csv, line 2"),
        ("none.png,60,60,30,normal", "t.csv, line 2: none.png does not exist"),
    ],
    ids=["short", "huge", "outside", "long name", "zero byte", "not there"],
)
def test_a_bad_line_of_a_table_is_named_and_the_rest_comes_in(
    project: Project, tmp_path: Path, line: str, named: str
) -> None:
    picture(tmp_path / "outside.png", seed=9)
    source = table(tmp_path / "set", f"image,x,y,r,class\n{line}\na.png,60,60,30,normal\n")
    result = bring(project, "csv", source)
    assert labels(project) == [("a.png", "normal")]
    assert [named in problem.message for problem in result.problems] == [True]


def test_of_two_files_that_show_the_same_the_cells_that_are_left_out_are_named(
    project: Project, tmp_path: Path
) -> None:
    source = table(tmp_path / "set", "image,x,y,r,class\na.png,60,60,30,normal\nb.tif,150,150,30,codocyte\n")
    Image.open(tmp_path / "set" / "a.png").save(tmp_path / "set" / "b.tif")
    result = bring(project, "csv", source)
    assert (result.smears, result.known, result.cells) == (1, 1, 1)
    assert [problem.message for problem in result.problems] == [
        "b.tif shows the same as a.png, so its cells were skipped."
    ]


def test_a_table_reads_pictures_outside_of_its_folder_only_where_that_is_allowed(tmp_path: Path) -> None:
    outside = picture(tmp_path / "secret.png")
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "link.png").symlink_to(outside)
    for written in (str(outside), "../secret.png", "link.png"):
        source = table(tmp_path / "set", f"image,x,y\n{written},60,60\n")
        with pytest.raises(RbcDeskError, match="outside the folder of the table"):
            importing.read_set(format="csv", source=source)
        found = importing.read_set(format="csv", source=source, images_anywhere=True)
        assert [smear.path.resolve() for smear in found.smears] == [outside]


def test_importing_again_says_what_is_there_and_changes_nothing(project: Project, tmp_path: Path) -> None:
    source = voc(tmp_path / "set", GOOD)
    first, again = bring(project, "voc", source), bring(project, "voc", source)
    assert (first.smears, first.known, first.cells) == (2, 0, 2)
    assert (again.smears, again.known, again.cells, again.problems) == (0, 2, 0, ())


@pytest.mark.parametrize("harm", ["deleted", "swapped"])
@pytest.mark.parametrize("way", ["import", "add"])
def test_a_smear_s_file_that_was_deleted_or_swapped_is_noticed_and_comes_back(
    project: Project, tmp_path: Path, harm: str, way: str
) -> None:
    source = voc(tmp_path / "set", GOOD)
    bring(project, "voc", source)
    info = library.smears(project)[0]
    stored = library.smear_path(project, info)
    whole = stored.read_bytes()
    if harm == "deleted":
        stored.unlink()
    else:
        Image.fromarray(255 - PICTURE).save(stored)
    with pytest.raises(
        UnreadableImageError, match="does not exist" if harm == "deleted" else "differs from the imported one"
    ):
        library.load_pixels(project, smear_id=info.id)
    if way == "import":
        bring(project, "voc", source)
    else:
        assert library.add_smears(project, [source]).ids == ()
    assert stored.read_bytes() == whole
    assert np.array_equal(library.load_pixels(project, smear_id=info.id)[1:], PICTURE[1:])


def test_the_shapes_of_imported_cells_are_measured(project: Project, tmp_path: Path) -> None:
    truth = render_smear(seed=8, width=320, height=240, n_cells=8)
    (tmp_path / "set").mkdir()
    Image.fromarray(truth.pixels).save(tmp_path / "set" / "a.png")
    lines = "".join(f"a.png,{c.x},{c.y},{c.r}\n" for c in truth.cells)
    (tmp_path / "set" / "t.csv").write_text(f"image,x,y,r\n{lines}")
    bring(project, "csv", tmp_path / "set" / "t.csv")
    stored = cells(project, smear_id=library.smears(project)[0].id)
    assert len(stored) == len(truth.cells)
    assert sum(cell.shape is not None for cell in stored) >= len(stored) // 2


def test_a_set_of_which_nothing_can_be_read_is_refused_with_the_first_reason(tmp_path: Path) -> None:
    points = chula(tmp_path / "chula", b"x\n")
    (points / "labels" / "2.txt").write_text("y")
    for format_, source in (("chula", points), ("csv", table(tmp_path / "csv", "image,x,y\na.png,ten,1\n"))):
        with pytest.raises(RbcDeskError, match=r"line [12]"):
            importing.read_set(format=format_, source=source)


def test_the_16_bit_pictures_of_an_import_share_one_depth(project: Project, tmp_path: Path) -> None:
    """A dark field of a 12-bit camera would show 10 bits, and come out four times as bright as its neighbour."""
    (tmp_path / "set").mkdir()
    for name, factor in (("dark.tif", 5), ("light.tif", 16)):
        tifffile.imwrite(tmp_path / "set" / name, PICTURE.astype(np.uint16) * factor, photometric="rgb")
    tifffile.imwrite(tmp_path / "later.tif", PICTURE.astype(np.uint16) * 4, photometric="rgb")
    library.add_smears(project, [tmp_path / "set"])
    library.add_smears(project, [tmp_path / "later.tif"])
    means = {
        info.name: library.load_pixels(project, smear_id=info.id).mean() / PICTURE.mean()
        for info in library.smears(project)
    }
    assert {name: round(share, 2) for name, share in means.items()} == {
        "dark.tif": 0.31,
        "light.tif": 1.0,
        "later.tif": 0.25,
    }


def test_the_name_of_a_class_that_was_merged_means_the_class_it_was_merged_into(
    project: Project, tmp_path: Path
) -> None:
    classes.merge_classes(project, codes=["macrocyte"], into="normal")
    result = bring(project, "voc", voc(tmp_path / "set", box("macrocyte", 150, 50, 220, 120)))
    assert sorted(labels(project)) == [("a.png", "normal"), ("b.png", "normal")]
    assert result.unmatched == ()


class _StopsAtThird(Task):
    """Is stopped when it is polled for the third time."""

    polls = 0

    def raise_if_stopped(self) -> None:
        self.polls += 1
        if self.polls == 3:
            self.stop()
        super().raise_if_stopped()


@pytest.mark.parametrize("format_", ["chula", "voc", "csv"])
def test_reading_a_set_stops_between_its_files(tmp_path: Path, format_: str) -> None:
    for folder in ("images", "labels"):
        (tmp_path / folder).mkdir()
    for number in range(5):
        Image.new("RGB", (8, 8)).save(tmp_path / "images" / f"{number}.png")
        (tmp_path / "labels" / f"{number}.txt").write_text("4 4 0\n")
        (tmp_path / "images" / f"{number}.xml").write_text("<annotation/>")
    (tmp_path / "t.csv").write_text("image,x,y\n" + "".join(f"images/{n}.png,4,4\n" for n in range(5)))
    assert importing.read_set(format=format_, source=tmp_path).smears
    task = _StopsAtThird()
    with pytest.raises(CancelledError):
        importing.read_set(format=format_, source=tmp_path, task=task)
    assert task.polls == 3


def test_a_table_of_boxes_brings_objects_of_their_kinds_and_names_bad_lines(project: Project, tmp_path: Path) -> None:
    source = voc(tmp_path / "set", GOOD)
    picture = next(p for p in source.rglob("*") if p.suffix.lower() not in ("", ".xml"))
    lines = ["image,kind,left,top,right,bottom"]
    for kind, x in (("RBC", 20), ("wbc", 80), ("platelet", 140)):
        lines.append(f"{picture.name},{kind},{x},20,{x + 40},60")
    lines += [f"{picture.name},rbc,a,b,c,d", "missing.png,rbc,1,1,9,9"]
    folder = tmp_path / "boxes"
    folder.mkdir()
    (folder / picture.name).write_bytes(picture.read_bytes())
    (folder / "boxes.csv").write_text("\n".join(lines))
    result = bring(project, "boxes", folder)
    assert (result.cells, result.others) == (1, {CellKind.WHITE: 1, CellKind.PLATELET: 1})
    assert len(result.problems) == 2
