"""Copies of images hold the pixels and nothing about the patient, the camera or the place."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image, PngImagePlugin

from rbc_desk.imaging.clean_copy import clean_copy
from rbc_desk.imaging.read import read_image

SECRET = b"Somchai HN12345"
PIXELS = np.random.default_rng(0).integers(0, 255, (40, 60, 3), np.uint8)


def jpeg(path: Path, *, orientation: int = 1, **more: object) -> Path:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = SECRET.decode(), orientation
    Image.fromarray(PIXELS).save(path, exif=exif, comment=SECRET, icc_profile=b"profile" * 20, **more)
    return path


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_keeps_its_pixels_and_loses_its_metadata(tmp_path: Path, progressive: bool) -> None:
    path = jpeg(tmp_path / "a.jpg", progressive=progressive)
    path.write_bytes(path.read_bytes() + b"\xff\xd8 a second image " + SECRET)
    suffix, data = clean_copy(path)
    assert (suffix, SECRET in data) == (".jpg", False)
    with Image.open(io.BytesIO(data)) as image:
        assert dict(image.getexif()) == {}
        assert image.info["icc_profile"].startswith(b"profile")
    (tmp_path / "b.jpg").write_bytes(data)
    assert np.array_equal(read_image(tmp_path / "b.jpg").pixels, read_image(path).pixels)


def test_a_turned_jpeg_becomes_what_is_displayed(tmp_path: Path) -> None:
    path = jpeg(tmp_path / "a.jpg", orientation=6)
    suffix, data = clean_copy(path, um_per_px=0.1)
    (tmp_path / "b.png").write_bytes(data)
    copy = read_image(tmp_path / "b.png")
    assert (suffix, copy.width, copy.height, SECRET in data) == (".png", 40, 60, False)
    assert np.array_equal(copy.pixels, read_image(path).pixels)
    assert copy.um_per_px == pytest.approx(0.1, rel=0.01)


def test_a_png_keeps_its_pixels_and_loses_its_texts(tmp_path: Path) -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Patient", SECRET.decode())
    Image.fromarray(PIXELS).save(tmp_path / "a.png", pnginfo=texts, dpi=(254000, 254000))
    suffix, data = clean_copy(tmp_path / "a.png")
    assert (suffix, SECRET in data) == (".png", False)
    (tmp_path / "b.png").write_bytes(data)
    assert np.array_equal(read_image(tmp_path / "b.png").pixels, PIXELS)
    assert read_image(tmp_path / "b.png").um_per_px == read_image(tmp_path / "a.png").um_per_px


def test_a_tiff_becomes_a_png_without_its_tags(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", PIXELS, photometric="rgb", description=SECRET.decode())
    suffix, data = clean_copy(tmp_path / "a.tif")
    assert (suffix, SECRET in data) == (".png", False)
    (tmp_path / "b.png").write_bytes(data)
    assert np.array_equal(read_image(tmp_path / "b.png").pixels, PIXELS)


def test_a_file_without_metadata_stays_as_it_is(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.png"):
        Image.fromarray(PIXELS).save(tmp_path / name)
        assert clean_copy(tmp_path / name)[1] == (tmp_path / name).read_bytes()
