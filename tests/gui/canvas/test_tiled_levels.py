"""The tiles of a whole slide are read in the background."""

from __future__ import annotations

import threading

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from rbc_desk.imaging.slides.tiff import TiffSlide
from rbc_desk.ui.canvas import TiledLevels
from tests.slide_files import write_pyramid

CORNER = QRectF(0, 0, 600, 400)


class DistantSlide(TiffSlide):
    """A slide on a network that gives nothing until it may."""

    def __init__(self, path):
        self.may_go_on, self.asked, self.closed = threading.Event(), threading.Event(), threading.Event()
        super().__init__(path)

    def _read(self, level, region):
        self.asked.set()
        assert self.may_go_on.wait(60)
        assert not self.closed.is_set()
        return super()._read(level, region)

    def close(self):
        self.closed.set()
        super().close()


def drawn(levels: TiledLevels, part: QRectF) -> QImage:
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    levels.draw(painter, part, scale=1.0)
    painter.end()
    return image


def test_closing_does_not_wait_for_the_tile_that_is_being_read(qtbot, tmp_path):
    write_pyramid(tmp_path / "film.tif")
    with TiffSlide(tmp_path / "film.tif") as near:
        overview = near.overview()
    slide = DistantSlide(tmp_path / "film.tif")
    levels = TiledLevels(slide, overview)
    drawn(levels, CORNER)
    assert slide.asked.wait(60)
    levels.close()  # returns, although nothing lets the slide go on
    assert not slide.closed.is_set()
    levels.deleteLater()
    slide.may_go_on.set()
    assert slide.closed.wait(60)


def test_a_slide_of_which_nothing_is_being_read_is_closed_at_once_and_asked_for_nothing_afterwards(qtbot, tmp_path):
    write_pyramid(tmp_path / "film.tif")
    with TiffSlide(tmp_path / "film.tif") as near:
        overview = near.overview()
    slide = DistantSlide(tmp_path / "film.tif")
    slide.may_go_on.set()
    levels = TiledLevels(slide, overview)
    drawn(levels, CORNER)
    qtbot.waitUntil(lambda: levels.is_complete, timeout=60_000)
    levels.close()
    assert slide.closed.is_set()
    slide.asked.clear()
    drawn(levels, QRectF(5000, 2000, 600, 400))
    assert not slide.asked.is_set()
