"""The levels of a whole slide, of which the visible tiles are read in the background."""

from __future__ import annotations

import contextlib
import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRectF, Signal, Slot
from PySide6.QtGui import QImage, QPainter

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.geometry.regions import Region

if TYPE_CHECKING:
    from rbc_desk.imaging.slides.slide import Slide

_TILE_PX = 512
_MOST_TILES = 240
"""Tiles kept for the screen, one megabyte each."""
_READERS = 2


class _Key(NamedTuple):
    level: int
    column: int
    row: int


class TiledLevels(QObject):
    """Draws a slide: the tiles that are there, and smaller levels where tiles are still to be read.

    `overview` is the whole slide (uint8 RGB), small. The slide belongs to this object, which closes it. Lives on the
    interface thread.
    """

    changed = Signal()  # a tile arrived
    failed = Signal(object)  # RbcDeskError: a tile cannot be read; told once
    _arrived = Signal(object, object)

    def __init__(self, slide: Slide, overview: NDArray[np.uint8], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slide = slide
        self._sample = overview
        self._overview = _as_image(overview)
        self._tiles: OrderedDict[_Key, QImage] = OrderedDict()
        self._reading = _Reading(slide, arrived=self._arrived.emit)
        self._told = False
        self._arrived.connect(self._on_arrived)

    @property
    def width(self) -> int:
        return self._slide.width

    @property
    def height(self) -> int:
        return self._slide.height

    @property
    def overview(self) -> QImage:
        return self._overview

    @property
    def sample(self) -> NDArray[np.uint8]:
        return self._sample

    @property
    def is_complete(self) -> bool:
        """Whether all tiles that were asked for are there."""
        return not self._reading.is_busy

    def close(self) -> None:
        """End the reading. The slide is closed when no tile of it is being read any more, which is not waited for."""
        self._reading.close()

    def draw(self, painter: QPainter, exposed: QRectF, *, scale: float) -> None:
        """Draw the part `exposed`, in pixels of level 0, which are `scale` screen pixels wide."""
        level = self._slide.level_for(1 / scale if scale > 0 else 1.0)
        keys = self._keys(level, exposed)
        missing = [key for key in keys if key not in self._tiles]
        if missing:
            whole = QRectF(0, 0, self.width, self.height)
            painter.drawImage(whole, self._overview, QRectF(self._overview.rect()))
            for coarser in range(len(self._slide.levels) - 1, level, -1):
                for key in self._keys(coarser, exposed):
                    self._draw_tile(painter, key)
        for key in keys:
            self._draw_tile(painter, key)
        self._reading.ask_for(missing)

    @Slot(object, object)
    def _on_arrived(self, key: _Key, found: object) -> None:
        self._reading.take(key)
        if isinstance(found, QImage):
            self._tiles[key] = found
        else:
            self._tiles[key] = QImage()  # it is not tried again
            if not self._told:
                self._told = True
                self.failed.emit(found)
        while len(self._tiles) > _MOST_TILES:
            self._tiles.popitem(last=False)
        self.changed.emit()

    def _keys(self, level: int, exposed: QRectF) -> list[_Key]:
        """The tiles of a level that show this part, those in the middle first."""
        size = self._slide.levels[level]
        side = _TILE_PX * size.downsample
        columns, rows = math.ceil(size.width / _TILE_PX), math.ceil(size.height / _TILE_PX)
        first, last = max(0, math.floor(exposed.left() / side)), min(columns, math.ceil(exposed.right() / side))
        top, bottom = max(0, math.floor(exposed.top() / side)), min(rows, math.ceil(exposed.bottom() / side))
        middle = exposed.center() / side
        keys = [_Key(level, column, row) for row in range(top, bottom) for column in range(first, last)]
        return sorted(keys, key=lambda k: abs(k.column + 0.5 - middle.x()) + abs(k.row + 0.5 - middle.y()))

    def _draw_tile(self, painter: QPainter, key: _Key) -> None:
        tile = self._tiles.get(key)
        if tile is None or tile.isNull():
            return
        self._tiles.move_to_end(key)
        downsample = self._slide.levels[key.level].downsample
        region = _region(self._slide, key)
        target = QRectF(
            region.x * downsample, region.y * downsample, region.width * downsample, region.height * downsample
        )
        painter.drawImage(target, tile, QRectF(tile.rect()))


class _Reading:
    """Reads wanted tiles on threads of its own, the most urgent first. `arrived` gets each tile, or its error, there.

    Nobody waits for these threads when the window goes, or the program ends: a slide may be on a slow network.
    """

    def __init__(self, slide: Slide, *, arrived: Callable[[_Key, object], None]) -> None:
        self._slide, self._arrived = slide, arrived
        self._lock = threading.Lock()
        self._wanted: list[_Key] = []
        self._under_way: set[_Key] = set()
        self._n_readers = 0
        self._closed = False

    @property
    def is_busy(self) -> bool:
        with self._lock:
            return bool(self._wanted or self._under_way)

    def ask_for(self, missing: Sequence[_Key]) -> None:
        """Read these tiles and no others, which have left the screen."""
        with self._lock:
            if self._closed:
                return
            self._wanted = [key for key in missing if key not in self._under_way]
            n = min(len(self._wanted), _READERS - self._n_readers)
            self._n_readers += n
        for _ in range(n):
            threading.Thread(target=self._read, name="slide-tiles", daemon=True).start()

    def take(self, key: _Key) -> None:
        """The tile has arrived where it is shown."""
        with self._lock:
            self._under_way.discard(key)

    def close(self) -> None:
        """Read no further tile. Who reads the last one closes the slide."""
        with self._lock:
            self._closed = True
            self._wanted.clear()
            last = self._n_readers == 0
        if last:
            self._slide.close()

    def _read(self) -> None:
        while (key := self._next()) is not None:
            try:
                found: object = _as_image(self._slide.read(key.level, _region(self._slide, key)))
            except RbcDeskError as error:
                found = error
            with contextlib.suppress(RuntimeError):  # the window has gone meanwhile
                self._arrived(key, found)

    def _next(self) -> _Key | None:
        """The next tile; None ends this reader."""
        with self._lock:
            if self._wanted:
                key = self._wanted.pop(0)
                self._under_way.add(key)
                return key
            self._n_readers -= 1
            last = self._closed and self._n_readers == 0
        if last:
            self._slide.close()
        return None


def _region(slide: Slide, key: _Key) -> Region:
    """The tile in pixels of its level."""
    size = slide.levels[key.level]
    x, y = key.column * _TILE_PX, key.row * _TILE_PX
    return Region(x, y, min(_TILE_PX, size.width - x), min(_TILE_PX, size.height - y))


def _as_image(pixels: NDArray[np.uint8]) -> QImage:
    from rbc_desk.imaging.display import as_screen_pixels

    memory = as_screen_pixels(pixels)
    height, width = memory.shape[:2]
    return QImage(memory.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
