"""What a format writes it reads again: classes, kinds, circles, outlines and images, with names of every script."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rbc_desk.core.cells.cell import CellKind
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.geometry.circles import Box, Circle
from rbc_desk.core.geometry.polygons import area, bounds, clipped, pairs
from rbc_desk.core.task import SILENT
from rbc_desk.store.exchange import EXPORTERS, IMPORTERS, ExportedCell, ExportedSmear, ReadOptions, recognised
from rbc_desk.store.exchange.images import ImageFinder
from rbc_desk.store.exchange.masks import counts_of, outline_of
from rbc_desk.store.exchange.traits import TRAITS
from tests.store.data_sets import HEIGHT, WIDTH, by_image, draw_images, exported, same, smears

QUICK = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ALL = ReadOptions(all_kinds=True)


@contextmanager
def folder() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp())
    try:
        yield place
    finally:
        shutil.rmtree(place)


def visible(circle: Circle) -> Circle:
    """The circle of the box that is on the image."""
    b = circle.box
    return Circle.within(Box(max(b.x0, 0), max(b.y0, 0), min(b.x1, WIDTH), min(b.y1, HEIGHT)))


def whole(cell: ExportedCell) -> Circle:
    return cell.circle


def around_outline(cell: ExportedCell) -> Circle:
    """The circle of the outline's box, on the image."""
    points = cell.shape.points if cell.shape is not None else None
    if points is None:
        return visible(cell.circle)
    return Circle.within(bounds(clipped(points, width=WIDTH, height=HEIGHT)))


def own_outline(cell: ExportedCell) -> Circle:
    """The circle, or that of the outline's box."""
    return cell.circle if cell.shape is None else Circle.within(bounds(cell.shape.points))


@dataclass(frozen=True)
class Trip:
    """How a format gives back the circle of a cell, and whether it gives back the outline."""

    name: str
    importer: str
    circle: Callable[[ExportedCell], Circle]
    outline: bool = True
    tolerance: float = 0.02


TRIPS = (
    Trip("coco", "coco", whole),
    Trip("yolo", "yolo", lambda cell: visible(cell.circle), outline=False),
    Trip("yolo-segment", "yolo", around_outline),
    Trip("geojson", "geojson", own_outline),
    Trip("labelme", "labelme", own_outline),
    Trip("cvat", "cvat", own_outline),
    Trip("labelstudio", "labelstudio", own_outline),
    Trip("bbbc", "bbbc", lambda cell: visible(cell.circle), outline=False),
    Trip("voc", "voc", lambda cell: visible(cell.circle), outline=False, tolerance=0.6),
)


@pytest.mark.parametrize("trip", TRIPS, ids=lambda trip: trip.name)
@given(data=st.data())
@QUICK
def test_what_is_written_is_read_again(trip: Trip, data: st.DataObject) -> None:
    made = data.draw(smears(inside=trip.name == "yolo-segment"))
    with folder() as place:
        EXPORTERS[trip.name].make()(place, exported(made))
        images = place / (TRAITS[trip.name].images or ".")
        draw_images(images, made)
        assert recognised(place) == trip.importer
        found = IMPORTERS[trip.importer].make()(place, ALL)
        assert not found.skipped
        read = by_image(found, images)
    assert sorted(read) == sorted(smear.image for smear in made)
    for smear in made:
        compare(smear, read[smear.image], trip)


def compare(smear: ExportedSmear, read: tuple, trip: Trip) -> None:
    left = list(read)
    for cell in smear.cells:
        expected = trip.circle(cell)
        if 2 * expected.r < 6 or min(visible(cell.circle).r, expected.r) < 3:
            continue  # what is left of it at the border may be an accidental box
        (match,) = [c for c in left if same(expected, c, tolerance=trip.tolerance)]
        assert match.kind is cell.kind
        assert match.code == (cell.code or None)
        if trip.outline:
            assert (match.outline is None) == (cell.shape is None and not cut(cell, trip))
        if trip.outline and cell.shape is not None and not cut(cell, trip):
            assert np.allclose(match.outline, cell.shape.outline, atol=trip.tolerance)


