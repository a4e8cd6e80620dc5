"""Regions of a slide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.geometry.regions import LARGEST_FIELD_PX, Region, region_of

sides = st.integers(1, 40_000)


@given(st.integers(0, 99), st.integers(0, 99), sides, sides)
def test_the_fields_of_a_region_cover_it_once_and_none_is_too_large(x: int, y: int, width: int, height: int) -> None:
    fields = Region(x, y, width, height).fields()
    assert sum(field.width * field.height for field in fields) == width * height
    assert max(max(field.width, field.height) for field in fields) <= LARGEST_FIELD_PX
    assert not [1 for i, a in enumerate(fields) for b in fields[:i] if a.overlaps(b)]


def test_a_region_is_cut_off_at_the_border_of_the_slide() -> None:
    assert Region(90, 10, 50, 20).within(width=100, height=100) == Region(90, 10, 10, 20)
    assert Region(100, 10, 50, 20).within(width=100, height=100) is None


@pytest.mark.parametrize("text", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "-1,0,9,9", "0,0,0,9", "1.5,0,9,9"])
def test_a_text_that_is_no_region_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(SettingsError, match="12000,8000,1024,1024"):
        region_of(text)
