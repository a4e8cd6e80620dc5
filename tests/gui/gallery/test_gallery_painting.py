"""Painting of tiles and bin headers, light and dark."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage, QPainter, QPalette

from rbc_desk.ui.gallery.painting import Tile, draw_header, draw_tiles
from rbc_desk.ui.kit import theme
from rbc_desk.ui.shell import appearance
from tests.gui.six_cells import CELLS


@pytest.fixture(params=["light", "dark"])
def palette(request, qapp):
    appearance.apply_theme(qapp, theme=request.param)
    yield qapp.palette()
    appearance.apply_theme(qapp)


def test_a_tile_whose_picture_is_still_to_come_is_a_little_off_the_ground(palette):
    image = QImage(80, 80, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    tile = Tile(image.rect(), CELLS[0], picture=None)
    draw_tiles(painter, [tile], classes={}, selection=(), hovered_id=0, palette=palette)
    painter.end()
    assert 1.05 < theme.contrast(image.pixelColor(40, 40), palette.color(QPalette.ColorRole.Window)) < 1.5


def test_the_header_of_the_bin_that_cells_are_dragged_to_is_tinted_and_its_words_stand_out(palette):
    image = QImage(400, 36, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw_header(
        painter, image.rect(), title="Normal", count="7", cell_class=None, folded=False, target=True,
        palette=palette,
    )  # fmt: skip
    painter.end()
    ground = image.pixelColor(390, 18)
    assert ground != palette.color(QPalette.ColorRole.Window)
    for words in (palette.color(QPalette.ColorRole.WindowText), theme.muted(palette)):
        assert theme.contrast(words, ground) >= theme.TEXT_CONTRAST
