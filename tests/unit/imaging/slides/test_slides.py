"""Slides are read part by part, and each reader gives the same pixels."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile

from rbc_desk.core.errors import MissingReaderError, UnreadableImageError, WholeSlideError
from rbc_desk.core.geometry.regions import Region
from rbc_desk.imaging.read import read_image
from rbc_desk.imaging.slides.monolayer import propose
from rbc_desk.imaging.slides.opening import is_slide, open_slide
from rbc_desk.imaging.slides.tiff import TiffSlide
from tests.scanner_slides import write_mrxs, write_ndpi, write_scn, write_svs
from tests.slide_files import (
    COLUMNS,
    FIELD_PX,
    MONOLAYER,
    UM_PER_PX,
    film,
    levels,
    write_czi,
    write_dicom_slide,
    write_nd2,
    write_pyramid,
)

PART = Region(2040, 700, 900, 530)
LEFT, RIGHT = MONOLAYER.start * FIELD_PX, MONOLAYER.stop * FIELD_PX
"""Where the cells of the film lie side by side."""


def part_of(pixels: np.ndarray, region: Region) -> np.ndarray:
    return pixels[region.y : region.y + region.height, region.x : region.x + region.width]


@pytest.mark.parametrize("ome", [False, True])
def test_a_pyramidal_tiff_is_read_part_by_part_from_each_level(tmp_path: Path, ome: bool) -> None:
    path = tmp_path / ("film.ome.tif" if ome else "film.tif")
    write_pyramid(path, compression="lzw", ome=ome)
    assert is_slide(path)
    with open_slide(path) as slide:
        assert isinstance(slide, TiffSlide)
        assert slide.um_per_px == pytest.approx(UM_PER_PX)
        for index, pixels in enumerate(levels(film(), n=3)):
            size = slide.levels[index]
            assert (size.width, size.height, size.downsample) == (pixels.shape[1], pixels.shape[0], 2**index)
            region = Region(200, 100, 300, size.height - 100)
            assert np.array_equal(slide.read(index, region), part_of(pixels, region))
        assert max(slide.overview(most_px=700).shape) == 700


def test_openslide_opens_what_we_call_a_slide_and_shows_the_same(tmp_path: Path) -> None:
    openslide = pytest.importorskip("openslide")
    write_pyramid(tmp_path / "film.tif")
    with open_slide(tmp_path / "film.tif") as ours, openslide.OpenSlide(str(tmp_path / "film.tif")) as theirs:
        assert [(one.width, one.height) for one in ours.levels] == list(theirs.level_dimensions)
        shown = theirs.read_region((PART.x, PART.y), 0, (PART.width, PART.height)).convert("RGB")
        assert np.array_equal(ours.read(0, PART), np.asarray(shown))


def test_a_grey_slide_of_16_bits_in_channels_is_read(tmp_path: Path) -> None:
    deep = film()[:1024, 2048:3072].astype(np.uint16) * 16
    with tifffile.TiffWriter(tmp_path / "a.ome.tif", ome=True) as file:
        planes = np.moveaxis(deep, -1, 0)
        settings = {"tile": (256, 256), "photometric": "minisblack", "compression": "zlib"}
        file.write(planes, subifds=1, metadata={"axes": "CYX"}, **settings)
        file.write(planes[:, ::2, ::2], subfiletype=1, **settings)
    with open_slide(tmp_path / "a.ome.tif") as slide:
        region = Region(300, 200, 100, 90)
        found, truth = slide.read(0, region), part_of(deep, region) / 4095 * 255
    assert np.abs(found - truth).max() <= 1


@pytest.mark.parametrize(
    ("write", "vendor"),
    [(write_svs, "aperio"), (write_scn, "leica"), (write_ndpi, "hamamatsu"), (write_mrxs, "mirax")],
)
def test_the_slides_of_scanners_are_read_where_they_were_scanned(
    tmp_path: Path, write: Callable[[Path], np.ndarray], vendor: str
) -> None:
    openslide = pytest.importorskip("openslide")
    path = tmp_path / f"a.{write.__name__.removeprefix('write_')}"
    pixels = write(path)
    assert openslide.OpenSlide.detect_format(str(path)) == vendor
    assert is_slide(path)
    with open_slide(path) as slide:
        assert slide.um_per_px == pytest.approx(UM_PER_PX)
        assert (slide.height, slide.width) == pixels.shape[:2]
        assert np.abs(slide.read(0, PART).astype(int) - part_of(pixels, PART)).mean() < 4
        second = slide.levels[1]
        small = cv2.resize(pixels, (second.width, second.height), interpolation=cv2.INTER_AREA)
        region = Region(500, 100, 200, 150)
        assert np.abs(slide.read(1, region).astype(int) - part_of(small, region)).mean() < 8
        shown = slide.overview(most_px=768)
        assert shown.shape == (384, 768, 3)
        assert np.abs(shown.astype(int) - cv2.resize(pixels, (768, 384), interpolation=cv2.INTER_AREA)).mean() < 8
        found = propose(slide, n=4)
    assert found
    assert all(one.x >= LEFT - 100 and one.x + one.width <= RIGHT + 100 for one in found)


def test_a_whole_slide_in_dicom_is_read_by_openslide(tmp_path: Path) -> None:
    pytest.importorskip("openslide")
    pytest.importorskip("pydicom")
    pixels = film()[:600, 2048:2900]
    write_dicom_slide(tmp_path / "a.dcm", pixels)
    assert is_slide(tmp_path / "a.dcm")
    with open_slide(tmp_path / "a.dcm") as slide:
        assert (slide.width, slide.height) == (852, 600)
        assert slide.um_per_px == pytest.approx(UM_PER_PX)
        region = Region(100, 200, 300, 200)
        assert np.abs(slide.read(0, region).astype(int) - part_of(pixels, region)).mean() < 4
    with pytest.raises(WholeSlideError, match="choose regions"):
        read_image(tmp_path / "a.dcm")


def test_a_czi_file_is_read_as_a_slide_and_as_an_image(tmp_path: Path) -> None:
    pixels = np.ascontiguousarray(film()[:700, 2048:3000])
    write_czi(tmp_path / "a.czi", pixels)
    with open_slide(tmp_path / "a.czi") as slide:
        assert slide.um_per_px == pytest.approx(UM_PER_PX)
        region = Region(100, 200, 300, 200)
        assert np.array_equal(slide.read(0, region), part_of(pixels, region))
    image = read_image(tmp_path / "a.czi")
    assert np.array_equal(image.pixels, pixels)
    assert image.um_per_px == pytest.approx(UM_PER_PX)


@pytest.mark.parametrize("bits", [8, 16])
def test_an_nd2_file_is_read_with_its_colours_and_its_scale(tmp_path: Path, bits: int) -> None:
    pixels = np.ascontiguousarray(film()[:300, 2048:2448])
    write_nd2(tmp_path / "a.nd2", pixels if bits == 8 else pixels.astype(np.uint16) * 16)
    image = read_image(tmp_path / "a.nd2")
    assert np.abs(image.pixels.astype(int) - pixels).max() <= (0 if bits == 8 else 1)
    assert image.um_per_px == pytest.approx(UM_PER_PX)


@pytest.mark.parametrize(
    ("name", "start", "package", "told"),
    [
        ("a.svs", b"no tiff", "openslide", r"pip install .rbc-desk\[slides\]"),
        ("a.mrxs", b"x", "openslide", r"pip install .rbc-desk\[slides\]"),
        ("a.czi", b"ZISRAWFILE" + bytes(400), "pylibCZIrw", r"pip install .rbc-desk\[czi\]"),
        ("a.nd2", b"\xda\xce\xbe\x0a" + bytes(400), "nd2", r"pip install .rbc-desk\[nd2\]"),
        ("a.dcm", bytes(128) + b"DICM" + bytes(400), "pydicom", r"pip install .rbc-desk\[slides\]"),
    ],
)
def test_a_format_whose_reader_is_absent_is_named_with_the_command_that_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, start: bytes, package: str, told: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    (tmp_path / name).write_bytes(start)
    open_it = open_slide if name.endswith(("svs", "mrxs")) else read_image
    with pytest.raises(MissingReaderError, match=told):
        open_it(tmp_path / name)


def test_an_svs_is_read_without_openslide_where_it_is_a_tiled_tiff(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openslide", None)
    write_pyramid(tmp_path / "a.svs", compression="lzw")
    with open_slide(tmp_path / "a.svs") as slide:
        assert np.array_equal(slide.read(0, PART), part_of(film(), PART))


@pytest.mark.parametrize("name", ["a.svs", "a.ndpi", "a.tif", "a.czi", "a.mrxs"])
def test_a_damaged_slide_is_refused_in_words(tmp_path: Path, name: str) -> None:
    starts = {"a.tif": b"II*\0", "a.svs": b"II*\0", "a.czi": b"ZISRAWFILE"}
    (tmp_path / name).write_bytes(starts.get(name, b"") + bytes(range(256)) * 9)
    with pytest.raises(UnreadableImageError, match=name):
        open_slide(tmp_path / name)


def test_a_slide_whose_level_is_empty_is_left_to_other_readers(tmp_path: Path) -> None:
    write_pyramid(tmp_path / "a.tif", compression="lzw", ome=True)
    with tifffile.TiffFile(tmp_path / "a.tif", mode="r+") as file:
        file.series[0].levels[1].pages[0].aspage().tags["ImageLength"].overwrite(0)
    with pytest.raises(ValueError, match="empty"):
        TiffSlide(tmp_path / "a.tif")
    with open_slide(tmp_path / "a.tif") as slide:
        assert all(level.width and level.height for level in slide.levels)


def test_an_ordinary_tiff_is_no_slide(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", film()[:500, :500], photometric="rgb")
    assert not is_slide(tmp_path / "a.tif")
    assert not is_slide(tmp_path / "absent.tif")


def test_regions_are_proposed_where_cells_lie_side_by_side(tmp_path: Path) -> None:
    write_pyramid(tmp_path / "film.tif")
    with open_slide(tmp_path / "film.tif") as slide:
        taken = [Region(3000, 0, 800, 900)]
        found = propose(slide, n=4, taken=taken)
    assert 2 <= len(found) <= 4
    assert all(region.x >= LEFT - 100 and region.x + region.width <= RIGHT + 100 for region in found), COLUMNS
    pairs = [(a, b) for i, a in enumerate(found) for b in [*found[:i], *taken]]
    assert not [pair for pair in pairs if pair[0].overlaps(pair[1])]
