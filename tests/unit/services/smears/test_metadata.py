"""What names a patient in an image's file does not come into a project, and a cleaned image is no new one."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from rbc_desk.imaging.clean_copy import clean_copy
from rbc_desk.imaging.read import read_image
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library
from tests.slide_files import write_czi, write_dicom_photo, write_nd2, write_pyramid

NAME = "Somchai Jaidee-HN0042"
PIXELS = render_smear(seed=5, width=240, height=180, n_cells=6).pixels


def exif(turn: int = 1) -> Image.Exif:
    tags = Image.Exif()
    tags[0x010E], tags[0x013B], tags[0x0112] = NAME, NAME, turn
    return tags


def write_jpeg(path: Path, turn: int = 1) -> None:
    Image.fromarray(PIXELS).save(path, quality=95, exif=exif(turn), comment=NAME.encode())


def write_png(path: Path, turn: int = 1) -> None:
    notes = PngInfo()
    notes.add_text("Patient", NAME)
    Image.fromarray(PIXELS).save(path, pnginfo=notes, exif=exif(turn))


def write_deep_png(path: Path) -> None:
    deep = imagecodecs.png_encode(PIXELS.astype(np.uint16) * 16)
    note = b"tEXt" + b"Patient\0" + NAME.encode()
    crc = zlib.crc32(note).to_bytes(4, "big")
    path.write_bytes(deep[:33] + (len(note) - 4).to_bytes(4, "big") + note + crc + deep[33:])


def write_webp(path: Path, turn: int = 1) -> None:
    Image.fromarray(PIXELS).save(path, lossless=True, exif=exif(turn), xmp=f"<x>{NAME}</x>".encode())


def write_tiff(path: Path) -> None:
    tifffile.imwrite(path, PIXELS, photometric="rgb", description=NAME, extratags=[(315, "s", 0, NAME, True)])


def write_deep_tiff(path: Path) -> None:
    tifffile.imwrite(path, PIXELS.astype(np.uint16) * 16, photometric="rgb", description=NAME)


def write_ome_tiff(path: Path) -> None:
    planes = np.moveaxis(PIXELS.astype(np.uint16) * 16, -1, 0)
    notes = {"axes": "CYX", "Name": NAME, "Description": NAME, "PhysicalSizeX": 0.1, "PhysicalSizeY": 0.1}
    tifffile.imwrite(path, planes, photometric="minisblack", metadata=notes, ome=True)


def write_dicom(path: Path) -> None:
    names = dict.fromkeys(("PatientName", "PatientID", "ReferringPhysicianName"), NAME)
    write_dicom_photo(path, PIXELS, **names)


def write_jpeg_2000(path: Path) -> None:
    path.write_bytes(imagecodecs.jpeg2k_encode(PIXELS, level=0) + NAME.encode())


def write_jpeg_xl(path: Path) -> None:
    box = NAME.encode()
    data = imagecodecs.jpegxl_encode(PIXELS, lossless=True, usecontainer=True)
    path.write_bytes(data + (8 + len(box)).to_bytes(4, "big") + b"xml " + box)


WRITERS: dict[str, Callable[[Path], None]] = {
    "a.jpg": write_jpeg,
    "turned.jpg": lambda path: write_jpeg(path, 6),
    "a.png": write_png,
    "turned.png": lambda path: write_png(path, 3),
    "deep.png": write_deep_png,
    "a.webp": write_webp,
    "turned.webp": lambda path: write_webp(path, 8),
    "a.tif": write_tiff,
    "deep.tif": write_deep_tiff,
    "a.ome.tif": write_ome_tiff,
    "a.dcm": write_dicom,
    "a.czi": lambda path: write_czi(path, PIXELS, name=NAME),
    "a.nd2": lambda path: write_nd2(path, PIXELS, author=NAME),
    "a.jp2": write_jpeg_2000,
    "a.jxl": write_jpeg_xl,
}


@pytest.fixture
def project(tmp_path: Path):
    project = create_project(tmp_path / "project", class_set="paper", reader="A")
    yield project
    project.close()


def files_that_name_somebody(folder: Path) -> list[str]:
    words = [NAME.encode(), NAME.encode("utf-16-le"), NAME.encode("utf-16-be"), NAME.split()[1].encode()]
    return [p.name for p in folder.rglob("*") if p.is_file() and any(word in p.read_bytes() for word in words)]


@pytest.mark.parametrize("name", WRITERS)
def test_an_imported_image_keeps_what_it_shows_and_loses_what_names_the_patient(
    project: Project, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    WRITERS[name](path)
    assert files_that_name_somebody(tmp_path) == [name]
    shown = read_image(path)
    added = library.add_smears(project, [path])
    assert not added.problems
    assert files_that_name_somebody(project.folder) == []
    stored = next((project.folder / "smears").iterdir())
    again = read_image(stored, bits=shown.bits)
    assert np.array_equal(again.pixels, shown.pixels)
    assert hashlib.sha256(stored.read_bytes()).hexdigest() == stored.stem


@pytest.mark.parametrize("name", WRITERS)
def test_the_original_and_its_cleaned_copy_are_known(project: Project, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    WRITERS[name](path)
    (smear_id,) = library.add_smears(project, [path]).ids
    (tmp_path / "exported").mkdir()
    suffix, data = clean_copy(library.smear_path(project, library.smear(project, smear_id=smear_id)))
    (tmp_path / "exported" / f"other{suffix}").write_bytes(data)
    again = library.add_smears(project, [path, tmp_path / "exported" / f"other{suffix}"])
    assert again.ids == ()
    assert set(again.known_ids) == {smear_id}


def test_an_image_of_an_earlier_version_is_recognised_without_its_metadata(project: Project, tmp_path: Path) -> None:
    write_jpeg(tmp_path / "a.jpg")
    (smear_id,) = library.add_smears(
        project,
        [tmp_path / "a.jpg"],
    ).ids
    with project.store.transact("as an earlier version left it", reader="A") as tx:
        from rbc_desk.core.history.changes import Entity

        tx.update(Entity.SMEAR, smear_id, {"pixels_sha256": None, "source_sha256": None})
    assert library.add_smears(project, [tmp_path / "a.jpg"]).known_ids == (smear_id,)


def test_a_missing_file_is_restored_without_the_name(project: Project, tmp_path: Path) -> None:
    for name in ("a.jpg", "deep.tif"):
        WRITERS[name](tmp_path / name)
    library.add_smears(project, [tmp_path / "a.jpg", tmp_path / "deep.tif"])
    stored = {path: path.read_bytes() for path in (project.folder / "smears").iterdir()}
    for path in stored:
        path.unlink()
    library.add_smears(project, [tmp_path / "a.jpg", tmp_path / "deep.tif"])
    assert {path: path.read_bytes() for path in (project.folder / "smears").iterdir()} == stored


def test_a_missing_file_that_cannot_be_restored_is_a_problem(project: Project, tmp_path: Path) -> None:
    write_jpeg(tmp_path / "a.jpg")
    library.add_smears(project, [tmp_path / "a.jpg"])
    Image.fromarray(read_image(tmp_path / "a.jpg").pixels).save(tmp_path / "same.png")  # another file of the image
    assert library.add_smears(project, [tmp_path / "same.png"]).known_ids == (1,)
    (stored,) = (project.folder / "smears").iterdir()
    stored.unlink()
    added = library.add_smears(project, [tmp_path / "same.png"])
    assert added.known_ids == ()
    assert "same.png cannot restore it" in str(added.problems[0].message)
    assert library.add_smears(project, [tmp_path / "a.jpg"]).known_ids == (1,)
    assert stored.is_file()


def test_the_notes_stay_if_that_is_asked_for(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RBC_DESK_KEEP_METADATA", "true")
    write_jpeg(tmp_path / "a.jpg")
    library.add_smears(project, [tmp_path / "a.jpg"])
    assert len(files_that_name_somebody(project.folder)) == 1


def test_a_region_of_a_slide_holds_nothing_of_its_notes(project: Project, tmp_path: Path) -> None:
    from rbc_desk.core.geometry.regions import Region
    from rbc_desk.services.smears import slides

    write_pyramid(tmp_path / "a.tif", compression="lzw", description=NAME)
    assert files_that_name_somebody(tmp_path) == ["a.tif"]
    with slides.open_slide(tmp_path / "a.tif") as slide:
        slides.add_regions(project, slide, [Region(2100, 100, 300, 300)])
    assert files_that_name_somebody(project.folder) == []


HARD_NAMES = ("สเมียร์ของ แมว.jpg", "血涂片 7.jpg", "🩸 blood.jpg", "a" * 180 + ".jpg", "Zürich #1 (2).jpg")


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_name_of_any_script_stays_and_the_smear_is_known_when_it_moves(
    project: Project, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "ห้องแล็บ 🐈"
    folder.mkdir()
    write_jpeg(folder / name)
    (smear_id,) = library.add_smears(project, [folder]).ids
    info = library.smear(project, smear_id=smear_id)
    assert info.name == name
    moved = (folder / name).rename(tmp_path / "renamed.jpg")
    assert library.add_smears(project, [moved]).known_ids == (smear_id,)
    assert library.load_pixels(project, smear_id=smear_id).shape == PIXELS.shape
