"""Visits of one animal, and two readings of the same cells."""

from __future__ import annotations

import pytest

from rbc_desk.services.cells import labelling
from rbc_desk.services.comparing.readings import MODEL, Reading, compare_readings, readings, readings_page
from rbc_desk.services.comparing.visits import visits_of, visits_page
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import create_project
from rbc_desk.services.reports.blocks import FigureRow
from rbc_desk.services.reports.html import render
from rbc_desk.services.reports.pdf import render_pdf
from rbc_desk.services.specimens import editing
from rbc_desk.store import queries
from tests.gui.conftest import add_smear


@pytest.fixture
def project(tmp_path):
    made = create_project(tmp_path / "p", class_set="paper", reader="Ann")
    for seed in (1, 2):
        add_smear(made, seed=seed, label=True)
    yield made
    made.close()


def _set(project, code, **facts):
    (one,) = [one for one in queries.specimens(project.store) if one.code == code]
    editing.set_facts(project, specimen_ids=[one.id], facts=facts)


def test_visits_of_one_patient_come_in_their_order_and_those_of_others_are_left_out(project):
    add_smear(project, seed=3, label=True)
    _set(project, "dog 1", patient="K-1", collected_on="2026-11-20")
    _set(project, "dog 2", patient="K-1", collected_on="2026-10-01")
    labelling.set_label(project, cell_ids=[c.id for c in labelling.cells(project, smear_id=2)][:9], code="normal")
    visits = visits_of(project, patient="K-1")
    assert [one.specimen.code for one in visits] == ["dog 2", "dog 1"]
    page = visits_page("K-1", visits)
    html = render(page)
    assert "2026-10-01" in html and "days since the first visit" in html
    assert "50.0 (" in html  # six of twelve cells of the second visit
    assert render_pdf(page)
    (chart,) = [figure.content for block in page.blocks if isinstance(block, FigureRow) for figure in block.figures]
    (low, high), *_ = chart.series[0].whiskers
    share = visits[0].found.row("hypochromia")
    assert (low, high) == (pytest.approx(100 * share.low), pytest.approx(100 * share.high))
    assert 0 < low < chart.series[0].points[0][1] < high < 100


def test_visits_without_cells_say_so(project):
    assert "No visit" in render(visits_page("K-2", visits_of(project, patient="K-2")))


def test_two_readers_are_compared_on_the_cells_that_both_labelled(project, tmp_path):
    project.close()
    ben = open_project(tmp_path / "p", reader="Ben")
    ids = [cell.id for cell in labelling.cells(ben, smear_id=1)]
    labelling.set_label(ben, cell_ids=ids[:4], code="normal")
    ben.close()
    ann = open_project(tmp_path / "p", reader="Ann")
    try:
        assert readings(ann, smear_ids=[1]) == (Reading("Ann"), Reading("Ben"))
        found = compare_readings(ann, smear_ids=[1, 2], first=Reading("Ann"), second=Reading("Ben"))
        assert found.n_cells == 4
        assert found.observed == pytest.approx(0.5)  # normal and hypochromic cells by turns
        page = readings_page(found, first=Reading("Ann"), second=Reading("Ben"), classes=ann.class_set())
        assert "Ann in rows, Ben in columns" in render(page)
    finally:
        ann.close()


def test_without_a_common_cell_nothing_is_claimed(project):
    found = compare_readings(project, smear_ids=[1], first=Reading("Ann"), second=MODEL)
    page = readings_page(found, first=Reading("Ann"), second=MODEL, classes=project.class_set())
    assert "No cell has a class from both" in render(page)
