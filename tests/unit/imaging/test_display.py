"""Pixels prepared for the screen."""

from __future__ import annotations

import numpy as np

from rbc_desk.core.display import DisplaySettings
from rbc_desk.imaging.display import apply_tables, as_screen_pixels, background_colour
from rbc_desk.imaging.synth.smears import render_smear


def test_screen_pixels_hold_the_same_colours():
    pixels = np.random.default_rng(1).integers(0, 256, (5, 7, 3), np.uint8)
    made = as_screen_pixels(pixels)
    assert (made[:, :, 2::-1] == pixels).all()
    assert (made[:, :, 3] == 255).all()


def test_tables_are_applied_channel_by_channel():
    screen = as_screen_pixels(np.full((3, 3, 3), (200, 120, 40), np.uint8))
    tables = DisplaySettings(brightness=0.2, warmth=0.4).tables()
    apply_tables(screen, tables)
    assert screen[1, 1].tolist() == [tables[2, 40], tables[1, 120], tables[0, 200], 255]


def test_the_ground_between_the_cells_is_found_under_a_cast():
    pixels = render_smear(seed=4, white_cell=False).pixels
    plain = background_colour(pixels)
    cast = background_colour((pixels * (1.0, 0.9, 0.7)).astype(np.uint8))
    assert np.allclose(np.array(cast), np.array(plain) * (1.0, 0.9, 0.7), atol=2)
