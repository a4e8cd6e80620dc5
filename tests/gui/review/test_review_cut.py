"""Half cells in the review: left out, and there on request."""

from __future__ import annotations

from PySide6.QtCore import Qt

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.history.changes import Entity
from tests.gui.conftest import add_smear
from tests.gui.label.test_label_page import opened
from tests.gui.review.test_review import predict, press, ready


def reviewed(context, qtbot, *, x, y, is_cut):
    """The page in review of a smear of twelve predicted cells and one more; returns the id of that one too."""
    smear_id = add_smear(context.project, seed=2, label=False)
    row = {"smear_id": smear_id, "x": x, "y": y, "r": 14.0, "state": CellState.PROPOSED, "at_border": is_cut}
    with context.project.store.transact("Add", reader=context.project.reader) as tx:
        cell_id = tx.insert(Entity.CELL, row)
    predict(context.project, smear_id)
    page = opened(context, qtbot)
    context.set_smear(smear_id)
    press(page, Qt.Key.Key_V)
    return cell_id, page


def test_cells_that_the_border_cuts_are_reviewed_only_on_request_which_is_kept(context, qtbot):
    half, page = reviewed(context, qtbot, x=60.0, y=172.0, is_cut=True)
    ready(page, qtbot, 12)
    assert half not in page.review.queue.cells
    qtbot.mouseClick(page.review.bar.with_cut, Qt.MouseButton.LeftButton)
    ready(page, qtbot, 13)
    assert half in page.review.queue.cells
    assert page.review.view_state()["cut"] is True


def test_the_view_of_a_cell_at_the_border_stays_inside_the_smear_and_its_circle_around_the_cell(context, qtbot):
    edge, page = reviewed(context, qtbot, x=15.0, y=90.0, is_cut=False)
    ready(page, qtbot, 13)
    stage = page.review.stage
    while stage._cell.id != edge:
        press(page, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: stage._pictures.of(stage._cell) is not None)

    def shown():
        image = stage.grab().toImage()
        side = min(image.width(), image.height())
        left, top = (image.width() - side) // 2, (image.height() - side) // 2
        return side, lambda x, y: image.pixelColor(left + int(x), top + int(y)).getRgb()[:3]

    picture = stage._pictures.of(stage._cell)
    assert picture.left == 0
    stage.set_circle_shown(False)
    side, plain = shown()
    assert all(plain(x, side // 2) != (128, 128, 128) for x in range(side))
    stage.set_circle_shown(True)
    _, drawn = shown()
    scale = side / picture.size
    right, middle = (15.0 + 14.0) * scale, (90.0 - picture.top) * scale
    assert any(
        drawn(right + dx, middle + dy) != plain(right + dx, middle + dy) for dx in (-1, 0, 1) for dy in range(20)
    )
