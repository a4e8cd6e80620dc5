"""Matching names in a table to image files."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.files.images import distinct_names
from rbc_desk.services.detection.given_cells import GivenCells, read_given_cells

FILES = [Path("/lab/dog 1/1.jpg"), Path("/lab/dog 2/1.jpg"), Path("/lab/dog 2/Smear.png")]


def matched(tmp_path: Path, *names: str, files: list[Path] = FILES) -> GivenCells:
    table = tmp_path / "cells.csv"
    table.write_text("image,x,y\n" + "".join(f"{name},1,2\n" for name in names), encoding="utf-8")
    return read_given_cells(table, files=files)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("dog 1/1.jpg", FILES[0]),
        ("./dog 2/1.jpg", FILES[1]),
        ("/lab/dog 2/1.jpg", FILES[1]),
        ("lab\\dog 1\\1.jpg", FILES[0]),
        ("Smear.png", FILES[2]),
        ("smear.PNG", FILES[2]),
        ("D:\\elsewhere\\Smear.png", FILES[2]),
        ("DOG 1/1.JPG", FILES[0]),
    ],
)
def test_a_name_means_the_picture_whose_path_ends_as_it_says(tmp_path: Path, written: str, meant: Path) -> None:
    found = matched(tmp_path, written)
    assert list(found.by_file) == [meant]
    assert not found.problems


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_whose_accents_a_mac_wrote_as_letters_of_their_own_is_the_same_name(tmp_path: Path, form: str) -> None:
    file = Path("/lab") / unicodedata.normalize(form, "Frottis é.png")
    found = matched(tmp_path, unicodedata.normalize("NFD" if form == "NFC" else "NFC", file.name), files=[file])
    assert list(found.by_file) == [file]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1.jpg", "may be /lab/dog 1/1.jpg or /lab/dog 2/1.jpg"),
        ("dog 3/1.jpg", "may be"),
        ("Smeer.png", "Did you mean Smear.png"),
    ],
)
def test_a_name_that_means_none_or_several_is_told_of(tmp_path: Path, written: str, words: str) -> None:
    found = matched(tmp_path, written, "Smear.png")
    assert list(found.by_file) == [FILES[2]]
    (problem,) = found.problems
    assert words in problem.message
    assert "1 cell of" in problem.message


@pytest.mark.parametrize(
    ("names", "read"),
    [
        (("dog 1/1.jpg", "dog 3/1.jpg"), 1),
        (("dog 3/1.jpg", "D:\\dog 4\\1.jpg"), 0),
        (("dog 3/1.jpg", "DOG 3/1.JPG"), 2),
    ],
    ids=["one is here", "none is here", "the same folder"],
)
def test_images_of_several_folders_do_not_become_one(tmp_path: Path, names: tuple[str, str], read: int) -> None:
    found = matched(tmp_path, *names, files=FILES[:1])
    assert sum(map(len, found.by_file.values())) == read
    assert len(found.problems) == len(names) - read
    assert all("Several images of the table" in problem.message for problem in found.problems)


def test_pictures_that_the_table_does_not_name_are_told_of(tmp_path: Path) -> None:
    assert [str(words) for words in matched(tmp_path, "dog 1/1.jpg").notes] == [
        "/lab/dog 2/1.jpg has no cells in the table.",
        "/lab/dog 2/Smear.png has no cells in the table.",
    ]


SEGMENT = st.text("ab1 ", min_size=1, max_size=3).filter(lambda text: text.strip() == text)
FOLDERS = st.lists(SEGMENT, min_size=1, max_size=3)
PATHS = st.lists(FOLDERS.map(lambda parts: Path("/top", *parts)), min_size=1, max_size=6, unique=True)


@given(PATHS)
def test_the_names_of_any_pictures_differ_and_find_them_again(files: list[Path]) -> None:
    names = distinct_names(files)
    assert len(set(names.values())) == len(files)
    for file, name in names.items():
        assert file.as_posix().endswith(name)
        assert not Path(name).is_absolute()
