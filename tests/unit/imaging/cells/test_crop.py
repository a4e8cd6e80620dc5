from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rbc_desk.core.files.hashing import hash_json
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.cells.crop import (
    CONTEXT_RECIPE,
    DEFAULT_RECIPE,
    PAPER_RECIPE,
    SAME_SCALE,
    cut,
    decode_png,
    encode_png,
)

WHITE = np.full((200, 300, 3), 255, np.uint8)


def test_the_paper_s_typical_cell_fills_its_224_pixels() -> None:
    crop = cut(WHITE, circle=Circle(150, 100, 20), recipe=PAPER_RECIPE, typical_diameter_px=40)
    assert crop.shape == (224, 224, 3)
    assert crop.min() == 255


def test_a_smaller_cell_is_padded_with_zeros_on_all_sides() -> None:
    crop = cut(WHITE, circle=Circle(150, 100, 10), recipe=PAPER_RECIPE, typical_diameter_px=40)
    inside = np.argwhere(crop.any(-1))
    assert np.abs(inside.min(0) - 56).max() <= 1
    assert np.abs(inside.max(0) - 167).max() <= 1


@settings(max_examples=40, deadline=None)
@given(st.floats(-30, 330), st.floats(-30, 230), st.floats(2, 80), st.floats(10, 120))
def test_every_circle_gives_a_crop_of_the_recipe_s_size(x: float, y: float, r: float, typical: float) -> None:
    crop = cut(WHITE, circle=Circle(x, y, r), recipe=DEFAULT_RECIPE, typical_diameter_px=typical)
    assert crop.shape == (224, 224, 3)
    assert crop.dtype == np.uint8


def test_size_is_kept_relative_to_the_typical_cell() -> None:
    def width(radius: float) -> int:
        crop = cut(WHITE, circle=Circle(150, 100, radius), recipe=DEFAULT_RECIPE, typical_diameter_px=40)
        return int(crop.any(-1).any(0).sum())

    assert width(24) / width(16) == pytest.approx(1.5, abs=0.03)


def test_a_png_gives_back_every_pixel() -> None:
    crop = np.random.default_rng(0).integers(0, 255, (224, 224, 3), np.uint8)
    assert np.array_equal(decode_png(encode_png(crop)), crop)


def test_the_default_recipe_keeps_the_name_under_which_projects_store_its_crops() -> None:
    assert DEFAULT_RECIPE.hash == hash_json({"size_px": 224, "cell_px": 160.0, "margin": 1.0})[:16]
    assert PAPER_RECIPE.hash != DEFAULT_RECIPE.hash


def test_the_paper_s_recipe_enlarges_by_the_named_upscaler_and_fills_the_crop() -> None:
    from rbc_desk.imaging.synth.smears import render_smear

    smear = render_smear(seed=2, overlap=0, white_cell=False)
    cell = next(c for c in smear.cells if 60 < c.x < 580 and 60 < c.y < 420)
    circle = Circle(cell.x, cell.y, 22)
    crops = [
        cut(smear.pixels, circle=circle, recipe=recipe, typical_diameter_px=44).astype(int)
        for recipe in (PAPER_RECIPE, PAPER_RECIPE.model_copy(update={"upscaler": ""}))
    ]
    assert (crops[0][112] > 0).all()
    assert 0 < np.abs(crops[0] - crops[1]).mean() < 3  # another interpolation of the same cell in the same place


def bar(length_px: int) -> np.ndarray:
    """A white bar of this length in the middle of a grey field."""
    pixels = np.full((300, 300, 3), 90, np.uint8)
    pixels[140:160, 150 - length_px // 2 : 150 + length_px // 2] = 255
    return pixels


def bar_in(crop: np.ndarray) -> int:
    return int((crop[crop.shape[0] // 2, :, 0] > 170).sum())


def test_with_surroundings_the_crop_shows_what_is_around_the_cell() -> None:
    crop = cut(bar(40), circle=Circle(150, 150, 8), recipe=CONTEXT_RECIPE, typical_diameter_px=40)
    assert crop.shape == (80, 80, 3)
    assert crop.min() == 90
    assert bar_in(crop) == 40


@pytest.mark.parametrize("typical_px", [40.0, 40 * SAME_SCALE * 0.99, 40 / SAME_SCALE * 1.01])
def test_smears_near_the_reference_width_are_all_taken_at_its_scale(typical_px: float) -> None:
    recipe = CONTEXT_RECIPE.model_copy(update={"reference_px": 40.0})
    crop = cut(bar(40), circle=Circle(150, 150, 20), recipe=recipe, typical_diameter_px=typical_px)
    assert bar_in(crop) == 40


@pytest.mark.parametrize("typical_px", [20.0, 80.0])
def test_smears_of_another_scale_are_scaled_by_their_own_typical_cell(typical_px: float) -> None:
    recipe = CONTEXT_RECIPE.model_copy(update={"reference_px": 40.0})
    crop = cut(bar(int(typical_px)), circle=Circle(150, 150, 20), recipe=recipe, typical_diameter_px=typical_px)
    assert abs(bar_in(crop) - 40) <= 2
