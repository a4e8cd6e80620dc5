"""Outlines in the store: kept and moved with the cell, dropped when it is resized, restored by undo."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PIL import Image

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.geometry.circles import Ellipse
from rbc_desk.core.viewpoint import Others, Viewpoint
from rbc_desk.imaging.synth.shapes import Kind, ShapedCell, render_shapes
from rbc_desk.services.cells import labelling
from rbc_desk.services.datasets import exporting
from rbc_desk.services.detection import find_cells
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library
from tests.store.migrations.test_migrations import make_first_revision

A = Viewpoint("A", Others.STATES)


@pytest.fixture
def project(tmp_path: Path):
    cells = [
        ShapedCell(Kind.ELLIPSE, Ellipse(70 + 90 * i, 70 + 90 * j, 24, 24 / (1 + 0.25 * i), 30 * j))
        for i in range(4)
        for j in range(3)
    ]
    Image.fromarray(render_shapes(cells, width=410, height=320)[0]).save(tmp_path / "long.png")
    project = create_project(tmp_path / "project", reader="Ann")
    library.add_smears(project, [tmp_path / "long.png"])
    find_cells.detect_smears(project, smear_ids=[1])
    yield project
    project.close()


def cells_of(project: Project) -> tuple[Cell, ...]:
    return labelling.cells(project, smear_id=1)


def test_found_cells_keep_their_outlines_when_the_project_is_opened_again(project: Project) -> None:
    before = cells_of(project)
    assert len(before) >= 9
    assert all(cell.shape is not None for cell in before)
    assert sum(not cell.shape.is_round for cell in before if cell.shape) >= 4
    again = open_project(project.folder, reader="Ann")
    assert cells_of(again) == before
    again.close()


def test_a_moved_cell_takes_its_outline_along_and_undo_brings_both_back(project: Project) -> None:
    (cell, *rest) = cells_of(project)
    step = labelling.reshape_cells(project, circles={cell.id: cell.circle.moved(dx=5.5, dy=-3)})
    (moved, *others) = cells_of(project)
    assert cell.shape and moved.shape
    assert moved.shape.ellipse.x == pytest.approx(cell.shape.ellipse.x + 5.5, abs=0.01)
    assert moved.shape.outline[1] == pytest.approx(cell.shape.outline[1] - 3, abs=0.051)
    assert others == rest
    project.store.apply(step.inverse(), reader="Ann")
    assert cells_of(project)[0].shape == cell.shape


def test_a_resized_cell_loses_its_outline_and_undo_brings_it_back(project: Project) -> None:
    cell = cells_of(project)[0]
    step = labelling.reshape_cells(project, circles={cell.id: cell.circle.resized(cell.circle.r + 4)})
    assert cells_of(project)[0].shape is None
    undone = project.store.apply(step.inverse(), reader="Ann")
    assert cells_of(project)[0].shape == cell.shape
    project.store.apply(undone.inverse(), reader="Ann")
    assert cells_of(project)[0].shape is None


def test_finding_cells_anew_and_taking_it_back_brings_the_former_outlines(project: Project) -> None:
    before = cells_of(project)
    step = find_cells.detect_smears(project, smear_ids=[1], detector="watershed")
    assert {c.id for c in cells_of(project)}.isdisjoint(c.id for c in before)
    project.store.apply(step.inverse(), reader="Ann")
    assert [c.shape for c in cells_of(project)] == [c.shape for c in before]


def test_a_cell_of_an_older_project_has_no_outline_and_one_drawn_by_hand_none_either(project: Project) -> None:
    labelling.add_cell(project, smear_id=1, circle=cells_of(project)[0].circle)
    assert cells_of(project)[-1].shape is None


def test_a_project_of_the_first_version_opens_with_its_cells_and_no_outlines(tmp_path: Path) -> None:
    make_first_revision(tmp_path)
    from rbc_desk.store import queries
    from rbc_desk.store.store import Store

    store = Store.open(tmp_path)
    assert [cell.shape for cell in queries.cells(store, smear_id=1, viewpoint=A)] == [None] * 3
    store.close()


def test_exported_tables_hold_the_measures(project: Project, tmp_path: Path) -> None:
    cells = cells_of(project)
    labelling.set_label(project, cell_ids=[cells[0].id, cells[1].id], code="normal")
    labelling.reshape_cells(project, circles={cells[1].id: cells[1].circle.resized(9)})
    exporting.export(project, format="csv", folder=tmp_path / "out")
    with (tmp_path / "out" / "cells.csv").open(encoding="utf-8") as file:
        one, other = list(csv.DictReader(file))
    assert cells[0].shape is not None
    assert float(one["elongation"]) == pytest.approx(cells[0].shape.elongation, abs=0.001)
    assert other["elongation"] == other["area_px2"] == ""
