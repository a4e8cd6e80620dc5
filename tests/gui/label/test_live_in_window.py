"""The demo smears in the main window: five labels a class, and the others are sorted better than by the starter."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from rbc_desk.learn.live.cross_validation import macro_f1
from rbc_desk.services import demo
from rbc_desk.services.cells import labelling
from rbc_desk.services.models import starter
from rbc_desk.services.smears import library
from rbc_desk.settings.model import Settings
from rbc_desk.settings.paths import resource
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.state.app_context import AppContext
from tests.gui.gallery_helpers import click, hover, press

SMEARS, FIVE = 2, 5


@pytest.fixture
def window(qtbot, tmp_path):
    """The gallery of two demo smears that a starter has sorted, in a project that counts one of its classes apart.

    The window's `truth` is the class of each cell by id.
    """
    context = AppContext(settings=Settings(reader="Ann", live_learning=True))
    project = context.create_project(tmp_path / "project")
    known = demo.sample_truth()
    library.add_smears(project, [resource("sample") / name for name in sorted(known)[:SMEARS]])
    truth = {}
    for info in library.smears(project):
        demo.label_by_truth(project, info, known[info.name])
        truth |= {cell.id: cell.label for cell in labelling.cells(project, smear_id=info.id) if cell.label}
    labelling.set_label(project, cell_ids=list(truth), code=None)
    starter.presort(
        project, smear_ids=[info.id for info in library.smears(project)], counted_as={"hypochromia": None}
    )
    window = MainWindow(context)
    window.truth = truth
    qtbot.addWidget(window)
    window.resize(1280, 900)
    window.show()
    window.go("label")
    page = window.page("label")
    page.views.show_view(page.gallery.name)
    page.gallery.bar.scope.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(page.gallery.board.cells) == len(truth) and not context.live.busy)
    yield window
    context.shut_down()
    window.close()


def figure(page, truth, *, without):
    """Macro F1 of the classes that the gallery shows for the other cells; a class of the model's own is wrong."""
    table, codes = page.gallery.board.table, sorted(set(truth.values()))
    rows = [row for row, cell_id in enumerate(table.ids.tolist()) if cell_id not in without]
    shown = [table.codes[table.shown[row]] for row in rows]
    found = np.array([codes.index(code) if code in codes else len(codes) for code in shown])
    right = np.array([codes.index(truth[table.ids[row]]) for row in rows])
    return macro_f1(found, right, n_classes=len(codes) + 1)


def groups(page):
    """The groups of the gallery that have cells, with their cells in order."""
    cells = page.gallery.board.cells
    found = [(bin_.key, [cells[i].id for i in bin_.numbers]) for bin_ in page.gallery.area.bins]
    return [(code, ids) for code, ids in found if ids]


def test_five_labels_a_class_raise_macro_f1_on_the_rest_and_nothing_under_the_cursor_jumps(window, qtbot):
    page, truth, left = window.page("label"), window.truth, Counter()
    given = []
    for cell_id, code in truth.items():  # by smear
        if left[code] < FIVE:
            left[code] += 1
            given.append(cell_id)
    assert set(left.values()) == {FIVE}
    before = figure(page, truth, without=given)
    order = groups(page)
    for cell_id in given[:-1]:
        page.gallery.area.reveal(cell_id)
        click(page, cell_id)
        press(page, page.context.keys.class_key(page.classes, truth[cell_id]))
    qtbot.waitUntil(lambda: page.context.live.n_labels == len(given) - 1 and not page.context.live.busy)
    under = next(cell.id for cell in page.gallery.area.visible_cells()[3:] if cell.id not in given)
    hover(page, under)
    place = page.gallery.area.rect_of(under)
    with qtbot.waitSignal(page.gallery._live_order.sorted_anew):  # the last label comes from elsewhere
        page.context.edit(labelling.set_label(page.context.project, cell_ids=given[-1:], code=truth[given[-1]]))
    assert page.gallery.area.hovered_id == under
    assert page.gallery.area.rect_of(under) == place
    after = figure(page, truth, without=given)
    assert before < 0.75
    assert after > before + 0.15
    assert groups(page) != order
    assert {code for code, _ids in groups(page)} >= set(left)
