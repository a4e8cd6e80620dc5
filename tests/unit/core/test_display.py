"""Display settings and their effect on levels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.display import DisplaySettings

SHARE = st.floats(-1, 1)
CHANNEL = st.floats(90, 250)


def test_a_plain_look_leaves_every_level():
    assert (DisplaySettings().tables() == np.arange(256)).all()
    assert DisplaySettings().is_plain


@given(SHARE, SHARE, SHARE, SHARE)
def test_a_brighter_level_never_becomes_darker_than_a_darker_one(brightness, contrast, warmth, tint):
    tables = DisplaySettings(brightness, contrast, warmth, tint).tables()
    assert tables.shape == (3, 256)
    assert (np.diff(tables.astype(int), axis=1) >= 0).all()


@given(CHANNEL, CHANNEL, CHANNEL)
def test_the_balance_makes_the_colour_it_is_given_grey_as_far_as_the_sliders_go(red, green, blue):
    look = DisplaySettings.whitening((red, green, blue))
    levels = (round(red), round(green), round(blue))
    shown = [float(table[level]) for table, level in zip(look.tables(), levels, strict=True)]
    if max(abs(look.warmth), abs(look.tint)) < 1 and max(shown) < 255:
        assert max(shown) - min(shown) <= 4


def test_warmth_raises_red_over_blue_and_tint_lowers_green():
    red, green, blue = DisplaySettings(warmth=0.5, tint=0.3).tables()[:, 120].astype(int)
    assert red > 120 > blue
    assert green < 120


def test_numbers_beyond_the_ends_of_the_sliders_are_refused():
    with pytest.raises(ValueError, match="numbers lie in"):
        DisplaySettings(brightness=1.2)
