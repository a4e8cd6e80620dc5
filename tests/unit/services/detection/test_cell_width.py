"""The width of a typical cell: known, expected from the scale, uncertain, and set by a person."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from rbc_desk.cli.main import build_app
from rbc_desk.core.cells.cell import ScaleSource
from rbc_desk.core.errors import SettingsError
from rbc_desk.imaging.detect.locator import shipped_locator
from rbc_desk.imaging.detect.survey import WidthRange, survey
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import cell_width, find_cells, find_with_width
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import calibration, library

WIDTH_PX = 44.0
"""Of a rendered cell."""


def rendered(seed: int) -> np.ndarray:
    return render_smear(seed=seed, width=480, height=360, n_cells=30, white_cell=False).pixels


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two smears of one specimen and one of another."""
    (tmp_path / "images").mkdir()
    for seed in range(3):
        Image.fromarray(rendered(seed)).save(tmp_path / "images" / f"{seed}.png")
    made = create_project(tmp_path / "project", reader="A", class_set="canine")
    library.add_smears(made, [tmp_path / "images"])
    for info in library.smears(made)[:2]:
        library.set_specimen(made, smear_id=info.id, code="dog 1")
    yield made
    made.close()


def ids_of(project: Project) -> list[int]:
    return [info.id for info in library.smears(project)]


def test_a_width_that_the_scale_contradicts_is_uncertain_and_one_that_it_holds_is_not() -> None:
    pixels = rendered(0)
    for expected, uncertain in ((None, False), (WidthRange(30, 60), False), (WidthRange(100, 200), True)):
        found = survey(shipped_locator(), pixels, expected=expected)
        assert found.uncertain is uncertain
        assert found.diameter == pytest.approx(WIDTH_PX, rel=0.1)  # the image has the last word


def test_bare_glass_has_no_uncertain_width() -> None:
    assert not survey(shipped_locator(), np.full((360, 480, 3), 235, np.uint8)).uncertain


def test_the_expected_width_follows_from_scale_and_species() -> None:
    assert cell_width.expected_px(None) is None
    assert cell_width.expected_px(0.1) == pytest.approx((55, 90))
    least, most = cell_width.expected_px(0.1, mean_um=5.8)
    assert least < 58 < most < 80


def test_a_scale_that_cannot_be_makes_the_width_uncertain_until_a_person_sets_it(project: Project) -> None:
    first, second, other = ids_of(project)
    calibration.set_scale(project, smear_ids=[first], um_per_px=0.02, source=ScaleSource.TYPED)
    find_cells.detect_smears(project, smear_ids=[first, second, other], workers=1)
    assert cell_width.of_smear(project, smear_id=first) == cell_width.CellWidth(None, uncertain=True)
    assert cell_width.of_smear(project, smear_id=other) == cell_width.CellWidth(None, uncertain=False)

    before = {i: labelling.cells(project, smear_id=i) for i in (first, second)}
    steps = []
    find_with_width.find_with_width(project, smear_id=first, width_px=30.0, on_step=steps.append)
    step = find_with_width.set_as_one_step(steps)
    assert str(step.op) == "Set cell size to 30 px"
    for smear_id in (first, second):
        assert cell_width.of_smear(project, smear_id=smear_id) == cell_width.CellWidth(30.0, uncertain=False)
        assert {c.id for c in labelling.cells(project, smear_id=smear_id)}.isdisjoint(c.id for c in before[smear_id])
    assert cell_width.of_smear(project, smear_id=other).set_px is None

    labelling.apply(project, step.inverse())
    assert cell_width.of_smear(project, smear_id=first).set_px is None
    assert labelling.cells(project, smear_id=first)[0].circle == before[first][0].circle


def test_the_width_of_a_specimen_survives_closing_and_counts_in_later_detections(project: Project) -> None:
    first, second, _ = ids_of(project)
    cell_width.set_width(project, smear_id=first, width_px=30.0)
    project.close()
    again = open_project(project.folder, reader="A")
    assert cell_width.of_smear(again, smear_id=second).set_px == 30.0
    given = cell_width.with_width("learned", {"min_score": 0.4}, set_px=30.0, expected=(1.0, 2.0))
    assert given == {"min_score": 0.4, "diameter_px": 30.0, "any_picture": True}
    assert cell_width.with_width("learned", {"diameter_px": 50.0}, set_px=30.0, expected=None) == {
        "diameter_px": 50.0
    }
    again.close()


def test_an_image_that_is_not_taken_for_a_smear_has_an_uncertain_width(project: Project, tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (240, 320, 3)).astype(np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")
    (added,) = library.add_smears(project, [tmp_path / "noise.png"]).ids
    with pytest.raises(Exception, match="does not look like a blood smear"):
        find_cells.detect_smears(project, smear_ids=[added], workers=1)
    assert cell_width.of_smear(project, smear_id=added).uncertain


def test_no_cell_is_as_narrow_as_a_slip_of_the_mouse(project: Project) -> None:
    with pytest.raises(SettingsError, match="A cell cannot be 3 pixels wide"):
        cell_width.set_width(project, smear_id=ids_of(project)[0], width_px=3.0)


def test_the_command_line_says_that_the_width_is_uncertain_and_takes_one(tmp_path: Path) -> None:
    dpi = 2.54e4 / 0.02
    Image.fromarray(rendered(0)).save(tmp_path / "a.tif", dpi=(dpi, dpi))
    base = ["detect", str(tmp_path / "a.tif"), "-o", str(tmp_path / "cells.csv")]
    done = CliRunner().invoke(build_app(), base)
    assert "The size of the cells is uncertain on a.tif" in done.stderr
    done = CliRunner().invoke(build_app(), [*base, "--json"])
    assert json.loads(done.stdout)["width_uncertain"] == ["a.tif"]
    done = CliRunner().invoke(build_app(), [*base, "--cell-width", "44"])
    assert done.exit_code == 0
    assert "uncertain" not in done.stderr
    done = CliRunner().invoke(build_app(), [*base, "--cell-width", "2"])
    assert done.exit_code == 2
