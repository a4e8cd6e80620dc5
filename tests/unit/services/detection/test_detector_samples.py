"""Training samples of the learned detector, from labels and a teacher's circles."""

from __future__ import annotations

import numpy as np
import pytest

from rbc_desk.core.cells.cell import AnnotatedCell, CellKind, DetectedCell
from rbc_desk.core.geometry.circles import Box, Circle
from rbc_desk.learn.locate.views import BASE_CELL_PX
from rbc_desk.services.detection.detector_samples import class_weights, distances, kinds_drawn, training_sample

PIXELS = np.full((400, 400, 3), 220, np.uint8)


def found(x: float, y: float, score: float, *, at_border: bool = False) -> DetectedCell:
    return DetectedCell(Circle(x, y, 17.0), score, at_border)


def centres(circles: np.ndarray) -> list[tuple[int, int]]:
    return sorted((round(place[0]), round(place[1])) for place in circles)


GRID = [(x, y) for x in (60, 160, 260, 360) for y in (60, 160, 260, 360)]


def test_points_take_the_circles_they_lie_in_and_a_point_in_none_is_uncertain() -> None:
    labelled = [AnnotatedCell(x + 6, y - 5, None, "normal") for x, y in GRID] + [AnnotatedCell(210, 210, None, None)]
    made = training_sample(PIXELS, labelled=labelled, found=[found(x, y, 0.9) for x, y in GRID])
    assert made is not None
    scale = BASE_CELL_PX / 34
    assert centres(made.places / scale) == sorted(GRID)
    assert centres(made.uncertain / scale) == [(210, 210)]


def test_on_a_smear_labelled_in_part_sure_circles_are_cells_and_others_uncertain() -> None:
    labelled = [AnnotatedCell(x, y, None, None) for x, y in GRID[:8]]
    circles = [found(x, y, 0.9) for x, y in GRID[:12]] + [found(x, y, 0.3) for x, y in GRID[12:]]
    made = training_sample(PIXELS, labelled=labelled, found=circles)
    assert made is not None
    assert centres(made.places) == sorted(GRID[:12])
    assert centres(made.uncertain) == sorted(GRID[12:])
    assert len(made.weak) == 0


def test_on_a_completely_labelled_smear_a_circle_without_a_label_is_weak_background() -> None:
    labelled = [AnnotatedCell(x, y, None, None) for x, y in GRID]
    circles = [found(x, y, 0.9) for x, y in GRID] + [found(210, 210, 0.9), found(390, 210, 0.9, at_border=True)]
    made = training_sample(PIXELS, labelled=labelled, found=circles)
    assert made is not None
    assert centres(made.weak) == [(210, 210)]
    assert (390, 210) in centres(made.places)


def test_boxes_stand_as_they_are_and_too_few_cells_teach_nothing() -> None:
    boxes = [AnnotatedCell(x, y, 20.0, None) for x, y in GRID]
    made = training_sample(PIXELS, labelled=boxes, found=[found(x + 3, y, 0.9) for x, y in GRID])
    assert made is not None
    assert np.allclose(np.sqrt((made.rays**2).mean(1)), BASE_CELL_PX / 2)
    assert training_sample(PIXELS, labelled=boxes[:2], found=[]) is None


def test_a_rare_class_counts_more_and_keeps_its_worth_with_its_circle() -> None:
    labelled = [AnnotatedCell(x, y, None, "normal") for x, y in GRID[:12]]
    labelled += [AnnotatedCell(x, y, None, "schistocyte") for x, y in GRID[12:15]] + [
        AnnotatedCell(*GRID[15], None, "teardrop")
    ]
    weights = class_weights([labelled])
    assert weights == {"normal": 1, "schistocyte": 2, "teardrop": pytest.approx(12**0.5)}
    assert class_weights([labelled * 9, [AnnotatedCell(1, 1, None, "burr")]])["burr"] == 4
    assert class_weights([]) == {}
    # the schistocytes' and the border's circles come first, one label has no circle
    circles = [found(x, y, 0.9) for x, y in reversed(GRID[1:])] + [found(390, 210, 0.9, at_border=True)]
    made = training_sample(PIXELS, labelled=labelled, found=circles, weights=weights)
    assert made is not None
    of = {(round(x), round(y)): w for (x, y), w in zip(made.places, made.weights, strict=True)}
    assert of == {place: weights[c.code] for place, c in zip(GRID[1:], labelled[1:], strict=True)} | {(390, 210): 1}


def test_a_box_gives_its_object_s_kind_and_extent_and_a_circle_beside_it_is_unclear() -> None:
    long = Box(40, 50, 80, 70)
    boxes = [AnnotatedCell(60, 60, 15.0, None, "", CellKind.RED, long)]
    boxes += [
        AnnotatedCell(x, y, 17.0, None, "", CellKind.RED, Box(x - 17, y - 17, x + 17, y + 17)) for x, y in GRID[1:15]
    ]
    boxes += [AnnotatedCell(210, 210, 40.0, None, "", CellKind.WHITE, Box(170, 170, 250, 250))]
    drawn = kinds_drawn([boxes])
    assert drawn == {CellKind.RED, CellKind.WHITE}
    made = training_sample(PIXELS, labelled=boxes, found=[found(360, 360, 0.9)], drawn=drawn)
    assert made is not None
    scale = BASE_CELL_PX / 34
    assert np.allclose(made.rays[0, [0, 16, 32, 48]] / scale, (20, 10, 20, 10))
    assert made.kinds.tolist() == [0] * 15 + [1]
    assert made.complete.tolist() == [True, True, False, False]
    assert centres(made.uncertain / scale) == [(360, 360)]


def test_distances_of_an_outline_are_those_of_its_corners_and_none_where_the_centre_is_outside() -> None:
    square = np.array([(-2.0, -1.0), (2.0, -1.0), (2.0, 1.0), (-2.0, 1.0)])
    reach = distances(square)
    assert reach is not None
    assert np.allclose(reach[[0, 16, 32, 48]], (2, 1, 2, 1))
    assert distances(square + 5) is None
