"""Fields that were photographed twice are found; others are not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rbc_desk.core.errors import CancelledError
from rbc_desk.core.task import Task
from rbc_desk.imaging.field.duplicates import find_pairs, thumbprint
from rbc_desk.imaging.synth.smears import render_smear

FIELD = render_smear(seed=7, width=1000, height=760, cell_px=40, n_cells=130).pixels
OTHERS = [render_smear(seed=seed, width=640, height=480, cell_px=40, n_cells=60).pixels for seed in range(20, 28)]


def photographed(x: int, y: int, *, gamma: float = 1.0, tint: tuple[float, float, float] = (1, 1, 1), seed: int = 0):
    """The window of the field at (x, y), 640 x 480, with its own light, colour and noise."""
    random = np.random.default_rng(seed)
    window = FIELD[y : y + 480, x : x + 640] / 255.0
    light = window**gamma * np.array(tint) * np.linspace(0.85, 1, 640)[None, :, None]
    return np.clip(255 * light + random.normal(0, 5, window.shape), 0, 255).astype(np.uint8)


@settings(max_examples=8, deadline=None)
@given(x=st.integers(0, 300), y=st.integers(0, 240), gamma=st.floats(0.6, 1.6), seed=st.integers(0, 99))
def test_a_field_taken_again_with_another_shift_light_colour_and_noise_is_found(x, y, gamma, seed):
    pictures = [photographed(0, 0), *OTHERS[:3], photographed(x, y, gamma=gamma, tint=(0.9, 1, 0.8), seed=seed)]
    pairs = find_pairs([thumbprint(pixels) for pixels in pictures])
    assert [(pair.first, pair.second) for pair in pairs] == [(0, 4)]
    (pair,) = pairs
    assert (pair.dx * 640, pair.dy * 640) == pytest.approx((x, y), abs=4)
    assert pair.overlap == pytest.approx((640 - x) * (480 - y) / (640 * 480), abs=0.03)


def test_fields_of_their_own_are_not_paired():
    assert find_pairs([thumbprint(pixels) for pixels in OTHERS]) == ()


def test_new_pictures_are_compared_with_the_known_ones():
    (pair,) = find_pairs(
        [thumbprint(photographed(120, 40))], known=[thumbprint(OTHERS[0]), thumbprint(photographed(0, 0))]
    )
    assert (pair.first, pair.second) == (0, 2)
    assert (pair.dx * 640, pair.dy * 640) == pytest.approx((-120, -40), abs=4)


def test_an_empty_picture_is_like_none():
    blank = np.full((480, 640, 3), 230, np.uint8)
    assert find_pairs([thumbprint(blank), thumbprint(blank), thumbprint(OTHERS[0])]) == ()


def test_comparing_can_be_stopped():
    task = Task()
    task.stop()
    with pytest.raises(CancelledError):
        find_pairs([thumbprint(pixels) for pixels in OTHERS[:2]], task=task)
