from __future__ import annotations

import cv2
import numpy as np

from rbc_desk.core.cells.cell import DetectedCell
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.detect.pieces import one_cell_per_piece

GLASS, CELL = (226, 222, 214), (190, 120, 140)


def field() -> np.ndarray:
    pixels = np.full((240, 320, 3), GLASS, np.uint8)
    cv2.ellipse(pixels, (90, 120), (40, 18), 20, 0, 360, CELL, cv2.FILLED)  # one long cell
    cv2.circle(pixels, (210, 110), 24, CELL, cv2.FILLED)  # two cells that touch
    cv2.circle(pixels, (252, 110), 24, CELL, cv2.FILLED)
    cv2.circle(pixels, (160, 200), 22, CELL, cv2.FILLED)  # overlooked
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), 1), np.uint8)


def cell(x: float, y: float, r: float) -> DetectedCell:
    return DetectedCell(Circle(x, y, r), 0.7)


def test_two_circles_on_a_long_cell_become_one_of_its_area_and_touching_cells_stay_two() -> None:
    found = one_cell_per_piece(
        [cell(70, 112, 18), cell(112, 128, 18), cell(210, 110, 24), cell(252, 110, 24)], field(), diameter_px=48
    )
    long = [c for c in found if abs(c.circle.x - 90) < 25 and abs(c.circle.y - 120) < 25]
    assert len(long) == 1
    assert abs(long[0].circle.r - np.sqrt(40 * 18)) < 2.5
    assert sorted(round(c.circle.x) for c in found if c.circle.x > 195) == [210, 252]


def test_an_overlooked_piece_is_named_with_a_low_score() -> None:
    found = one_cell_per_piece([], field(), diameter_px=48)
    lone = [c for c in found if abs(c.circle.x - 160) < 4 and abs(c.circle.y - 200) < 4]
    assert len(lone) == 1
    assert lone[0].score < 0.5


def test_a_large_long_piece_with_one_label_is_one_cell_and_with_two_it_stays_as_found() -> None:
    pixels = np.full((240, 320, 3), GLASS, np.uint8)
    cv2.ellipse(pixels, (160, 120), (48, 26), 0, 0, 360, CELL, cv2.FILLED)
    two = [cell(136, 120, 25), cell(184, 120, 25)]
    assert len(one_cell_per_piece(two, pixels, diameter_px=48)) == 2
    assert len(one_cell_per_piece(two, pixels, diameter_px=48, points=[(150, 118)])) == 1
    assert len(one_cell_per_piece(two, pixels, diameter_px=48, points=[(136, 120), (184, 120)])) == 2
