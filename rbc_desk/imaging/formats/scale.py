"""Reads the scale stored in an image file, where it is plausible for a microscope.

A scale is stored in OME-XML or ImageJ's description, in the resolution tags of a TIFF, or as the density of a PNG,
JPEG or BMP. Most of these hold the resolution of a printer or a screen, so only values in the range of microscopes
are used. EXIF's focal plane resolution describes the sensor, not the specimen.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

CREDIBLE_UM_PER_PX = (0.01, 2.0)
_UM_PER_INCH = 25_400.0
_UM_PER_UNIT = {2: _UM_PER_INCH, 3: 10_000.0}  # TIFF ResolutionUnit: inch, centimetre
_UM_PER_NAME = {
    "um": 1.0, "µm": 1.0, "μm": 1.0, "\\u00b5m": 1.0, "micron": 1.0, "microns": 1.0, "micrometer": 1.0,
    "micrometre": 1.0, "nm": 1e-3, "nanometer": 1e-3, "mm": 1e3, "cm": 1e4, "inch": _UM_PER_INCH, "å": 1e-4,
    "pm": 1e-6, "m": 1e6,
}  # fmt: skip
_MOST_XML = 4_000_000


def of_tiff(file: Any, page: Any) -> float | None:
    """Micrometres per pixel of a TIFF (`tifffile.TiffFile` and its first page); None without a plausible scale."""
    for found in (_ome(file), _imagej(file, page), _tags(page)):
        if found is not None:
            return found
    return None


def of_density(info: Mapping[Any, Any]) -> float | None:
    """Micrometres per pixel from Pillow's `Image.info` of a PNG, JPEG or BMP; None without a plausible scale."""
    dpi = info.get("dpi")
    if not isinstance(dpi, tuple) or len(dpi) != 2:
        return None
    try:
        across, along = float(dpi[0]), float(dpi[1])
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    if not (across > 0 and along > 0):
        return None
    return _credible(_UM_PER_INCH / across, _UM_PER_INCH / along)


def channel_names(file: Any) -> tuple[str, ...]:
    """The names of the channels of an OME-TIFF or an ImageJ file, in order; empty where there are none."""
    if (root := _ome_root(file)) is not None:
        pixels = next((node for node in root.iter() if _tag(node) == "Pixels"), None)
        return (
            tuple(node.get("Name", "") for node in pixels.iter() if _tag(node) == "Channel")
            if pixels is not None
            else ()
        )
    metadata = getattr(file, "imagej_metadata", None)
    labels = metadata.get("Labels", ()) if isinstance(metadata, dict) else ()
    return tuple(map(str, labels)) if isinstance(labels, list | tuple) else ()


def _ome(file: Any) -> float | None:
    root = _ome_root(file)
    pixels = next((node for node in root.iter() if _tag(node) == "Pixels"), None) if root is not None else None
    if pixels is None:
        return None
    across, along = (_length(pixels, axis) for axis in ("X", "Y"))
    return _credible(across, along if along is not None else across) if across is not None else None


def _ome_root(file: Any) -> ET.Element | None:
    text = getattr(file, "ome_metadata", None)
    if not isinstance(text, str) or len(text) > _MOST_XML:
        return None
    try:
        return fromstring(text, forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException):
        return None


def _tag(node: ET.Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _length(pixels: ET.Element, axis: str) -> float | None:
    unit = _UM_PER_NAME.get(pixels.get(f"PhysicalSize{axis}Unit", "µm").strip().lower())
    try:
        return float(pixels.get(f"PhysicalSize{axis}", "")) * unit if unit else None
    except ValueError:
        return None


def _imagej(file: Any, page: Any) -> float | None:
    """The scale by ImageJ, which stores pixels per unit in the resolution tags and the unit in the description."""
    metadata = getattr(file, "imagej_metadata", None)
    if not isinstance(metadata, dict):
        return None
    unit = _UM_PER_NAME.get(str(metadata.get("unit", "")).strip().lower())
    sides = _pixels_a_unit(page)
    if unit is None or sides is None:
        return None
    return _credible(unit / sides[0], unit / sides[1])


def _tags(page: Any) -> float | None:
    unit = page.tags.get(296)
    um_per_unit = _UM_PER_UNIT.get(int(unit.value) if unit is not None else 2)
    sides = _pixels_a_unit(page)
    if um_per_unit is None or sides is None:
        return None
    return _credible(um_per_unit / sides[0], um_per_unit / sides[1])


def _pixels_a_unit(page: Any) -> tuple[float, float] | None:
    x, y = page.tags.get(282), page.tags.get(283)
    if x is None or y is None:
        return None
    (x_up, x_down), (y_up, y_down) = x.value, y.value
    if not (x_up and x_down and y_up and y_down):
        return None
    return x_up / x_down, y_up / y_down


def _credible(across: float, along: float) -> float | None:
    """The scale if it is plausible for a microscope and pixels are square; None for the defaults of printers."""
    low, high = CREDIBLE_UM_PER_PX
    if not low <= across <= high or abs(across - along) > 0.05 * across:
        return None
    return float(across)
