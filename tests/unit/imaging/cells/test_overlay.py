from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from rbc_desk.core.errors import StorageError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.cells.overlay import LegendEntry, Mark, draw_overlay, write_png

BLANK = np.full((100, 160, 3), 200, np.uint8)
PAPER = (
    LegendEntry("#d55e00", "Codocyte (target cell)", 6),
    LegendEntry("#0072b2", "Hypochromic cell", 9),
    LegendEntry("#007a5a", "Normal", 40),
)


def has_colour(pixels: np.ndarray, rgb: tuple[int, int, int]) -> bool:
    return bool((np.abs(pixels.astype(int) - rgb).max(axis=2) <= 2).any())


@settings(max_examples=60, deadline=None)
@given(
    x=st.floats(-300, 500),
    y=st.floats(-300, 500),
    r=st.floats(0.01, 400),
    dashed=st.booleans(),
    letters=st.sampled_from(["", "C", "Hz"]),
)
def test_any_circle_even_outside_leaves_the_smear_s_size_and_the_original_alone(
    x: float, y: float, r: float, dashed: bool, letters: str
) -> None:
    drawn = draw_overlay(BLANK, [Mark(Circle(x, y, r), "#0072b2", letters, dashed)])
    assert drawn.shape == BLANK.shape
    assert drawn.dtype == np.uint8
    assert (BLANK == 200).all()


@settings(max_examples=30, deadline=None)
@given(x=st.floats(40, 120), y=st.floats(40, 60), r=st.floats(8, 30), dashed=st.booleans())
def test_a_circle_paints_its_line_and_neither_its_middle_nor_what_lies_beyond(
    x: float, y: float, r: float, dashed: bool
) -> None:
    drawn = draw_overlay(BLANK, [Mark(Circle(x, y, r), "#0072b2", "", dashed)])
    yy, xx = np.nonzero((drawn != 200).any(axis=2))
    away = np.abs(np.hypot(xx - x, yy - y) - r)
    assert len(away) > 0
    assert away.max() < 5


def test_a_prediction_s_circle_has_gaps_and_a_confirmed_one_has_none() -> None:
    def painted(*, dashed: bool) -> float:
        drawn = draw_overlay(BLANK, [Mark(Circle(80, 50, 30), "#d55e00", "", dashed)])
        turn = np.linspace(0, 2 * np.pi, 200, endpoint=False)
        ring = drawn[np.rint(50 + 30 * np.sin(turn)).astype(int), np.rint(80 + 30 * np.cos(turn)).astype(int)]
        return float((ring != 200).any(axis=1).mean())

    assert painted(dashed=False) == 1
    assert 0.4 < painted(dashed=True) < 0.9


def test_letters_stand_beside_the_circle() -> None:
    plain = draw_overlay(BLANK, [Mark(Circle(80, 50, 20), "#d55e00", "", False)])
    lettered = draw_overlay(BLANK, [Mark(Circle(80, 50, 20), "#d55e00", "C", False)])
    rows, columns = np.nonzero((plain != lettered).any(axis=2))
    assert len(rows) > 0
    assert columns.min() > 80
    assert rows.max() < 50


def test_the_legend_goes_below_the_smear_and_shows_every_class_colour() -> None:
    smear = np.full((80, 640, 3), 200, np.uint8)
    drawn = draw_overlay(smear, [], legend=PAPER)
    assert (drawn[:80] == 200).all()
    assert drawn.shape[1:] == smear.shape[1:]
    for rgb in ((213, 94, 0), (0, 114, 178), (0, 122, 90)):
        assert has_colour(drawn[80:], rgb)


def test_a_narrow_smear_s_legend_takes_more_rows_so_that_no_class_is_cut_off() -> None:
    wide = draw_overlay(np.zeros((50, 640, 3), np.uint8), [], legend=PAPER)
    narrow = draw_overlay(np.zeros((50, 220, 3), np.uint8), [], legend=PAPER)
    assert len(narrow) > len(wide)
    for rgb in ((213, 94, 0), (0, 114, 178), (0, 122, 90)):
        assert has_colour(narrow[50:], rgb)
    assert (narrow[50:, -1] == 245).all()


def test_a_written_png_reads_back_as_it_was(tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (20, 30, 3), dtype=np.uint8)
    path = tmp_path / "überlagert" / "smear.png"
    write_png(path, pixels)
    assert np.array_equal(np.asarray(Image.open(path)), pixels)
    assert [p.name for p in path.parent.iterdir()] == ["smear.png"]


def test_a_png_that_cannot_be_written_is_told_as_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError):
        write_png(tmp_path / "file" / "smear.png", BLANK)


def test_marks_of_small_cells_leave_the_cells_in_sight() -> None:
    grey = np.full((120, 120, 3), 120, np.uint8)
    marks = [Mark(Circle(40 * i + 20.0, 60.0, 6.0), "#d55e00", "Bu", dashed=False) for i in range(3)]
    changed = (draw_overlay(grey, marks) != grey).any(2)
    assert (changed[60, [20, 60, 100]] == 0).all()
    assert changed.sum() < 3 * np.pi * 6 * 6  # with halo and letters, half as much again
