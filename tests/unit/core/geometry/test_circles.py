from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.geometry.circles import Box, Circle

coordinates = st.floats(-1e4, 1e4)
lengths = st.floats(0.5, 1e3)
circles = st.builds(Circle, coordinates, coordinates, lengths)


@given(circles)
def test_a_circle_is_that_within_its_own_box(circle: Circle) -> None:
    again = Circle.within(circle.box)
    assert (again.x, again.y, again.r) == pytest.approx((circle.x, circle.y, circle.r), abs=1e-6)


@given(circles, circles)
def test_iou_is_symmetric_and_a_fraction(a: Circle, b: Circle) -> None:
    assert 0 <= a.box.iou(b.box) <= 1
    assert a.box.iou(b.box) == pytest.approx(b.box.iou(a.box))


@given(circles)
def test_a_box_covers_itself_wholly(circle: Circle) -> None:
    assert circle.box.iou(circle.box) == pytest.approx(1)


@given(circles, coordinates, coordinates)
def test_moving_there_and_back_changes_nothing(circle: Circle, dx: float, dy: float) -> None:
    back = circle.moved(dx=dx, dy=dy).moved(dx=-dx, dy=-dy)
    assert (back.x, back.y, back.r) == pytest.approx((circle.x, circle.y, circle.r), abs=1e-6)


@pytest.mark.parametrize(("x", "expected"), [(10.0, False), (9.9, True), (90.0, False), (90.1, True)])
def test_the_border_cuts_a_circle_that_reaches_over_it(x: float, expected: bool) -> None:
    assert Circle(x, 50, 10).cut_by_border(width=100, height=100) is expected


@pytest.mark.parametrize("radius", [0.0, -1.0, float("nan"), float("inf")])
def test_a_circle_without_a_positive_radius_cannot_be_built(radius: float) -> None:
    with pytest.raises(ValueError, match="circle"):
        Circle(1, 1, radius)


def test_an_empty_box_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="positive area"):
        Box(3, 0, 3, 5)
