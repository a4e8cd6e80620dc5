"""A project of a million cells is counted, shown and changed correctly."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from rbc_desk.core.task import Task
from rbc_desk.services.cells import gallery, labelling
from rbc_desk.services.models import review
from rbc_desk.services.open_project import open_project
from rbc_desk.services.smears import library
from rbc_desk.ui.gallery.board import Group, Order
from rbc_desk.ui.gallery.queries import GalleryQuery, gather

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
CELLS, SMEARS = 1_000_000, 3000


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    from million import make_project

    folder = tmp_path_factory.mktemp("million") / "project"
    make_project(folder, cells=CELLS, smears=SMEARS)
    opened = open_project(folder, reader="bench")
    yield opened
    opened.close()


def test_the_counts_are_those_of_the_cells(project):
    infos = library.smears(project)
    assert len(infos) == SMEARS
    table = gallery.table(project)
    assert sum(info.n_cells for info in infos) == len(table)
    assert sum(info.n_labelled for info in infos) == int((table.human >= 0).sum())
    assert sum(labelling.counts(project).values()) == int((table.human >= 0).sum())


@pytest.mark.parametrize("order", [order for order in Order if order not in (Order.TYPICAL, Order.SIMILAR)])
@pytest.mark.parametrize("group", list(Group))
def test_every_order_shows_every_cell_once_and_a_step_and_its_undo_leave_it_as_it_was(project, group, order):
    classes = project.class_set()
    board = gather(project, GalleryQuery(None, None, group, order, classes), Task())
    before = board.ids_of(board.bins())
    assert sorted(before) == sorted(board.at)
    step = labelling.set_label(project, cell_ids=before[1000:11_000], code=classes.codes[0])
    assert board.change(step, viewpoint=project.viewpoint)
    again = gather(project, GalleryQuery(None, None, group, order, classes), Task())
    assert board.ids_of(board.bins()) == again.ids_of(again.bins())
    undone = labelling.apply(project, step.inverse())
    assert board.change(undone, viewpoint=project.viewpoint)
    assert board.ids_of(board.bins()) == before


def test_the_review_queues_hold_what_the_table_says(project):
    table = gallery.table(project)
    unlabelled = table.human < 0
    found = review.queue_ids(project, source=review.QueueSource.UNLABELLED, with_cut=True)
    assert list(found.ids) == table.ids[unlabelled].tolist()
    sizes = {info.id: (info.width, info.height) for info in library.smears(project)}
    width, height = np.array([sizes[smear_id] for smear_id in table.rows["smear"].tolist()]).T
    x, y, r = (table.rows[name] for name in ("x", "y", "r"))
    whole = (x - r >= 0) & (y - r >= 0) & (x + r <= width) & (y + r <= height)
    found = review.queue_ids(project, source=review.QueueSource.UNLABELLED)
    assert list(found.ids) == table.ids[unlabelled & whole].tolist()