def cut(cell: ExportedCell, trip: Trip) -> bool:
    return trip.name in ("coco", "yolo-segment") and cell.circle.cut_by_border(width=WIDTH, height=HEIGHT)


@given(made=smears(kinds=False))
@QUICK
def test_chula_keeps_points_and_its_own_classes_and_names_the_others(made: tuple[ExportedSmear, ...]) -> None:
    with folder() as place:
        notes = EXPORTERS["chula"].make()(place, exported(made))
        draw_images(place / "images", made)
        assert recognised(place) == "chula"
        read = by_image(IMPORTERS["chula"].make()(place), place / "images")
    foreign = {c.code for smear in made for c in smear.cells} - {"normal", "codocyte", ""}
    assert all(code in str(notes) for code in foreign)
    for smear in made:
        found = [(round(c.x, 2), round(c.y, 2), c.r, c.code) for c in read[smear.image]]
        assert found == [
            (round(c.circle.x, 2), round(c.circle.y, 2), None, c.code if c.code in ("normal", "codocyte") else None)
            for c in smear.cells
        ]


def test_crops_in_folders_are_cells_of_their_class_and_specimen(tmp_path: Path) -> None:
    for name in ("normal/a-1.png", "normal/a-2.png", "เป้า/b_1-7.png", "WBC/x.png"):
        draw_images(tmp_path, (ExportedSmear(name, 70, 80),))
    assert recognised(tmp_path) == "imagefolder"
    found = IMPORTERS["imagefolder"].make()(tmp_path, ALL)
    read = [(s.path.name, s.specimen, c.x, c.y, c.r, c.code, c.kind) for s in found.smears for c in s.cells]
    assert sorted(read) == [
        ("a-1.png", "a", 35, 40, None, "normal", CellKind.RED),
        ("a-2.png", "a", 35, 40, None, "normal", CellKind.RED),
        ("b_1-7.png", "b_1", 35, 40, None, "เป้า", CellKind.RED),
        ("x.png", None, 35, 40, None, None, CellKind.WHITE),
    ]


def rle(mask: np.ndarray) -> list[int]:
    """Counts column by column, background first."""
    pixels = np.concatenate([[0], mask.T.ravel(), [2]])
    edges = np.flatnonzero(np.diff(pixels.astype(int)))
    counts = np.diff(np.concatenate([[0], edges]))
    return [int(n) for n in counts]


@given(st.lists(st.tuples(st.floats(0, 60), st.floats(0, 40), st.floats(2, 15)), min_size=1, max_size=4))
@QUICK
def test_the_outline_of_a_mask_encloses_its_largest_piece(blobs: list[tuple[float, float, float]]) -> None:
    from scipy import ndimage

    yy, xx = np.mgrid[:40, :60]
    mask = np.zeros((40, 60), bool)
    for x, y, r in blobs:
        mask |= (xx + 0.5 - x) ** 2 + (yy + 0.5 - y) ** 2 < r * r
    if not mask.any():
        return
    labels, n = ndimage.label(mask)
    filled = [ndimage.binary_fill_holes(labels == i) for i in range(1, n + 1)]
    largest = max(filled, key=np.sum)
    points = outline_of(rle(mask), lines=60, length=40, swapped=True)
    ys, xs = np.nonzero(largest)
    if sum(np.sum(one) >= np.sum(largest) for one in filled) == 1 and np.sum(largest) > 8:
        box = bounds(points)
        assert (box.x0, box.y0, box.x1, box.y1) == (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1)
        assert abs(area(points) - np.sum(largest)) <= len(points) / 4


