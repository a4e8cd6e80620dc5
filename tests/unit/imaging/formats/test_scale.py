"""The scale stored in image files; resolutions of printers are ignored."""

from __future__ import annotations

import numpy as np
import pytest
import tifffile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rbc_desk.imaging.formats.scale import of_density
from rbc_desk.imaging.read import read_image

PIXELS = np.full((32, 48, 3), 200, np.uint8)


def scale_of(path):
    return read_image(path).um_per_px


def test_ome_xml_tells_the_physical_size_in_its_unit(tmp_path):
    path = tmp_path / "a.ome.tiff"
    size = {"PhysicalSizeX": 65.0, "PhysicalSizeXUnit": "nm", "PhysicalSizeY": 65.0, "PhysicalSizeYUnit": "nm"}
    tifffile.imwrite(path, PIXELS, photometric="rgb", metadata={"axes": "YXS", **size})
    assert scale_of(path) == pytest.approx(0.065)


def test_ome_xml_without_a_unit_means_micrometres(tmp_path):
    path = tmp_path / "a.ome.tiff"
    tifffile.imwrite(path, PIXELS, photometric="rgb", metadata={"axes": "YXS", "PhysicalSizeX": 0.1})
    assert scale_of(path) == pytest.approx(0.1)


@pytest.mark.parametrize(("unit", "per_unit"), [("micron", 10.0), ("um", 10.0), ("mm", 10_000.0), ("nm", 0.01)])
def test_imagej_tells_pixels_a_unit_and_the_unit_by_name(tmp_path, unit, per_unit):
    path = tmp_path / "a.tif"
    tifffile.imwrite(
        path, PIXELS[:, :, 0], imagej=True, resolution=(per_unit, per_unit), metadata={"unit": unit, "axes": "YX"}
    )
    assert scale_of(path) == pytest.approx(0.1, rel=1e-3)


def test_imagej_without_a_unit_has_no_scale(tmp_path):
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, PIXELS[:, :, 0], imagej=True, resolution=(10.0, 10.0), metadata={"axes": "YX"})
    assert scale_of(path) is None


def test_resolution_tags_in_centimetres_are_believed_where_a_microscope_could_have_made_them(tmp_path):
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, PIXELS, photometric="rgb", resolution=(153_846, 153_846), resolutionunit=3)
    assert scale_of(path) == pytest.approx(0.065, rel=1e-3)


@pytest.mark.parametrize("suffix", ["png", "jpg", "bmp"])
def test_a_density_of_a_microscope_is_believed(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    dpi = 25_400 / 0.5
    Image.fromarray(PIXELS).save(path, dpi=(dpi, dpi))
    assert scale_of(path) == pytest.approx(0.5, rel=1e-2)


@pytest.mark.parametrize("suffix", ["png", "jpg", "bmp", "tif"])
@pytest.mark.parametrize("dpi", [72, 96, 300, 1200])
def test_a_printers_resolution_is_no_scale(tmp_path, suffix, dpi):
    path = tmp_path / f"a.{suffix}"
    Image.fromarray(PIXELS).save(path, dpi=(dpi, dpi))
    assert scale_of(path) is None


def test_pixels_that_are_not_square_have_no_one_scale():
    assert of_density({"dpi": (50_800.0, 25_400.0)}) is None


@given(st.tuples(st.floats(), st.floats()) | st.sampled_from([None, "300", (), (1.0,), (None, None)]))
def test_whatever_a_file_says_the_scale_is_credible_or_none(dpi):
    found = of_density({"dpi": dpi})
    assert found is None or 0.01 <= found <= 2.0
