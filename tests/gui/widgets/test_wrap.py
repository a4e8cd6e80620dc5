"""A row of widgets wraps rather than cutting off text."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from rbc_desk.ui.widgets.texts import Elided
from rbc_desk.ui.widgets.wrap import WrapRow


@pytest.fixture
def row(qtbot):
    """Two buttons and a long name at the left, one button at the right."""
    widget = QWidget()
    qtbot.addWidget(widget)
    layout = WrapRow(widget)
    parts = [
        QPushButton("One"),
        QPushButton("Another"),
        Elided("a name that is a good deal longer"),
        QPushButton("Last"),
    ]
    for part in parts[:-1]:
        layout.addWidget(part)
    layout.add_stretch()
    layout.addWidget(parts[-1])
    widget.show()
    return widget, layout, parts


def laid_out(widget, layout, *, width):
    widget.resize(width, max(layout.heightForWidth(width), 1))
    layout.activate()


def test_with_room_it_is_one_row_with_the_tail_at_the_right(row):
    widget, layout, parts = row
    laid_out(widget, layout, width=900)
    assert len({part.geometry().center().y() for part in parts}) == 1
    assert parts[-1].geometry().right() == 899
    assert [part.width() for part in parts] == [part.sizeHint().width() for part in parts]


def test_with_less_room_only_the_name_gives_way(row):
    widget, layout, parts = row
    least = layout.sizeHint().width() - parts[2].sizeHint().width() + parts[2].minimumSizeHint().width()
    laid_out(widget, layout, width=least)
    assert layout.heightForWidth(least) == layout.sizeHint().height()
    assert parts[2].width() == parts[2].minimumSizeHint().width()
    assert parts[0].width() == parts[0].sizeHint().width()


def test_with_too_little_room_the_tail_begins_a_row_and_then_every_part_does(row):
    widget, layout, parts = row
    width = layout.sizeHint().width() - parts[2].sizeHint().width()
    laid_out(widget, layout, width=width)
    assert parts[-1].y() > parts[0].geometry().bottom()
    narrow = parts[1].sizeHint().width()
    laid_out(widget, layout, width=narrow)
    assert len({part.y() for part in parts}) == 4
    assert all(part.geometry().right() < narrow for part in parts)


def test_what_is_hidden_takes_no_room(row):
    _, layout, parts = row
    before = layout.sizeHint().width()
    parts[0].hide()
    assert layout.sizeHint().width() < before


def test_a_row_with_nothing_in_it_takes_no_height(qtbot):
    row = QWidget()
    qtbot.addWidget(row)
    WrapRow(row)
    assert row.heightForWidth(100) == 0
