"""Pallor and colour of drawn cells of known stain."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.cells.morphometry import measure_stain
from rbc_desk.imaging.cells.shape import measure_shapes

LIGHT, STAINED, PALE, DENSE = (230, 230, 235), (190, 110, 120), (215, 180, 185), (150, 60, 70)


def smear(*cells: tuple[int, int, int, tuple[int, int, int]]):
    """Cells at x, y with radius r and the colour of their centre."""
    pixels = np.full((200, 300, 3), LIGHT, np.uint8)
    for x, y, r, middle in cells:
        cv2.circle(pixels, (x, y), r, STAINED, -1)
        cv2.circle(pixels, (x, y), r // 2, middle, -1)
    return pixels, [Circle(x, y, r) for x, y, r, _ in cells]


def test_pallor_is_the_light_of_the_centre_against_the_rim():
    pixels, circles = smear((60, 60, 20, STAINED), (150, 60, 20, PALE), (230, 140, 20, DENSE))
    for shapes in ([None] * 3, measure_shapes(pixels, circles)):
        pallor, _ = measure_stain(pixels, circles, shapes=shapes)
        assert pallor[0] == pytest.approx(0, abs=0.02)
        assert pallor[1] == pytest.approx(1 - np.log10(231 / 181) / np.log10(231 / 111), abs=0.03)
        assert pallor[2] < -0.5


def test_the_colour_is_that_of_the_cell_alone():
    pixels, circles = smear((60, 60, 20, STAINED))
    _, colour = measure_stain(pixels, circles, shapes=measure_shapes(pixels, circles))
    assert colour[0] == pytest.approx(STAINED, abs=10)  # its outline takes in part of the rim


def test_what_is_not_stained_or_not_on_the_image_has_no_pallor():
    pixels, _ = smear()
    pallor, colour = measure_stain(pixels, [Circle(100, 100, 20), Circle(-60, 20, 20)], shapes=[None, None])
    assert np.isnan(pallor).all()
    assert np.isfinite(colour[0]).all() and np.isnan(colour[1]).all()
    assert measure_stain(pixels, [], shapes=[])[1].shape == (0, 3)
