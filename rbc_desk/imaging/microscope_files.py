"""Image formats that Pillow does not read: JPEG XL, DICOM, CZI and ND2, each by a package of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from rbc_desk.core.errors import MissingReaderError, WholeSlideError
from rbc_desk.core.geometry.regions import Region
from rbc_desk.imaging.formats import dicom, jpeg_xl, nd2
from rbc_desk.imaging.formats.channels import bits_in_use, colour
from rbc_desk.imaging.formats.tiff import Picture
from rbc_desk.imaging.slides import czi

_STARTS = (nd2.START, czi.START)


def is_of_microscope(data: bytes) -> bool:
    return jpeg_xl.is_jpeg_xl(data) or dicom.is_dicom(data) or data.startswith(_STARTS)


def decode_of_microscope(
    data: bytes, *, path: Path, check_size: Callable[[int, int], None], bits: int | None
) -> Picture:
    """Decode the image. Raises MissingReaderError, WholeSlideError, any error for a damaged file."""
    if jpeg_xl.is_jpeg_xl(data):
        raw = jpeg_xl.decode(data, check_size=check_size)
        n = raw.shape[2]
        alpha = raw[:, :, n - 1] if n in (2, 4) else None
        raw = raw[:, :, : n - (alpha is not None)]
        found = bits_in_use(raw) if raw.dtype == np.uint16 else None
        return Picture(colour(raw, alpha=alpha, bits=found if bits is None else bits), None, found)
    decode: Callable[[], Picture]
    if dicom.is_dicom(data):
        if dicom.is_slide_object(path):
            raise WholeSlideError.of(path.name)
        extra, decode = "slides", partial(dicom.decode, data, name=path.name, check_size=check_size)
    elif data.startswith(czi.START):
        extra, decode = "czi", partial(_decode_czi, path, check_size=check_size)
    else:
        extra, decode = "nd2", partial(nd2.decode, path, check_size=check_size, bits=bits)
    try:
        return decode()
    except ImportError as error:
        raise MissingReaderError.of(path.name, extra=extra) from error


def _decode_czi(path: Path, *, check_size: Callable[[int, int], None]) -> Picture:
    with czi.CziSlide(path) as slide:
        check_size(slide.width, slide.height)
        return Picture(slide.read(0, Region(0, 0, slide.width, slide.height)), slide.um_per_px)
