"""CZI files of Zeiss microscopes, by pylibCZIrw. libCZI makes any smaller size from the levels in the file."""

from __future__ import annotations

import threading
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from rbc_desk.core.geometry.regions import Region
from rbc_desk.imaging.formats.channels import bits_in_use, colour
from rbc_desk.imaging.formats.scale import CREDIBLE_UM_PER_PX
from rbc_desk.imaging.slides.slide import Level, Pixels, Slide, fingerprint_of

START = b"ZISRAWFILE"
_SMALLEST_PX = 1024


class CziSlide(Slide):
    """A CZI file. Raises ImportError without pylibCZIrw, any error for a damaged file."""

    def __init__(self, path: Path) -> None:
        from pylibCZIrw import czi

        self._opened = czi.open_czi(str(path))
        self._czi: Any = self._opened.__enter__()
        try:
            box = self._czi.total_bounding_rectangle
            self._x, self._y, width, height = int(box[0]), int(box[1]), int(box[2]), int(box[3])
            self._lock = threading.Lock()
            self._bits: int | None = None
            n = max(1, int(np.ceil(np.log2(max(width, height) / _SMALLEST_PX))) + 1)
            levels = tuple(Level(max(1, width >> i), max(1, height >> i), 2.0**i) for i in range(n))
            super().__init__(path, levels=levels, um_per_px=_scale(self._czi), fingerprint=fingerprint_of(path))
            raw = self._raw(n - 1, Region(0, 0, levels[-1].width, levels[-1].height))
            if raw.dtype == np.uint16:
                self._bits = bits_in_use(raw)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._opened.__exit__(None, None, None)

    def _read(self, level: int, region: Region) -> Pixels:
        raw = self._raw(level, region)
        if raw.shape[2] >= 3:
            raw = raw[:, :, 2::-1]  # libCZI gives blue, green, red
        return np.ascontiguousarray(colour(raw, bits=self._bits))

    def _raw(self, level: int, region: Region) -> Any:
        factor = 2**level
        roi = (
            self._x + region.x * factor,
            self._y + region.y * factor,
            region.width * factor,
            region.height * factor,
        )
        with self._lock:
            found = self._czi.read(roi=roi, plane={"C": 0}, zoom=1 / factor, background_pixel=(1.0, 1.0, 1.0))
        return np.asarray(found)[: region.height, : region.width]


def _scale(file: Any) -> float | None:
    """The scale in the metadata, where metres per pixel stand under Scaling."""
    try:
        root = fromstring(file.raw_metadata, forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, ValueError):
        return None
    sides = {}
    for node in root.iter("Distance"):
        value = node.findtext("Value")
        if node.get("Id") in ("X", "Y") and value:
            try:
                sides[node.get("Id")] = float(value) * 1e6
            except ValueError:
                return None
    across, along = sides.get("X", 0.0), sides.get("Y", 0.0)
    low, high = CREDIBLE_UM_PER_PX
    return across if low <= across <= high and abs(across - along) <= 0.05 * across else None
