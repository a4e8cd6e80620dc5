"""Quality measures move in the right direction, on rendered and real smears."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from rbc_desk.imaging.field.diameter import typical_diameter
from rbc_desk.imaging.field.quality import Crowding, Exposure, FieldQuality, Focus, field_quality
from rbc_desk.imaging.read import read_image
from rbc_desk.imaging.synth.smears import render_smear

REAL = ("chula/images/117.jpg", "chula/images/282.jpg")


@pytest.fixture(params=["rendered", *REAL])
def smear(request: pytest.FixtureRequest) -> tuple[np.ndarray, float]:
    """Pixels and the cell's diameter."""
    if request.param == "rendered":
        return render_smear(seed=3, white_cell=False).pixels, 44.0
    folder: Path = request.getfixturevalue("shared_data")
    pixels = read_image(folder / request.param).pixels
    return pixels, typical_diameter(pixels)


def blurred(pixels: np.ndarray, sigma_px: float) -> np.ndarray:
    return cv2.GaussianBlur(pixels, (0, 0), sigma_px) if sigma_px else pixels


def lit(pixels: np.ndarray, factor: float) -> np.ndarray:
    return np.clip(pixels * factor, 0, 255).astype(np.uint8)


def test_more_blur_makes_wider_rims_until_the_field_is_called_blurred(smear) -> None:
    pixels, cell_px = smear
    fields = [field_quality(blurred(pixels, s * cell_px / 40), cell_px=cell_px) for s in (0, 1, 2, 3, 4)]
    rims = [field.rim_width or np.inf for field in fields]
    assert all(a < b for a, b in pairwise(rims))
    assert fields[0].focus is Focus.SHARP
    assert fields[-1].focus is Focus.BLURRED


def test_less_light_lowers_the_glass_until_the_field_is_called_dark_and_leaves_the_focus(smear) -> None:
    pixels, cell_px = smear
    fields = [field_quality(lit(pixels, f), cell_px=cell_px) for f in (1, 0.8, 0.6, 0.4)]
    assert all(a.glass_level > b.glass_level for a, b in pairwise(fields))
    assert (fields[0].exposure, fields[-1].exposure) == (Exposure.GOOD, Exposure.DARK)
    assert {field.focus for field in fields} == {Focus.SHARP}


def test_too_much_light_clips_until_the_field_is_called_overexposed(smear) -> None:
    pixels, cell_px = smear
    fields = [field_quality(lit(pixels, f), cell_px=cell_px) for f in (1.0, 1.6, 2.2)]
    assert all(a.clipped <= b.clipped for a, b in pairwise(fields))
    assert fields[-1].exposure is Exposure.OVEREXPOSED


def test_more_cells_cover_more_from_sparse_over_good_to_crowded() -> None:
    fields = [
        field_quality(render_smear(seed=3, n_cells=n, overlap=0.3, white_cell=False).pixels, cell_px=44)
        for n in (5, 25, 56, 90, 150)
    ]
    assert all(a.covered < b.covered and a.clumped <= b.clumped for a, b in pairwise(fields))
    assert [f.crowding for f in (fields[0], fields[2], fields[-1])] == [
        Crowding.SPARSE,
        Crowding.GOOD,
        Crowding.CROWDED,
    ]


def test_the_same_field_at_twice_the_size_gets_the_same_verdict() -> None:
    pixels = render_smear(seed=4, white_cell=False).pixels
    large = cv2.resize(pixels, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    one, two = field_quality(pixels, cell_px=44), field_quality(large, cell_px=88)
    assert two.rim_width == pytest.approx(one.rim_width, rel=0.1)
    assert two.covered == pytest.approx(one.covered, rel=0.1)


@pytest.mark.parametrize(
    "pixels",
    [np.full((120, 160, 3), v, np.uint8) for v in (0, 128, 255)] + [np.full((1, 1, 3), 9, np.uint8)],
    ids=["black", "grey", "white", "one pixel"],
)
def test_a_field_without_cells_has_no_focus_to_tell(pixels: np.ndarray) -> None:
    field = field_quality(pixels, cell_px=40)
    assert isinstance(field, FieldQuality)
    assert (field.focus, field.crowding) == (Focus.UNKNOWN, Crowding.SPARSE)


def test_of_a_huge_picture_the_middle_is_measured() -> None:
    tile = render_smear(seed=5, white_cell=False).pixels
    assert field_quality(np.tile(tile, (6, 6, 1)), cell_px=40).focus is Focus.SHARP
