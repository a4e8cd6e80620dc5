"""Pixels of the canvas on screen, in the light and the dark theme."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from rbc_desk.core.cells.cell import CellState
from rbc_desk.ui.canvas.overlays import CanvasOverlays
from rbc_desk.ui.kit.theme import accent
from rbc_desk.ui.shell.appearance import dark_palette
from tests.gui.six_cells import CELLS, CLASSES, cell, colours_on_rim, share_near


@pytest.fixture(params=["light", "dark"])
def dressed(canvas, request):
    """The canvas in the palette of a theme."""
    canvas.setPalette(dark_palette() if request.param == "dark" else QApplication.style().standardPalette())
    return canvas


def shot(canvas):
    return canvas.viewport().grab().toImage()


def near(colour, wanted, *, by=30):
    return all(abs(a - b) <= by for a, b in zip(colour.getRgb()[:3], wanted.getRgb()[:3], strict=True))


def has_colour(image, wanted, *, box):
    """Whether some pixel of the box (x0, y0, x1, y1) is of that colour."""
    x0, y0, x1, y1 = box
    return any(near(image.pixelColor(x, y), wanted) for x in range(x0, x1) for y in range(y0, y1))


def test_around_the_picture_lies_the_themes_ground(dressed):
    ground = shot(dressed).pixelColor(2, 2)
    window = dressed.palette().color(QPalette.ColorRole.Window)
    assert abs(ground.lightness() - window.lightness()) < 40


def test_predicted_is_dashed_confirmed_solid_and_bare_white_in_either_theme(dressed):
    assert share_near(colours_on_rim(dressed, CELLS[1].circle), "#d55e00") > 0.8
    assert 0.25 < share_near(colours_on_rim(dressed, CELLS[2].circle), "#007a5a") < 0.8
    assert share_near(colours_on_rim(dressed, CELLS[0].circle), "#ffffff") > 0.4


def test_a_rejected_cell_is_a_faint_cross_only_when_asked_for(dressed):
    centre = dressed.image_to_view(160, 160)
    box = (centre.x() - 6, centre.y() - 6, centre.x() + 7, centre.y() + 7)
    grey = QColor(150, 150, 155)
    assert not has_colour(shot(dressed), grey, box=box)
    dressed.set_show_rejected(True)
    assert has_colour(shot(dressed), grey, box=box)


def test_the_selection_is_ringed_in_the_themes_accent_at_every_size(dressed):
    for scale in (3.0, 1.2, 0.5, 0.16, 0.06):
        dressed.zoom_to(1.0)
        dressed.show_at(QPointF(160, 120), scale=scale)
        bare = shot(dressed)
        dressed.select({2})
        ringed = shot(dressed)
        at = dressed.image_to_view(160, 64)
        reach = round(20 * dressed.scale_factor) + 8
        box = (at.x() - reach, at.y() - reach, at.x() + reach, at.y() + reach)
        assert has_colour(ringed, accent(dressed.palette()), box=box)
        assert ringed != bare
        dressed.select(())


def test_zoomed_far_out_a_cell_is_a_dot_of_its_colour(dressed):
    dressed.set_image(np.full((4800, 6400, 3), 220, np.uint8))
    dressed.set_cells([cell(1, 3200, 2400, r=10, state=CellState.CONFIRMED, label="codocyte")], CLASSES)
    dressed.fit()
    at = dressed.image_to_view(3200, 2400)
    assert 10 * dressed.scale_factor < 3
    image = shot(dressed)
    assert share_near([image.pixelColor(at)], "#d55e00") == 1
    assert share_near([image.pixelColor(at + QPoint(8, 0))], "#dcdcdc") == 1


@pytest.mark.parametrize("radius_on_screen", [10, 14, 40, 90])
def test_the_letters_of_the_class_stand_at_the_circles_upper_right(dressed, radius_on_screen):
    dressed.show_at(QPointF(160, 64), scale=radius_on_screen / 20)
    at = dressed.image_to_view(160, 64)
    corner = round(radius_on_screen * 0.7071)
    tag = shot(dressed).copy(at.x() + corner, at.y() - corner - 14, 13, 13)
    colours = [tag.pixelColor(x, y) for x in range(13) for y in range(13)]
    assert share_near(colours, "#d55e00") > 0.25  # its plate
    assert min(colour.lightness() for colour in colours) < 110  # its letter, dark on the light plate


def test_thousands_are_drawn_where_they_are_at_every_zoom(dressed):
    dressed.set_image(np.full((3000, 4000, 3), 220, np.uint8))
    places = [(40 + 80 * (i % 49), 40 + 80 * (i // 49)) for i in range(49 * 36)]
    many = [cell(i + 1, x, y, r=30, state=CellState.CONFIRMED, label="codocyte") for i, (x, y) in enumerate(places)]
    dressed.set_cells(many, CLASSES)
    for scale in (0.05, 0.12, 0.3, 1.0, 2.5):
        dressed.show_at(QPointF(2000, 1480), scale=scale)
        image = shot(dressed)
        middle = many[len(many) // 2 + 24].circle
        side = dressed.image_to_view(middle.x - middle.r, middle.y)
        box = (side.x() - 2, side.y() - 2, side.x() + 3, side.y() + 3)
        assert has_colour(image, QColor("#d55e00"), box=box), scale


def test_the_corners_are_readable_in_either_theme(dressed):
    furniture = CanvasOverlays(dressed)
    furniture.set_um_per_px(0.1)
    bar = furniture.bar.grab().toImage()
    shades = {bar.pixelColor(x, bar.height() // 2).lightness() for x in range(bar.width())}
    assert max(shades) - min(shades) > 120
