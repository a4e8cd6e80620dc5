"""Slides of scanners by OpenSlide: SVS, NDPI, MRXS, SCN, BIF, DICOM and others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from rbc_desk.core.geometry.regions import Region
from rbc_desk.imaging.formats.channels import over_white
from rbc_desk.imaging.formats.scale import CREDIBLE_UM_PER_PX
from rbc_desk.imaging.slides.slide import Level, Pixels, Slide, fingerprint_of

_CACHE_BYTES = 96_000_000


class OpenSlideSlide(Slide):
    """A slide that OpenSlide reads. Raises ValueError where it does not know the file, ImportError without it."""

    def __init__(self, path: Path) -> None:
        import openslide

        try:
            self._slide = openslide.OpenSlide(str(path))
        except openslide.OpenSlideError as error:
            raise ValueError(str(error)) from error
        try:
            self._slide.set_cache(openslide.OpenSlideCache(_CACHE_BYTES))
            properties = self._slide.properties
            self._scanned = _scanned(properties, whole=self._slide.dimensions)
            sizes = self._slide.level_dimensions
            if (scan := self._scanned) != Region(0, 0, *sizes[0]):
                shares = ((w / sizes[0][0], h / sizes[0][1]) for w, h in sizes)
                sizes = tuple((max(1, int(scan.width * x)), max(1, int(scan.height * y))) for x, y in shares)
            levels = tuple(Level(w, h, sizes[0][0] / w) for w, h in sizes)
            hash_ = properties.get(openslide.PROPERTY_NAME_QUICKHASH1) or fingerprint_of(path)
            super().__init__(path, levels=levels, um_per_px=_scale(properties), fingerprint=hash_)
        except BaseException:
            self._slide.close()
            raise

    def close(self) -> None:
        self._slide.close()

    def _read(self, level: int, region: Region) -> Pixels:
        downsample = self.levels[level].downsample
        at = (
            self._scanned.x + round(region.x * downsample),
            self._scanned.y + round(region.y * downsample),
        )
        rgba = np.asarray(self._slide.read_region(at, level, (region.width, region.height)))
        return np.ascontiguousarray(over_white(rgba[:, :, :3], alpha=rgba[:, :, 3].astype(np.float32) / 255))


def _scanned(properties: Mapping[str, str], *, whole: tuple[int, int]) -> Region:
    """The part of the glass that was scanned. Some formats describe all of the glass, which is empty elsewhere."""
    import openslide

    try:
        x, y, width, height = (
            int(properties[name])
            for name in (
                openslide.PROPERTY_NAME_BOUNDS_X,
                openslide.PROPERTY_NAME_BOUNDS_Y,
                openslide.PROPERTY_NAME_BOUNDS_WIDTH,
                openslide.PROPERTY_NAME_BOUNDS_HEIGHT,
            )
        )
        scanned = Region(x, y, width, height).within(width=whole[0], height=whole[1])
    except (KeyError, ValueError):  # there are none, or they make no sense
        scanned = None
    return scanned or Region(0, 0, *whole)


def _scale(properties: Mapping[str, str]) -> float | None:
    import openslide

    try:
        across = float(properties.get(openslide.PROPERTY_NAME_MPP_X, ""))
        along = float(properties.get(openslide.PROPERTY_NAME_MPP_Y, ""))
    except ValueError:
        return None
    low, high = CREDIBLE_UM_PER_PX
    return across if low <= across <= high and abs(across - along) <= 0.05 * across else None
