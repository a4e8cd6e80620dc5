"""Smears of many fields."""

from __future__ import annotations

from tests.e2e.test_bad_input import check_memory
from tests.unit.imaging.detect.test_tiles import check_many_fields


def test_a_smear_of_a_hundred_fields_takes_little_more_memory_than_its_picture() -> None:
    """9000 x 9000 pixels are 232 MiB, some 11,000 cells."""
    check_memory(side=10, picture_mib=232, more_mib=500)


def test_a_smear_of_a_hundred_fields_is_measured_on_windows_and_searched_in_tiles() -> None:
    check_many_fields(side=10)