def test_pycocotools_reads_our_coco_and_we_read_its_masks(tmp_path: Path) -> None:
    coco = pytest.importorskip("pycocotools.coco", reason="pycocotools is not installed")
    masks = pytest.importorskip("pycocotools.mask")
    cell = ExportedCell(1, "a/1.png", "s", Circle(60, 50, 20), "เซลล์", "A", None)
    made = (ExportedSmear("a/1.png", WIDTH, HEIGHT, (cell,)),)
    EXPORTERS["coco"].make()(tmp_path, exported(made))
    theirs = coco.COCO(str(tmp_path / "annotations.json"))
    (annotation,) = theirs.loadAnns(theirs.getAnnIds())
    assert theirs.loadCats(annotation["category_id"])[0]["name"] == "เซลล์"
    mask = theirs.annToMask(annotation)
    assert mask.shape == (HEIGHT, WIDTH)
    assert abs(mask.sum() - np.pi * 20**2) < 30
    assert annotation["bbox"] == [40, 30, 40, 40]
    encoded = masks.encode(np.asfortranarray(mask))
    counts = encoded["counts"].decode()
    assert counts_of(counts) == rle(mask)
    content = json.loads((tmp_path / "annotations.json").read_text())
    content["annotations"][0] |= {"segmentation": {"size": [HEIGHT, WIDTH], "counts": counts}, "iscrowd": 1}
    (tmp_path / "annotations.json").write_text(json.dumps(content))
    draw_images(tmp_path / "images", made)
    (read,) = IMPORTERS["coco"].make()(tmp_path).smears[0].cells
    assert read.outline is not None
    assert abs(area(pairs(read.outline)) - mask.sum()) < 5


def coco_file(place: Path, **changes: object) -> Path:
    image = {"id": 1, "file_name": "1.png", "width": WIDTH, "height": HEIGHT}
    annotation = {"id": 1, "image_id": 1, "category_id": 1, "bbox": [10, 10, 30, 30]}
    content = {"images": [image], "categories": [{"id": 1, "name": "codocyte"}], "annotations": [annotation]}
    for key, value in changes.items():
        content[key][0] |= value  # type: ignore[index, operator]
    (place / "set.json").write_text(json.dumps(content))
    draw_images(place, (ExportedSmear("1.png", WIDTH, HEIGHT),))
    return place / "set.json"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"bbox": [1, 2, 3]}, "bbox"),
        ({"bbox": [1, 2, 1e400, 4]}, "finite"),
        ({"category_id": 7}, "does not have"),
        ({"bbox": None}, "no area"),
        ({"segmentation": {"size": [10**9, 10**9], "counts": [0, 10**18]}}, "impossible size"),
        ({"segmentation": {"size": [1000, 1000], "counts": [1, 1] * 200_000}}, "too ragged"),
        ({"segmentation": {"size": [40, 40], "counts": "\x7f\x7f"}}, "run-length"),
    ],
)
def test_a_faulty_coco_annotation_is_named(tmp_path: Path, changes: dict[str, object], why: str) -> None:
    with pytest.raises(RbcDeskError, match=rf"set\.json, annotations 1: .*{why}"):
        IMPORTERS["coco"].make()(coco_file(tmp_path, annotations=changes))


@pytest.mark.parametrize("name", ["../secret.png", "/etc/hostname", "..\\secret.png"])
def test_no_path_leads_out_of_a_data_set(tmp_path: Path, name: str) -> None:
    (tmp_path / "set").mkdir()
    draw_images(tmp_path, (ExportedSmear("secret.png", 10, 10),))
    with pytest.raises(RbcDeskError, match=r"images 1: .*(outside|does not exist)"):
        IMPORTERS["coco"].make()(coco_file(tmp_path / "set", images={"file_name": name}))


def test_a_predicted_class_is_no_label(tmp_path: Path) -> None:
    found = IMPORTERS["coco"].make()(coco_file(tmp_path, annotations={"score": 0.9}))
    (cell,) = found.smears[0].cells
    assert cell.code is None
    assert "predictions" in found.left_out[0].message


def test_images_that_moved_are_found_by_the_end_of_their_path(tmp_path: Path) -> None:
    for place in ("new/a", "new/b"):
        draw_images(tmp_path, (ExportedSmear(f"{place}/1.png", WIDTH, HEIGHT),))
    table = alone(coco_file(tmp_path, images={"file_name": r"C:\old\b\1.PNG"}))
    found = IMPORTERS["coco"].make()(table)
    assert [smear.path.relative_to(tmp_path).as_posix() for smear in found.smears] == ["new/b/1.png"]


