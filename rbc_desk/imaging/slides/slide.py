"""A whole slide: an image of many levels, of which only parts are ever in memory."""

from __future__ import annotations

import hashlib
import threading
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.errors import RbcDeskError, UnreadableImageError
from rbc_desk.core.geometry.regions import Region
from rbc_desk.core.phrases import Phrase

Pixels = NDArray[np.uint8]
WHITE = 255
_ENDS_BYTES = 1_000_000
_CACHE_BYTES = 96_000_000
_MOST_OVERVIEW_PIXELS = 64_000_000


@dataclass(frozen=True, slots=True)
class Level:
    """A level: its size in its own pixels, and how many pixels of level 0 one of them is wide."""

    width: int
    height: int
    downsample: float


class Slide(ABC):
    """An open slide. `levels` go from the largest to the smallest. Any thread may read.

    `um_per_px` is the scale of level 0; None where the file has no plausible one. `fingerprint` identifies the slide
    under any name and in any folder. Raises ValueError for levels without pixels.
    """

    def __init__(self, path: Path, *, levels: tuple[Level, ...], um_per_px: float | None, fingerprint: str) -> None:
        if any(level.width < 1 or level.height < 1 for level in levels):
            raise ValueError("a level of the slide is empty")
        self.path, self.levels, self.um_per_px, self.fingerprint = path, levels, um_per_px, fingerprint
        last = levels[-1]
        if last.width * last.height > _MOST_OVERVIEW_PIXELS:
            raise UnreadableImageError(
                Phrase("{name} has no smaller copies of its image, so that it cannot be shown.", name=path.name),
                hint="Save it as a pyramidal TIFF, for example with QuPath or with vips.",
            )

    @property
    def width(self) -> int:
        return self.levels[0].width

    @property
    def height(self) -> int:
        return self.levels[0].height

    def read(self, level: int, region: Region) -> Pixels:
        """A part of a level as uint8 RGB, [height, width, 3]; white where the slide has nothing.

        `region` is in pixels of that level. Raises ValueError if it is not all on the level, UnreadableImageError for
        damaged data.
        """
        size = self.levels[level]
        if region.within(width=size.width, height=size.height) != region:
            raise ValueError(f"{region} is not all on the level {size}")
        try:
            return self._read(level, region)
        except RbcDeskError:
            raise
        except Exception as error:  # border: decoders raise any error on damaged data
            raise UnreadableImageError(
                Phrase("{name} is damaged: a part of the slide cannot be read.", name=self.path.name),
                hint="Copy it again from the scanner.",
            ) from error

    def overview(self, *, most_px: int = 1024) -> Pixels:
        """The whole slide, no side longer than `most_px`."""
        index = self.level_for(max(self.width, self.height) / most_px)
        level = self.levels[index]
        pixels = self.read(index, Region(0, 0, level.width, level.height))
        factor = most_px / max(level.width, level.height)
        if factor >= 1:
            return pixels
        size = (max(1, round(level.width * factor)), max(1, round(level.height * factor)))
        return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)

    def level_for(self, downsample: float) -> int:
        """The smallest level with at least one pixel for `downsample` pixels of level 0."""
        fitting = [i for i, level in enumerate(self.levels) if level.downsample <= downsample * 1.01]
        return fitting[-1] if fitting else 0

    @abstractmethod
    def close(self) -> None:
        """Close the file. Nothing may be read afterwards."""

    @abstractmethod
    def _read(self, level: int, region: Region) -> Pixels: ...

    def __enter__(self) -> Slide:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def fingerprint_of(path: Path) -> str:
    """A hash of the file's size, beginning and end, which does not read a slide of gigabytes. Raises OSError."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        digest = hashlib.sha256(str(size).encode())
        for at in (0, max(0, size - _ENDS_BYTES)):
            file.seek(at)
            digest.update(file.read(_ENDS_BYTES))
    return digest.hexdigest()


class TileCache:
    """The most recently used decoded tiles, up to a number of bytes; for any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tiles: OrderedDict[tuple[int, int], NDArray[Any]] = OrderedDict()
        self._bytes = 0

    def get(self, key: tuple[int, int], make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """The tile of this key, decoded by `make` if it is not there."""
        with self._lock:
            if key in self._tiles:
                self._tiles.move_to_end(key)
                return self._tiles[key]
        tile = make()
        with self._lock:
            if key not in self._tiles:
                self._tiles[key] = tile
                self._bytes += tile.nbytes
            while self._bytes > _CACHE_BYTES and len(self._tiles) > 1:
                self._bytes -= self._tiles.popitem(last=False)[1].nbytes
        return tile
