"""Algorithm 1 of the paper, step by step."""

from __future__ import annotations

import numpy as np
import pytest

from rbc_desk.core.errors import ImageTooLargeError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.cells.crop import PAPER_RECIPE, cut
from rbc_desk.imaging.detect import DETECTORS
from rbc_desk.imaging.detect.algorithm1 import EXPECTED_DIAMETER_PX, enlarged, hough_circles
from rbc_desk.imaging.field.diameter import typical_diameter
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.imaging.upscale import UPSCALERS

CELL_PX = 40.0
SMEAR = render_smear(
    seed=4, width=320, height=240, cell_px=CELL_PX, n_cells=18, overlap=0, white_cell=False, mix={"normal": 1.0}
)
STEPS = enlarged(SMEAR.pixels, diameter_px=CELL_PX, upscale=UPSCALERS["lanczos"].make())


def test_step_1_the_ratio_is_224_px_over_the_cell_s_diameter() -> None:
    assert EXPECTED_DIAMETER_PX == 224
    assert pytest.approx(224 / CELL_PX) == STEPS.ratio


def test_step_2_a_cell_of_the_enlarged_smear_is_224_px_wide() -> None:
    assert STEPS.pixels.shape == (round(240 * 5.6), round(320 * 5.6), 3)
    assert typical_diameter(STEPS.pixels) == pytest.approx(224, rel=0.05)


def test_steps_3_and_4_give_a_grey_of_higher_contrast() -> None:
    assert STEPS.equalised.shape == STEPS.pixels.shape[:2]
    assert STEPS.equalised.dtype == np.uint8
    assert STEPS.equalised.std() > STEPS.pixels.mean(axis=2).std()


def test_step_5_circles_lie_on_the_cells() -> None:
    circles = hough_circles(STEPS.equalised, diameter_px=224) / STEPS.ratio
    whole = [c for c in SMEAR.cells if 20 < c.x < 300 and 20 < c.y < 220]
    hit = [min(np.hypot(circles[:, 0] - c.x, circles[:, 1] - c.y)) < 4 for c in whole]
    assert np.mean(hit) >= 0.9


def test_step_6_a_cell_is_cut_out_and_padded_with_zeros_to_224_px() -> None:
    cell = next(c for c in SMEAR.cells if 30 < c.x < 290 and 30 < c.y < 210 and c.r and c.r < 19)
    crop = cut(
        SMEAR.pixels, circle=Circle(cell.x, cell.y, cell.r or 0), recipe=PAPER_RECIPE, typical_diameter_px=CELL_PX
    )
    assert crop.shape == (224, 224, 3)
    assert not crop[:2].any() and not crop[:, -2:].any()
    assert crop[112, 112].all()


def test_the_steps_together_are_the_detector() -> None:
    found = DETECTORS["algorithm1"].make({"diameter_px": CELL_PX})(SMEAR.pixels)
    expected = hough_circles(STEPS.equalised, diameter_px=224) / STEPS.ratio
    assert np.allclose([(c.circle.x, c.circle.y, c.circle.r) for c in found], expected)
    scores = [c.score for c in found]
    assert scores == sorted(scores, reverse=True)


def test_a_smear_that_would_take_hours_is_refused_with_a_way_out() -> None:
    pixels = np.broadcast_to(np.uint8(200), (8000, 8000, 3))
    with pytest.raises(ImageTooLargeError, match="another detector"):
        DETECTORS["algorithm1"].make({"diameter_px": 30})(pixels)
