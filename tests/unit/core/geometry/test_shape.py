from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.geometry.circles import Ellipse
from rbc_desk.core.geometry.shape import CellShape

numbers = st.floats(-1e4, 1e4)


@st.composite
def shapes(draw: st.DrawFn) -> CellShape:
    minor = draw(st.floats(1, 100))
    ellipse = Ellipse(draw(numbers), draw(numbers), minor * draw(st.floats(1, 5)), minor, draw(st.floats(0, 179.9)))
    outline = draw(st.lists(numbers, min_size=6, max_size=30).filter(lambda values: len(values) % 2 == 0))
    part = st.floats(0.01, 1)
    return CellShape(ellipse, draw(st.floats(1, 1e5)), draw(part), draw(part), tuple(outline))


@given(shapes())
def test_a_shape_comes_back_from_the_store_to_a_tenth_of_a_pixel(shape: CellShape) -> None:
    back = CellShape.from_row(json.loads(json.dumps(shape.as_row())))
    assert back.outline == pytest.approx(shape.outline, abs=0.051)
    assert back.ellipse.major == pytest.approx(shape.ellipse.major, abs=0.0051)
    assert back == CellShape.from_row(back.as_row())


@given(shapes(), numbers, numbers)
def test_moving_a_shape_there_and_back_leaves_it_as_it_was(shape: CellShape, dx: float, dy: float) -> None:
    back = shape.moved(dx=dx, dy=dy).moved(dx=-dx, dy=-dy)
    assert back.outline == pytest.approx(shape.outline, abs=1e-6)
    assert back.area_px2 == shape.area_px2


def test_what_is_long_or_dented_is_not_round() -> None:
    def shape(aspect: float, solidity: float) -> CellShape:
        return CellShape(Ellipse(0, 0, 10 * aspect, 10, 0), 300, 0.9, solidity, (0, 0, 1, 0, 1, 1))

    assert shape(1.1, 0.99).is_round
    assert not shape(1.5, 0.99).is_round
    assert not shape(1.1, 0.8).is_round


@pytest.mark.parametrize(
    "fault",
    [
        {"area_px2": 0},
        {"area_px2": float("nan")},
        {"circularity": 1.2},
        {"solidity": 0},
        {"outline": (0, 0, 1, 1)},
        {"outline": (0, 0, 1, 1, 2, 2, 3)},
        {"outline": (0, 0, 1, 1, 2, float("inf"))},
    ],
)
def test_what_cannot_be_is_refused(fault: dict) -> None:
    values = {"area_px2": 9.0, "circularity": 1.0, "solidity": 1.0, "outline": (0, 0, 3, 0, 3, 3)}
    with pytest.raises(ValueError, match=r"outline|lie in"):
        CellShape(Ellipse(0, 0, 2, 1, 0), **(values | fault))


@pytest.mark.parametrize("numbers", [(0, 0, 1, 2, 0), (0, 0, 2, 0, 0), (0, 0, 2, 1, 180), (float("nan"), 0, 2, 1, 0)])
def test_an_ellipse_that_cannot_be_is_refused(numbers: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="ellipse"):
        Ellipse(*numbers)
