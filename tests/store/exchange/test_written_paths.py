"""Paths as tables and data sets write them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.store.exchange.written_paths import folded_parts, parts_of, same_end

NAMES = st.text("abcXYZ é กä.1", min_size=1, max_size=8).filter(lambda name: name.strip(". ") != "")
PATHS = st.lists(NAMES, min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("a/1.jpg", ("a", "1.jpg")),
        ("./a/../1.jpg", ("a", "1.jpg")),
        ("/a/1.jpg", ("a", "1.jpg")),
        ("a\\1.jpg", ("a", "1.jpg")),
        ("D:\\a\\1.jpg", ("a", "1.jpg")),
        ("D:1.jpg", ("1.jpg",)),
        ("\\\\server\\share\\a\\1.jpg", ("a", "1.jpg")),
        ("", ()),
    ],
)
def test_the_parts_of_a_path_are_those_of_the_system_that_wrote_it(written: str, parts: tuple[str, ...]) -> None:
    assert parts_of(written) == parts


@given(path=PATHS)
def test_a_path_is_the_same_one_in_another_case_on_another_system_and_as_a_mac_writes_it(path: list[str]) -> None:
    wanted = folded_parts(path)
    assert folded_parts(parts_of("/".join(path))) == wanted
    assert folded_parts(parts_of("D:\\" + "\\".join(path))) == wanted
    assert folded_parts(unicodedata.normalize("NFD", part) for part in path) == wanted
    assert folded_parts(part.upper() for part in path) == wanted


@given(a=PATHS, b=PATHS, end=PATHS)
def test_as_many_parts_are_equal_as_the_two_have_in_common_at_their_end(
    a: list[str], b: list[str], end: list[str]
) -> None:
    n = same_end([*a, "|", *end], [*b, "/", *end])
    assert n == len(end)
    assert same_end(end, [*a, *end]) == len(end)
