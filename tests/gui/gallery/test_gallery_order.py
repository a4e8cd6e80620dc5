"""Orders of the gallery: typical cells first, size, reader and time."""

from __future__ import annotations

import pytest

from rbc_desk.core.cells.cell import ScaleSource
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.services.cells import labelling
from rbc_desk.services.project import readers
from rbc_desk.services.smears import calibration, library
from tests.gui.gallery_helpers import KEY, in_bin, open_gallery, press, settle, show_whole_project


@pytest.fixture
def page(context, qtbot):
    """The gallery in front: twelve labelled cells on the first smear, twelve proposed on the second."""
    return open_gallery(context, qtbot)


def sort(page, qtbot, order):
    box = page.gallery.bar.order
    box.setCurrentIndex(box.findData(order))
    settle(page, qtbot)
    qtbot.waitUntil(lambda: page.gallery.board.order == order)


def test_most_typical_first_keeps_its_order_until_it_is_refreshed(page, qtbot):
    page.gallery.bar.group.setCurrentIndex(1)
    settle(page, qtbot)
    sort(page, qtbot, "likeness")
    before = page.gallery.area.order()
    page.gallery.area.go_to(before[-1])
    page.context.announce(ChangeSet("A model came", more_topics=frozenset({Topic.MODELS})))
    settle(page, qtbot)
    assert page.gallery.area.order() == before
    press(page, KEY.Key_F5)
    settle(page, qtbot)
    assert page.gallery.area.rect_of(before[-1]).top() >= 0


def calibrate(page, smear_id, um_per_px):
    page.context.edit(
        calibration.set_scale(
            page.context.project, smear_ids=[smear_id], um_per_px=um_per_px, source=ScaleSource.TYPED
        )
    )


def second_smear(page):
    """Its cells, in the order of their ids."""
    smear = library.smears(page.context.project)[1]
    return smear.id, labelling.cells(page.context.project, smear_id=smear.id)


def test_the_largest_are_compared_in_micrometres_once_every_smear_shown_is_calibrated(page, qtbot):
    project, first, (second, cells) = page.context.project, page.context.smear_id, second_smear(page)
    coarse, fine = in_bin(page, "normal")[0], cells[0].id
    page.context.edit(labelling.set_label(project, cell_ids=[fine], code="normal"))
    page.context.edit(
        labelling.reshape_cells(project, circles={coarse: Circle(30, 30, 15), fine: Circle(30, 30, 20)})
    )
    show_whole_project(page, qtbot)
    sort(page, qtbot, "size")
    for smear, scale in ((first, 0.2), (second, 0.1)):
        assert in_bin(page, "normal")[:2] == [fine, coarse]
        assert page.gallery.bar.count.text() == "24 cells, sizes in pixels"
        calibrate(page, smear, scale)
        settle(page, qtbot)
    assert in_bin(page, "normal")[0] == coarse
    assert in_bin(page, "normal")[-1] == fine
    assert page.gallery.bar.count.text() == "24 cells"


def test_by_reader_and_by_time_a_bin_follows_who_said_it_and_when(page, qtbot):
    project, mine = page.context.project, in_bin(page, "normal")
    theirs = [cell.id for cell in second_smear(page)[1][:3]]
    labelling.set_label(readers.as_reader(project, name="Aaron"), cell_ids=theirs, code="normal")
    show_whole_project(page, qtbot)
    sort(page, qtbot, "reader")
    assert in_bin(page, "normal") == [*theirs, *mine]
    sort(page, qtbot, "time")
    assert in_bin(page, "normal")[:3] == theirs
    last = in_bin(page, "hypochromia")[-1]
    page.context.edit(labelling.set_label(project, cell_ids=[last], code="normal"))
    assert in_bin(page, "normal")[:4] == [last, *theirs]
