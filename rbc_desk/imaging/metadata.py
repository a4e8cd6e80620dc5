"""Removes what cameras, microscopes and hospital archives note in images: names, dates, places, serial numbers.

What is displayed stays the same. JPEG, PNG and WebP files lose the parts that hold notes and keep their pixels bit by
bit; a TIFF of more than 8 bits is written anew with its samples; everything else becomes a PNG of what is displayed.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from rbc_desk.core.errors import UnreadableImageError
from rbc_desk.imaging.clean_copy import ORIENTATION, PNG_START, stripped_jpeg, stripped_png
from rbc_desk.imaging.formats import tiff
from rbc_desk.imaging.read import DEFAULT_MAX_PIXELS, SmearImage, read_bytes
from rbc_desk.imaging.slides.slide import Pixels

_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_WEBP_NOTES = (b"EXIF", b"XMP ")
_WEBP_FLAGS = ~(0x08 | 0x04)  # of the chunk VP8X: has EXIF, has XMP
_MAX_SAMPLE_VALUE = 281
_UM_PER_CM = 10_000.0
_PNG_EFFORT = 3


def without_metadata(
    data: bytes,
    *,
    path: Path,
    read: Callable[[], SmearImage],
    bits: int | None = None,
    max_pixels: int = DEFAULT_MAX_PIXELS,
) -> tuple[str, bytes]:
    """The suffix and the bytes of an image file without notes; a file that has none is returned as it is.

    `read()` gives what the file shows, read with `bits`; it is called where the format has to be written anew.
    """
    suffix = path.suffix.lower()
    if data.startswith(b"BM"):
        return suffix, data  # the format has no place for notes
    stripped = _stripped(data)
    if stripped is not None:
        return suffix, stripped
    image = read()
    if data.startswith(_TIFF_STARTS) and (deep := _deep_tiff(data, path=path, image=image, bits=bits)) is not None:
        try:
            again = read_bytes(deep, path=Path("image.tif"), max_pixels=max_pixels, bits=bits)
        except UnreadableImageError:
            again = None
        if again is not None and again.bits == image.bits and np.array_equal(again.pixels, image.pixels):
            return ".tif", deep
    return ".png", as_png(image.pixels)


def as_png(pixels: Pixels) -> bytes:
    """The image (uint8 RGB) as PNG without any notes."""
    done, encoded = cv2.imencode(
        ".png", np.ascontiguousarray(pixels[:, :, ::-1]), [cv2.IMWRITE_PNG_COMPRESSION, _PNG_EFFORT]
    )
    if not done:
        raise ValueError("the image cannot be written as PNG")
    return encoded.tobytes()


def _stripped(data: bytes) -> bytes | None:
    """The file without the parts that hold notes; None if its format has to be written anew."""
    turn = _turn(data)
    if data.startswith(b"\xff\xd8") and (jpeg := stripped_jpeg(data)) is not None:
        return jpeg if turn == 1 else jpeg[:2] + _exif_of(turn) + jpeg[2:]
    if turn != 1:
        return None
    if data.startswith(PNG_START):
        return stripped_png(data, deep=True)
    return _webp(data) if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def _turn(data: bytes) -> int:
    """How the image is to be turned for display, by its EXIF part: 1 if not at all."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
                turn = int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # border: other formats, and EXIF parts that Pillow cannot read
        return 1
    return turn if 1 <= turn <= 8 else 1


def _exif_of(turn: int) -> bytes:
    """An application part of a JPEG with the orientation alone."""
    entry = struct.pack(">HHIHH", ORIENTATION, 3, 1, turn, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif


def _webp(data: bytes) -> bytes | None:
    """The WebP without EXIF, XMP and unknown chunks; None if it is damaged or animated."""
    kept, at = [], 12
    while at + 8 <= len(data):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + length + (length & 1)
        if end > len(data) or kind == b"ANIM":
            return None
        if kind == b"VP8X":
            kept.append(data[at : at + 8] + bytes([data[at + 8] & _WEBP_FLAGS]) + data[at + 9 : end])
        elif kind in (b"VP8 ", b"VP8L", b"ALPH", b"ICCP"):
            kept.append(data[at:end])
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _deep_tiff(data: bytes, *, path: Path, image: SmearImage, bits: int | None) -> bytes | None:
    """A TIFF with the samples of a grey or RGB image of more than 8 bits, and their depth; None for any other."""
    import tifffile

    kept: list[tuple[NDArray[Any], int, int | None]] = []

    def by_pillow(_page: int) -> Pixels:
        raise ValueError("not of more than 8 bits")

    try:
        tiff.decode(
            data,
            name=path.name,
            check_size=lambda _width, _height: None,
            by_pillow=by_pillow,
            bits=bits,
            keep_depth=lambda *found: kept.append(found),
        )
    except Exception:  # border: it was decoded before; the PNG of that is written instead
        return None
    if not kept:
        return None
    samples, photometric, depth = kept[0]
    out = io.BytesIO()
    tifffile.imwrite(
        out,
        np.ascontiguousarray(samples.squeeze()),
        photometric="rgb" if samples.ndim == 3 and samples.shape[2] == 3 else photometric,
        compression="zlib",
        predictor=samples.dtype.kind == "u",
        metadata=None,
        software=False,
        resolution=(_UM_PER_CM / image.um_per_px,) * 2 if image.um_per_px else None,
        resolutionunit="CENTIMETER" if image.um_per_px else None,
        extratags=[(_MAX_SAMPLE_VALUE, 3, 1, 2**depth - 1, True)] if depth is not None and depth < 16 else [],
    )
    return out.getvalue()
