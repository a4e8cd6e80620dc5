"""Size, shape and pallor of the cells of a project."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.services.cells import labelling
from rbc_desk.services.cells.morphometry import MEASURES, morphometry
from rbc_desk.services.project.project import create_project
from rbc_desk.services.smears import library


@pytest.fixture
def project(tmp_path):
    pixels = np.full((200, 300, 3), 230, np.uint8)
    for x, r in ((60, 20), (150, 20), (240, 30)):
        cv2.circle(pixels, (x, 100), r, (120, 110, 190), -1)
    path = tmp_path / "smear.png"
    cv2.imwrite(str(path), pixels)
    made = create_project(tmp_path / "project", reader="ann")
    library.add_smears(made, [path])
    for x, r in ((60, 20), (150, 20), (240, 30), (5, 20), (100, 20)):
        labelling.add_cell(made, smear_id=1, circle=Circle(x, 100, r))
    labelling.set_state(made, cell_ids=[5], state=CellState.REJECTED)
    yield made
    made.close()


def test_whole_cells_are_measured_by_their_circle_where_there_is_no_outline(project):
    found = morphometry(project, [1])
    assert found.cell_ids.tolist() == [1, 2, 3]
    assert found.unit == "px"
    assert found.diameter == pytest.approx([40, 40, 60])
    assert np.isnan(found.circularity).all()
    assert found.pallor == pytest.approx(0, abs=0.05)
    assert found.summary("diameter").cv_percent == pytest.approx(100 * np.std([40, 40, 60], ddof=1) / (140 / 3))


def test_histograms_hold_every_measured_cell(project):
    found = morphometry(project, [1])
    for measure in MEASURES:
        histogram = found.histogram(measure)
        assert histogram.counts.sum() == len(found.values(measure))
        assert len(histogram.edges) == len(histogram.counts) + 1
    with pytest.raises(KeyError):
        found.values("unit")


def test_without_smears_there_is_nothing_to_measure(project):
    found = morphometry(project, [])
    assert len(found.cell_ids) == 0
    assert found.summary("area").mean is None
