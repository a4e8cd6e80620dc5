"""The focus ring: complete around any widget, and never in the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QTableWidget, QVBoxLayout, QWidget

from rbc_desk.ui.kit.focus_ring import FocusRing, FocusRings
from rbc_desk.ui.kit.theme import accent
from rbc_desk.ui.shell import appearance


@pytest.fixture(params=["light", "dark"])
def window(request, qtbot, qapp):
    """An empty window in whose middle stands whatever the test gives it, with no room around it."""
    appearance.apply_theme(qapp, theme=request.param)
    window = QWidget()
    appearance.dress(window)
    window.resize(400, 300)
    rings = FocusRings(qapp, is_mine=lambda asking: asking is window, parent=window)
    qtbot.addWidget(window, before_close_func=lambda _: qapp.focusChanged.disconnect(rings._on_focus_changed))
    yield window
    appearance.apply_theme(qapp)


def focus(qtbot, window: QWidget, widget: QWidget) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)


def edges(window: QWidget, widget: QWidget, *, seen: QRect | None = None) -> set[str]:
    """The sides of a widget (or of what is seen of it) along which the ring is to be seen in the window's picture."""
    picture, ring = window.grab().toImage(), accent(window.palette())
    box = QRect(widget.mapTo(window, QPoint()), widget.size()) if seen is None else seen
    middle = box.center()
    near = range(-3, 4)
    lines = {
        "left": [(box.left() + d, middle.y()) for d in near],
        "right": [(box.right() + d, middle.y()) for d in near],
        "top": [(middle.x(), box.top() + d) for d in near],
        "bottom": [(middle.x(), box.bottom() + d) for d in near],
    }
    return {side for side, line in lines.items() if any(_same(picture.pixelColor(*at), ring) for at in line)}


def _same(one: QColor, other: QColor) -> bool:
    return max(abs(a - b) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)) < 12


ALL = {"left", "right", "top", "bottom"}


def test_a_box_at_the_edge_of_its_layout_has_the_ring_on_all_four_sides(window, qtbot):
    outer = QHBoxLayout(window)
    tight, box = QWidget(), QComboBox()
    inner = QVBoxLayout(tight)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(0)
    for widget in (box, QLabel("below")):
        inner.addWidget(widget)
    outer.addWidget(tight)
    focus(qtbot, window, box)
    assert edges(window, box) == ALL


def test_a_table_that_fills_the_window_has_the_ring_inside(window, qtbot):
    layout, table = QVBoxLayout(window), QTableWidget(3, 2)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(table)
    focus(qtbot, window, table)
    assert edges(window, table) == ALL


def test_the_ring_follows_its_widget_when_the_window_grows(window, qtbot):
    layout, table = QVBoxLayout(window), QTableWidget(3, 2)
    layout.addWidget(table)
    focus(qtbot, window, table)
    window.resize(520, 410)
    qtbot.waitUntil(lambda: table.width() > 400)
    assert edges(window, table) == ALL


def test_the_ring_follows_what_is_scrolled_and_goes_around_the_part_in_sight(window, qtbot):
    area, inside = QScrollArea(window, widgetResizable=True), QWidget()
    inside.setMinimumSize(300, 1000)
    box = QTableWidget(3, 2, inside)
    box.setGeometry(20, 80, 200, 100)
    area.setWidget(inside)
    layout = QVBoxLayout(window)
    layout.addWidget(area)
    focus(qtbot, window, box)
    area.verticalScrollBar().setValue(40)
    assert edges(window, box) == ALL
    area.verticalScrollBar().setValue(120)
    view = area.viewport()
    sight = QRect(box.mapTo(window, QPoint()), box.size()) & QRect(view.mapTo(window, QPoint()), view.size())
    assert sight.height() == 60
    assert edges(window, box, seen=sight) == ALL
    area.verticalScrollBar().setValue(400)
    assert not window.findChild(FocusRing).isVisible()


def test_a_click_goes_through_the_ring(window, qtbot):
    layout, box = QVBoxLayout(window), QComboBox()
    layout.addWidget(box)
    focus(qtbot, window, box)
    assert window.childAt(box.mapTo(window, QPoint(1, box.height() // 2))) is box


def test_a_widget_that_is_taken_out_of_the_window_has_no_ring_there(window, qtbot):
    layout, box = QVBoxLayout(window), QComboBox()
    layout.addWidget(box)
    focus(qtbot, window, box)
    ring = FocusRing(box)
    box.setParent(None)
    qtbot.addWidget(box)
    box.show()
    assert not ring.isVisible()
    ring.leave()


def test_what_a_widget_around_calls_its_parts_does_not_matter(window, qtbot):
    outer, bar, box = QVBoxLayout(window), QWidget(), QComboBox()
    bar.size = box
    QVBoxLayout(bar).addWidget(box)
    outer.addWidget(bar)
    focus(qtbot, window, box)
    assert edges(window, box) == ALL
