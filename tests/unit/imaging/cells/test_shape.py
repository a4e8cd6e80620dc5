"""Outlines of cells: against rendered truth of any size, rotation and tint, and on real labelled cells."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from rbc_desk.core.cells.cell import DetectedCell
from rbc_desk.core.errors import CancelledError
from rbc_desk.core.geometry.circles import Circle, Ellipse
from rbc_desk.core.geometry.shape import CellShape
from rbc_desk.core.task import Task
from rbc_desk.imaging.cells.outline import shape_of_outline
from rbc_desk.imaging.cells.shape import measure_shapes, with_shapes
from rbc_desk.imaging.detect import DEFAULT_DETECTOR, DETECTORS
from rbc_desk.imaging.read import read_image
from rbc_desk.imaging.synth.shapes import Kind, ShapedCell, render_shapes
from rbc_desk.imaging.synth.smears import render_smear


def ellipse(x: float, y: float, *, major: float, aspect: float, angle: float) -> ShapedCell:
    return ShapedCell(Kind.ELLIPSE, Ellipse(x, y, major, major / aspect, angle % 180))


def turned(one: float, other: float) -> float:
    """Degrees between two axes."""
    return abs((one - other + 90) % 180 - 90)


def assert_fits(shape: CellShape | None, truth: Ellipse, *, part: float = 0.08) -> None:
    assert shape is not None
    e = shape.ellipse
    assert np.hypot(e.x - truth.x, e.y - truth.y) < 0.1 * truth.minor + 0.6
    assert e.major == pytest.approx(truth.major, rel=part)
    assert e.minor == pytest.approx(truth.minor, rel=part)
    if truth.elongation > 1.3:
        assert turned(e.angle_deg, truth.angle_deg) < 10


@settings(max_examples=25, deadline=None)
@given(
    major=st.floats(14, 70),
    aspect=st.floats(1, 2.6),
    angle=st.floats(0, 179.9),
    tint=st.tuples(*[st.floats(0.7, 1.1)] * 3),
    seed=st.integers(0, 1000),
)
@example(major=20, aspect=1, angle=0, tint=(1.0, 1.0, 1.0), seed=0)
def test_a_lone_ellipse_is_measured_at_any_size_turn_and_tint(
    major: float, aspect: float, angle: float, tint: tuple[float, float, float], seed: int
) -> None:
    side = round(7 * major)
    cells = [
        ellipse(0.27 * side, 0.3 * side, major=major, aspect=aspect, angle=angle),
        ellipse(0.72 * side, 0.7 * side, major=major, aspect=aspect, angle=angle + 70),
    ]
    pixels, truth = render_shapes(cells, width=side, height=side, seed=seed, tint=tint)
    shapes = measure_shapes(pixels, [cell.circle for cell in truth])
    for shape, cell in zip(shapes, truth, strict=True):
        assert_fits(shape, cell.ellipse)


@pytest.mark.parametrize("kind", [Kind.TEARDROP, Kind.SICKLE])
@pytest.mark.parametrize("angle", [0, 35, 110])
def test_teardrops_and_sickles_are_long_and_their_outline_is_where_they_are(kind: Kind, angle: float) -> None:
    cell = ShapedCell(kind, Ellipse(60, 60, 26, 11, angle))
    pixels, (truth,) = render_shapes([cell], width=120, height=120, pallor=0)
    (shape,) = measure_shapes(pixels, [truth.circle])
    assert_fits(shape, truth.ellipse, part=0.1)
    assert shape is not None
    assert not shape.is_round
    green = pixels[:, :, 1].astype(float)
    assert shape.area_px2 == pytest.approx((green < 165).sum(), rel=0.12)


def test_a_dent_shows_in_the_solidity_and_a_tail_in_the_circularity() -> None:
    cells = [
        ShapedCell(kind, Ellipse(60 + 100 * i, 60, 26, 13, 20))
        for i, kind in enumerate((Kind.ELLIPSE, Kind.TEARDROP, Kind.SICKLE))
    ]
    pixels, truth = render_shapes(cells, width=320, height=120, pallor=0)
    oval, drop, sickle = measure_shapes(pixels, [cell.circle for cell in truth])
    assert oval and drop and sickle
    assert sickle.solidity < 0.9 < oval.solidity
    assert drop.circularity < oval.circularity


@settings(max_examples=20, deadline=None)
@given(angle=st.floats(0, 179), gap=st.floats(-0.12, 0.05), aspect=st.floats(1, 1.5), seed=st.integers(0, 1000))
def test_touching_cells_are_split_between_them(angle: float, gap: float, aspect: float, seed: int) -> None:
    along = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    apart = (2 + gap) * 22 * along
    first, second = np.array([100, 100]) - apart / 2, np.array([100, 100]) + apart / 2
    cells = [ellipse(*first, major=22, aspect=aspect, angle=angle), ellipse(*second, major=22, aspect=1, angle=0)]
    pixels, truth = render_shapes(cells, width=200, height=200, seed=seed)
    shapes = measure_shapes(pixels, [cell.circle for cell in truth])
    for shape, cell in zip(shapes, truth, strict=True):
        assert shape is not None
        assert shape.area_px2 == pytest.approx(np.pi * cell.ellipse.major * cell.ellipse.minor, rel=0.2)
        assert np.hypot(shape.ellipse.x - cell.ellipse.x, shape.ellipse.y - cell.ellipse.y) < 4


@pytest.mark.parametrize(
    "changed",
    [lambda p: 255 - p, lambda p: np.repeat(p.mean(2, keepdims=True).astype(np.uint8), 3, axis=2)],
    ids=["inverted", "grey"],
)
def test_inverted_and_grey_smears_have_outlines_too(changed) -> None:
    cells = [ellipse(60 + 70 * i, 60, major=22, aspect=1.5, angle=30 * i) for i in range(4)]
    pixels, truth = render_shapes(cells, width=330, height=120)
    for shape, cell in zip(measure_shapes(changed(pixels), [c.circle for c in truth]), truth, strict=True):
        assert_fits(shape, cell.ellipse, part=0.12)


def test_round_cells_of_a_rendered_smear_are_told_as_round() -> None:
    smear = render_smear(seed=3, overlap=0, white_cell=False)
    cells = with_shapes(smear.pixels, DETECTORS[DEFAULT_DETECTOR].make()(smear.pixels))
    known = [cell for cell in cells if cell.shape is not None]
    assert len(known) > 0.8 * sum(not cell.at_border for cell in cells)
    assert np.mean([cell.shape.is_round for cell in known if cell.shape]) > 0.9
    for cell in known:
        assert cell.shape is not None
        assert cell.circle.contains(cell.shape.ellipse.x, cell.shape.ellipse.y)


def test_overlapping_cells_keep_the_whole_outlines_that_the_detector_drew() -> None:
    places = [(80, 80), (104, 86), (180, 80)]  # two that overlap, and one alone
    pixels, truth = render_shapes(
        [ellipse(x, y, major=22, aspect=1.15, angle=30) for x, y in places], width=260, height=160, pallor=0.1
    )
    turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    found = []
    for cell in truth:
        e, a = cell.ellipse, np.radians(cell.ellipse.angle_deg)
        along, across = e.major * np.cos(turns), e.minor * np.sin(turns)
        outline = np.column_stack(
            [e.x + along * np.cos(a) - across * np.sin(a), e.y + along * np.sin(a) + across * np.cos(a)]
        )
        found.append(DetectedCell(Circle(e.x, e.y, 1.03 * e.major), 0.9, shape=shape_of_outline(outline)))
    shaped = with_shapes(pixels, found)
    for cell, before in zip(shaped, truth, strict=True):
        assert_fits(cell.shape, before.ellipse, part=0.12)
    assert [cell.shape is own.shape for cell, own in zip(shaped, found, strict=True)] == [True, True, False]


def test_the_same_smear_gives_the_same_shapes() -> None:
    smear = render_smear(seed=5)
    circles = [Circle(c.x, c.y, c.r or 1) for c in smear.cells]
    assert measure_shapes(smear.pixels, circles) == measure_shapes(smear.pixels, circles)


def test_a_cell_that_the_border_cuts_and_a_circle_on_glass_have_none() -> None:
    cells = [ellipse(4, 60, major=20, aspect=1, angle=0), ellipse(80, 60, major=20, aspect=1, angle=0)]
    pixels, truth = render_shapes(cells, width=200, height=120)
    circles = [*(cell.circle for cell in truth), Circle(160, 60, 20)]
    cut, whole, nothing = measure_shapes(pixels, circles)
    assert (cut, nothing) == (None, None)
    assert whole is not None


def test_a_smear_in_tiles_gives_what_it_gives_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = [
        ellipse(60 + 90 * i, 60 + 90 * j, major=22, aspect=1.6, angle=25 * i) for i in range(5) for j in range(4)
    ]
    pixels, truth = render_shapes(cells, width=480, height=390)
    circles = [cell.circle for cell in truth]
    whole = measure_shapes(pixels, circles)
    monkeypatch.setattr("rbc_desk.imaging.cells.shape._TILE_PX", 170)
    for one, other, cell in zip(measure_shapes(pixels, circles), whole, truth, strict=True):
        assert_fits(one, cell.ellipse)
        assert_fits(other, cell.ellipse)


def test_nothing_is_measured_of_no_cells_and_a_stop_is_heard() -> None:
    assert measure_shapes(np.full((40, 40, 3), 200, np.uint8), []) == []
    task = Task()
    task.stop()
    with pytest.raises(CancelledError):
        measure_shapes(np.full((40, 40, 3), 200, np.uint8), [Circle(20, 20, 9)], task=task)


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 1000),
    blur=st.integers(0, 3),
    circles=st.lists(
        st.builds(Circle, st.floats(-20, 70), st.floats(-20, 60), st.floats(0.5, 60)), min_size=1, max_size=6
    ),
)
def test_any_picture_and_circles_give_one_answer_each(seed: int, blur: int, circles: list[Circle]) -> None:
    picture = np.random.default_rng(seed).integers(0, 256, (40, 48, 3), np.uint8)
    for _ in range(blur):
        picture = (picture // 2 + np.roll(picture, 1, axis=(0, 1)) // 2).astype(np.uint8)
    assert len(measure_shapes(picture, circles)) == len(circles)


def test_the_elongation_tells_real_elliptocytes_from_normal_cells(shared_data: Path) -> None:
    find = DETECTORS[DEFAULT_DETECTOR].make()
    long: dict[str, list[float]] = {"0": [], "12": []}
    for number in (1, 300, 710, 730):
        pixels = read_image(shared_data / "chula" / "images" / f"{number}.jpg").pixels
        cells = with_shapes(pixels, find(pixels))
        for line in (shared_data / "chula" / "labels" / f"{number}.txt").read_text().splitlines():
            x, y, kind = line.split()
            inside = [c.shape for c in cells if c.shape and c.circle.contains(float(x), float(y))]
            if kind in long and inside:
                long[kind].append(inside[0].elongation)
    assert min(len(values) for values in long.values()) > 15
    target = [0] * len(long["0"]) + [1] * len(long["12"])
    assert roc_auc_score(target, long["0"] + long["12"]) > 0.95
