"""Every registered detector keeps the detector contract."""

from __future__ import annotations

import numpy as np
import pytest

from rbc_desk.core.errors import CancelledError
from rbc_desk.core.task import Task
from rbc_desk.imaging.detect import DETECTORS
from rbc_desk.imaging.detect.measure import measure_cells
from rbc_desk.imaging.field.diameter import typical_diameter
from rbc_desk.imaging.synth.smears import render_smear

SMEAR = render_smear(seed=7, white_cell=False)
everyone = pytest.mark.parametrize("name", DETECTORS.names)


@everyone
def test_it_finds_most_cells_of_a_rendered_smear(name: str) -> None:
    found = DETECTORS[name].make()(SMEAR.pixels)
    hit = sum(
        any(np.hypot(c.circle.x - t.x, c.circle.y - t.y) < 0.4 * (t.r or 0) for c in found) for t in SMEAR.cells
    )
    assert hit >= (0.9 if name == "hough" else 0.7) * len(SMEAR.cells)
    assert len(found) <= 1.25 * len(SMEAR.cells)


@everyone
def test_the_same_smear_gives_the_same_cells(name: str) -> None:
    find = DETECTORS[name].make()
    assert find(SMEAR.pixels) == find(SMEAR.pixels)


@everyone
@pytest.mark.parametrize(
    "pixels",
    [np.full((120, 160, 3), 230, np.uint8), np.zeros((120, 160, 3), np.uint8), np.full((1, 1, 3), 9, np.uint8)],
    ids=["blank", "black", "one pixel"],
)
def test_an_empty_field_has_no_cells(name: str, pixels: np.ndarray) -> None:
    assert DETECTORS[name].make()(pixels) == []


@everyone
def test_it_stops_when_told(name: str) -> None:
    task = Task()
    task.stop()
    with pytest.raises(CancelledError):
        DETECTORS[name].make()(SMEAR.pixels, task=task)


@pytest.mark.parametrize("cell_px", [24.0, 44.0, 90.0])
def test_the_cell_width_is_measured_from_the_smear(cell_px: float) -> None:
    smear = render_smear(seed=2, cell_px=cell_px, n_cells=30)
    assert typical_diameter(smear.pixels) == pytest.approx(cell_px, rel=0.1)


def test_a_point_off_the_centre_gets_its_own_cell_s_circle() -> None:
    truth = [c for c in SMEAR.cells if 30 < c.x < 610 and 30 < c.y < 450]
    points = [(c.x + 0.4 * (c.r or 0), c.y) for c in truth]
    circles = measure_cells(SMEAR.pixels, points=points)
    near = [np.hypot(m.x - c.x, m.y - c.y) < 0.3 * (c.r or 0) for m, c in zip(circles, truth, strict=True)]
    assert len(circles) == len(points)
    assert np.mean(near) > 0.85
