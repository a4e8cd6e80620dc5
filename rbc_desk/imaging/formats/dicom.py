"""Reads photographs and micrographs in DICOM files, by pydicom. Whole slides in DICOM are read by OpenSlide."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from rbc_desk.core.errors import UnreadableImageError
from rbc_desk.core.phrases import Phrase
from rbc_desk.imaging.formats.channels import colour
from rbc_desk.imaging.formats.scale import CREDIBLE_UM_PER_PX
from rbc_desk.imaging.formats.tiff import Picture

_WHOLE_SLIDE = b"1.2.840.10008.5.1.4.1.1.77.1.6"
_HEADER_BYTES = 4096


def is_dicom(start: bytes) -> bool:
    """Whether a file that begins so is a DICOM file; `start` has at least 132 bytes."""
    return start[128:132] == b"DICM"


def is_slide_object(path: Path) -> bool:
    """Whether the DICOM file is a whole slide, by the class of its object in the header of the file."""
    try:
        with path.open("rb") as file:
            return _WHOLE_SLIDE in file.read(_HEADER_BYTES)
    except OSError:
        return False


def decode(data: bytes, *, name: str, check_size: Callable[[int, int], None]) -> Picture:
    """The first image of the file as RGB. Raises ImportError without pydicom, UnreadableImageError, any error for a
    damaged file.
    """
    from pydicom import dcmread
    from pydicom.pixels import apply_color_lut, pixel_array

    found = dcmread(io.BytesIO(data))
    if "Rows" not in found or "Columns" not in found:
        raise UnreadableImageError(
            Phrase("{name} is a DICOM file without an image.", name=name), hint="Choose the file of the image."
        )
    check_size(int(found.Columns), int(found.Rows))
    n = int(found.get("NumberOfFrames") or 1)
    try:
        raw: Any = pixel_array(found, index=0)
    except (NotImplementedError, RuntimeError) as error:
        raise UnreadableImageError(
            Phrase("{name} is compressed in a way that cannot be read.", name=name),
            hint="Export it without compression, or as PNG or TIFF.",
        ) from error
    photometric = str(found.get("PhotometricInterpretation", ""))
    if photometric == "PALETTE COLOR":
        raw = apply_color_lut(raw, found)
        bits = 16 if raw.dtype == np.uint16 else 8
    else:
        bits = int(found.get("BitsStored") or 8)
    pixels = colour(raw, bits=bits)
    if photometric == "MONOCHROME1":
        pixels = np.asarray(255 - pixels, np.uint8)
    note = Phrase("It contains {n} images; only the first was read.", n=n) if n > 1 else ""
    return Picture(pixels, _scale(found), note=note)


def _scale(found: Any) -> float | None:
    spacing = found.get("PixelSpacing")
    try:
        along, across = (float(value) * 1000 for value in spacing)
    except (TypeError, ValueError):
        return None
    low, high = CREDIBLE_UM_PER_PX
    return across if low <= across <= high and abs(across - along) <= 0.05 * across else None
