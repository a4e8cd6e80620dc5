from __future__ import annotations

import numpy as np
import pytest

from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.cells.thumbs import thumbnails


def disc(x: float, y: float, r: float) -> np.ndarray:
    yy, xx = np.mgrid[:120, :160]
    pixels = np.full((120, 160, 3), 240, np.uint8)
    pixels[np.hypot(xx - x, yy - y) < r] = (150, 40, 60)
    return pixels


@pytest.mark.parametrize("r", [6.0, 15.0, 40.0])
def test_a_cell_fills_its_square_whatever_its_size(r: float) -> None:
    (picture,) = thumbnails(disc(80, 60, r), [Circle(80, 60, r)], side_px=50)
    share = (picture[:, :, 1] < 140).mean()
    assert abs(share - np.pi / 4 / 1.25**2) < 0.06
    assert tuple(picture[25, 25]) == (150, 40, 60)


def test_beyond_the_smear_is_grey() -> None:
    (picture,) = thumbnails(disc(0, 60, 20), [Circle(0, 60, 20)], side_px=40)
    assert (picture[:, :18] == 128).all()
    assert tuple(picture[20, 30]) == (150, 40, 60)


@pytest.mark.parametrize(("x", "y", "inside"), [(0, 60, (2, 20)), (159, 119, (37, 37)), (80, 0, (20, 2))])
def test_at_the_border_the_view_is_shifted_onto_the_smear(x: float, y: float, inside: tuple[int, int]) -> None:
    (picture,) = thumbnails(disc(x, y, 20), [Circle(x, y, 20)], side_px=40, inside=True)
    assert set(map(tuple, picture[::39, ::39].reshape(-1, 3).tolist())) <= {(240, 240, 240), (150, 40, 60)}
    assert tuple(picture[inside[1], inside[0]]) == (150, 40, 60)


def test_a_cell_wider_than_the_smear_is_shown_with_all_its_height() -> None:
    (picture,) = thumbnails(disc(80, 60, 70), [Circle(80, 60, 70)], side_px=40, inside=True)
    assert (picture == (150, 40, 60)).all(axis=2).mean() > 0.7


def test_a_circle_far_off_the_smear_is_all_grey_and_no_cells_give_no_pictures() -> None:
    assert (thumbnails(disc(80, 60, 9), [Circle(-500, 60, 9)], side_px=12) == 128).all()
    assert thumbnails(disc(80, 60, 9), [], side_px=12).shape == (0, 12, 12, 3)
