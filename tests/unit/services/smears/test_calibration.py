"""Scales of smears: measured, taken from the cells, applied to a specimen, undone."""

from __future__ import annotations

import pytest

from rbc_desk.core.cells.cell import CellState, ScaleSource
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.history.changes import Entity
from rbc_desk.services.cells import labelling, sizes
from rbc_desk.services.datasets import exporting
from rbc_desk.services.project.project import create_project
from rbc_desk.services.smears import calibration, library
from rbc_desk.services.smears.calibration import MeasuredDiameter, Scope
from rbc_desk.settings.files import load, save


@pytest.fixture
def project(tmp_path):
    """Three smears, two of them of one dog, with 24 cells of 14 to 16 pixels radius each and one at the border."""
    project = create_project(tmp_path / "p", class_set="paper", reader="Ann")
    with project.store.transact("Add", reader="Ann") as tx:
        dogs = [tx.insert(Entity.SPECIMEN, {"code": code}) for code in ("rex", "bella")]
        for n, dog in enumerate((dogs[0], dogs[0], dogs[1])):
            values = {"name": f"{n}.png", "stored_name": f"{n}.png", "sha256": str(n), "width": 900, "height": 600}
            smear = tx.insert(Entity.SMEAR, {"specimen_id": dog, **values, "typical_diameter_px": 31.0})
            cell = {"smear_id": smear, "y": 100.0, "state": CellState.PROPOSED}
            cells = [{**cell, "x": 30.0 * i, "r": 14.0 + i % 3, "at_border": False} for i in range(24)]
            tx.insert_many(Entity.CELL, [*cells, {**cell, "x": 0.0, "r": 99.0, "at_border": True}])
    yield project
    project.close()


def scales(project):
    return [info.um_per_px for info in library.smears(project)]


def calibrate(project, scope, um_per_px=0.1, source=ScaleSource.LINE):
    smear = library.smears(project)[0].id
    ids = calibration.smears_in(project, smear_id=smear, scope=scope)
    return calibration.set_scale(project, smear_ids=ids, um_per_px=um_per_px, source=source)


@pytest.mark.parametrize(
    ("scope", "after"),
    [(Scope.SMEAR, [0.1, None, None]), (Scope.SPECIMEN, [0.1, 0.1, None]), (Scope.PROJECT, [0.1, 0.1, 0.1])],
)
def test_a_scale_is_given_to_the_smears_that_are_meant(project, scope, after):
    calibrate(project, scope)
    assert scales(project) == after


def test_a_calibration_is_undone_and_done_again(project):
    step = calibrate(project, Scope.PROJECT)
    undone = labelling.apply(project, step.inverse())
    assert scales(project) == [None, None, None]
    labelling.apply(project, undone.inverse())
    assert scales(project) == [0.1, 0.1, 0.1]
    assert library.smears(project)[0].scale_source == "line"


def test_taking_the_scale_away_takes_its_source_along(project):
    calibrate(project, Scope.SMEAR)
    calibrate(project, Scope.SMEAR, um_per_px=None)
    info = library.smears(project)[0]
    assert (info.um_per_px, info.scale_source) == (None, None)


def test_a_line_over_a_scale_bar_gives_the_scale():
    assert calibration.by_line(length_px=200, length_um=20) == pytest.approx(0.1)


@pytest.mark.parametrize(("px", "um"), [(0, 10), (100, 0), (1, 1000), (1000, 0.1)])
def test_a_scale_that_no_microscope_has_is_refused(px, um):
    with pytest.raises(RbcDeskError):
        calibration.by_line(length_px=px, length_um=um)


def test_the_median_cell_gives_the_scale_by_the_species_mean(project):
    measured = calibration.measured_diameter(project, smear_ids=[library.smears(project)[0].id])
    assert measured == MeasuredDiameter(30.0, 24)
    assert calibration.by_cells(measured, mean_diameter_um=7.0) == pytest.approx(7 / 30)


def test_with_few_cells_the_typical_diameter_of_the_picture_is_taken(project):
    smear = library.smears(project)[0]
    some = [cell.id for cell in labelling.cells(project, smear_id=smear.id)[5:]]
    labelling.set_state(project, cell_ids=some, state=CellState.REJECTED)
    assert calibration.measured_diameter(project, smear_ids=[smear.id]) == MeasuredDiameter(31.0, 0)


def test_the_species_follow_the_class_set_and_their_means_the_settings(project, tmp_path):
    assert calibration.likely_species(project) == "dog"
    assert {s.key: s.mean_diameter_um for s in calibration.species()} == {"dog": 7.0, "cat": 5.8, "human": 7.5}
    save(tmp_path / "settings.toml", mean_diameter_um={"cat": 6.1})
    own = load(tmp_path / "settings.toml")[0].mean_diameter_um
    assert {s.key: s.mean_diameter_um for s in calibration.species(own)}["cat"] == 6.1


def test_diameters_are_in_micrometres_where_every_smear_has_a_scale(project):
    smear = library.smears(project)[0].id
    assert sizes.diameters(project, smear_id=smear, scope=Scope.SMEAR).unit == "px"
    calibrate(project, Scope.SPECIMEN)
    found = sizes.diameters(project, smear_id=smear, scope=Scope.SPECIMEN)
    assert (found.unit, found.mixed, found.summary.n) == ("um", False, 48)
    assert found.summary.mean == pytest.approx(3.0)
    assert found.summary.cv_percent == pytest.approx(100 * found.summary.sd / 3.0)
    everything = sizes.diameters(project, smear_id=smear, scope=Scope.PROJECT)
    assert (everything.unit, everything.mixed, everything.n_uncalibrated) == ("px", True, 1)


def test_an_interval_of_diameters_names_its_cells(project):
    smear = library.smears(project)[0].id
    found = sizes.diameters(project, smear_id=smear, scope=Scope.SMEAR)
    by_id = {cell.id: cell for cell in labelling.cells(project, smear_id=smear)}
    assert {by_id[i].circle.r for i in found.within(29.5, 30.0)} == {15.0}
    assert len(found.within(29.5, 30.0)) == 8


def test_one_cell_has_no_spread_and_no_cell_no_mean():
    assert sizes.summarise([7.0]) == sizes.SizeSummary(1, 7.0, None, None)
    assert sizes.summarise([]) == sizes.SizeSummary(0, None, None, None)


def test_the_exported_table_holds_the_diameter_in_micrometres(project, tmp_path):
    calibrate(project, Scope.SMEAR)
    for info in library.smears(project)[:2]:
        cell = labelling.cells(project, smear_id=info.id)[0]
        labelling.set_label(project, cell_ids=[cell.id], code="normal")
    exporting.export(project, format="csv", folder=tmp_path / "out")
    rows = (tmp_path / "out" / "cells.csv").read_text().splitlines()
    assert [row.rpartition(",")[2] for row in rows] == ["diameter_um", "2.800", ""]
