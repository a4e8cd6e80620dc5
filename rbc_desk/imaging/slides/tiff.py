"""Pyramidal TIFF and OME-TIFF: the levels are read tile by tile."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.geometry.regions import Region
from rbc_desk.imaging.formats.channels import bits_in_use, colour, over_white
from rbc_desk.imaging.formats.scale import of_tiff
from rbc_desk.imaging.slides.slide import WHITE, Level, Pixels, Slide, TileCache, fingerprint_of

_LARGEST_TILE_PX = 16_000_000
_DECODED_BY_TIFFFILE = frozenset({0, 1, 2, 6})  # white is zero, black is zero, RGB, YCbCr
_YCBCR, _WHITE_IS_ZERO, _JPEG = 6, 0, (6, 7)
_ALPHA = (1, 2)


class TiffSlide(Slide):
    """A tiled TIFF. Raises ValueError for one whose layout is not that of a slide."""

    def __init__(self, path: Path) -> None:
        import tifffile

        self._file = tifffile.TiffFile(path)
        try:
            series = max(self._file.series, key=lambda s: int(np.prod(s.shape)))
            self._pages = [_pages_of(level) for level in series.levels]
            first = self._pages[0][0]
            if not first.is_tiled:
                raise ValueError("the image is not tiled")
            for pages in self._pages:
                _check(pages)
            sizes = [(int(pages[0].imagewidth), int(pages[0].imagelength)) for pages in self._pages]
            levels = tuple(Level(w, h, sizes[0][0] / w) for w, h in sizes)
            self._lock = threading.Lock()
            self._cache = TileCache()
            self._bits: int | None = None
            super().__init__(
                path,
                levels=levels,
                um_per_px=of_tiff(self._file, first),
                fingerprint=fingerprint_of(path),
            )
            if first.dtype == np.uint16:
                last = len(levels) - 1
                whole = Region(0, 0, levels[last].width, levels[last].height)
                self._bits = bits_in_use(self._raw(last, whole))
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        with self._lock:
            self._file.close()

    def _read(self, level: int, region: Region) -> Pixels:
        raw = self._raw(level, region)
        page = self._pages[level][0]
        extras = [int(kind) for kind in page.extrasamples]
        pixels = colour(raw[:, :, :3] if raw.shape[2] >= 3 else raw[:, :, :1], bits=self._bits)
        if raw.shape[2] == 4 and extras and extras[0] in _ALPHA and raw.dtype == np.uint8:
            pixels = over_white(pixels, alpha=raw[:, :, 3].astype(np.float32) / 255)
        if int(page.photometric) == _WHITE_IS_ZERO:
            pixels = np.asarray(255 - pixels, np.uint8)
        return np.ascontiguousarray(pixels)

    def _raw(self, level: int, region: Region) -> NDArray[Any]:
        """The samples as the file has them, [height, width, samples]; several pages are its channels."""
        planes = [self._samples(level, number, region) for number in range(len(self._pages[level]))]
        return planes[0] if len(planes) == 1 else np.concatenate(planes[:3], axis=2)

    def _samples(self, level: int, number: int, region: Region) -> NDArray[Any]:
        page = self._pages[level][number]
        wide, high = _tile_size(page)
        n = int(page.samplesperpixel)
        out = np.full((region.height, region.width, n), _empty(page), page.dtype)
        across = -(-int(page.imagewidth) // wide)
        for row in range(region.y // high, -(-(region.y + region.height) // high)):
            for column in range(region.x // wide, -(-(region.x + region.width) // wide)):
                index = row * across + column
                key = (level * 16 + number, index)
                tile = self._cache.get(key, lambda index=index: self._decode(page, index))  # type: ignore[misc]
                _place(out, tile, x=column * wide - region.x, y=row * high - region.y)
        return out

    def _decode(self, page: Any, index: int) -> NDArray[Any]:
        wide, high = _tile_size(page)
        shape = (high, wide, int(page.samplesperpixel))
        offset, size = int(page.dataoffsets[index]), int(page.databytecounts[index])
        if not offset or not size:  # a tile that the scanner left out
            return np.full(shape, _empty(page), page.dtype)
        with self._lock:
            self._file.filehandle.seek(offset)
            data = self._file.filehandle.read(size)
        decoded, _, _ = page.decode(data, index, jpegtables=page.jpegtables, jpegheader=page.jpegheader)
        if decoded is None:
            return np.full(shape, _empty(page), page.dtype)
        return np.asarray(decoded[0])


def _pages_of(level: Any) -> list[Any]:
    """The pages of a level: one, or one for each channel. Raises ValueError."""
    axes: str = level.axes
    if set(axes) == set("YX") or axes == "YXS":
        return [level.pages[0].aspage()]
    if axes == "CYX" and 1 < len(level.pages) <= 4:
        return [page.aspage() for page in level.pages]
    raise ValueError(f"the axes {axes} are not those of a slide")


def _check(pages: list[Any]) -> None:
    for page in pages:
        wide, high = _tile_size(page)
        if wide * high > _LARGEST_TILE_PX or int(page.planarconfig) != 1 or int(page.samplesperpixel) > 4:
            raise ValueError("the image is not stored in tiles of colours")
        compression = int(page.compression)
        if int(page.photometric) not in _DECODED_BY_TIFFFILE or (
            int(page.photometric) == _YCBCR and compression not in _JPEG
        ):
            raise ValueError("the colours are stored in an unusual way")


def _tile_size(page: Any) -> tuple[int, int]:
    if page.is_tiled:
        return int(page.tilewidth), int(page.tilelength)
    return int(page.imagewidth), int(min(page.rowsperstrip, page.imagelength))


def _empty(page: Any) -> int:
    """The sample value of glass, for tiles that are not in the file."""
    if int(page.photometric) == _WHITE_IS_ZERO:
        return 0
    return WHITE if page.dtype == np.uint8 else int(np.iinfo(page.dtype).max) if page.dtype.kind == "u" else 1


def _place(out: NDArray[Any], tile: NDArray[Any], *, x: int, y: int) -> None:
    """Copy the part of a tile that lies on `out`, where its corner has the position x, y."""
    left, top = max(0, x), max(0, y)
    right, bottom = min(out.shape[1], x + tile.shape[1]), min(out.shape[0], y + tile.shape[0])
    if right > left and bottom > top:
        out[top:bottom, left:right] = tile[top - y : bottom - y, left - x : right - x]