def test_an_image_of_the_same_name_in_another_folder_is_another_image(tmp_path: Path) -> None:
    draw_images(tmp_path, (ExportedSmear("b/1.png", WIDTH, HEIGHT),))
    with pytest.raises(RbcDeskError, match=r"a/1\.png does not exist"):
        IMPORTERS["coco"].make()(alone(coco_file(tmp_path, images={"file_name": "a/1.png"})))


def test_two_paths_do_not_match_one_image(tmp_path: Path) -> None:
    draw_images(tmp_path, (ExportedSmear("1.png", WIDTH, HEIGHT), ExportedSmear("2.png", WIDTH, HEIGHT)))
    finder = ImageFinder(tmp_path, task=SILENT)
    assert finder.find("C:\\dog 1\\1.png") == finder.find("C:\\dog 1\\1.png") == tmp_path / "1.png"
    with pytest.raises(RbcDeskError, match="the image of another path"):
        finder.find("C:\\dog 2\\1.png")
    assert finder.find("C:\\dog 2\\2.png") == tmp_path / "2.png"


def test_boxes_of_images_of_equal_names_stay_apart(tmp_path: Path) -> None:
    draw_images(tmp_path, (ExportedSmear("a/1.png", WIDTH, HEIGHT), ExportedSmear("b/1.png", WIDTH, HEIGHT)))
    rows = ("a/1.png,RBC,5,5,25,25", "b/1.png,RBC,40,20,70,50", "1.png,RBC,5,5,25,25")
    (tmp_path / "boxes.csv").write_text("image,kind,left,top,right,bottom\n" + "\n".join(rows))
    found = IMPORTERS["boxes"].make()(tmp_path)
    assert [[cell.x for cell in smear.cells] for smear in found.smears] == [[15.0], [55.0]]
    assert [problem.message for problem in found.skipped] == ["boxes.csv, line 4: Several images match 1.png."]


def alone(table: Path) -> Path:
    """The table without the image that lies beside it."""
    (table.parent / "1.png").unlink()
    return table


def test_yolo_of_other_programs_is_read(tmp_path: Path) -> None:
    """Folders of parts as Roboflow makes them, a list of names, polygons, boxes with a confidence, a wrong class."""
    (tmp_path / "data.yaml").write_text("names: [normal, 'Target cell', WBC]\nnc: 3\n")
    for part in ("train", "valid"):
        draw_images(tmp_path, (ExportedSmear(f"{part}/images/1.png", WIDTH, HEIGHT),))
        (tmp_path / part / "labels").mkdir()
    (tmp_path / "train/labels/1.txt").write_text("0 0.5 0.5 0.1 0.1\n1 0.1 0.1 0.2 0.1 0.2 0.3\n2 0.8 0.8 0.1 0.1\n")
    (tmp_path / "valid/labels/1.txt").write_text("1 0.5 0.5 0.1 0.1 0.7\n3 0.2 0.2 0.1 0.1\nx\n")
    found = IMPORTERS["yolo"].make()(tmp_path, ALL)
    read = by_image(found, tmp_path)
    assert [(c.code, c.kind, c.outline is None) for c in read["train/images/1.png"]] == [
        ("normal", CellKind.RED, True),
        ("Target cell", CellKind.RED, False),
        (None, CellKind.WHITE, True),
    ]
    (predicted,) = read["valid/images/1.png"]
    assert (predicted.x, predicted.y, predicted.code) == (WIDTH / 2, HEIGHT / 2, None)
    assert ["line 2" in p.message or "line 3" in p.message for p in found.skipped] == [True, True]


def test_yolo_without_names_has_numbers_to_be_mapped(tmp_path: Path) -> None:
    draw_images(tmp_path, (ExportedSmear("1.png", WIDTH, HEIGHT),))
    (tmp_path / "1.txt").write_text("4 0.5 0.5 0.1 0.1\n")
    assert recognised(tmp_path) == "yolo"
    assert [cell.code for cell in IMPORTERS["yolo"].make()(tmp_path).smears[0].cells] == ["4"]
