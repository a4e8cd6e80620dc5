"""Reads JPEG XL images. The size is taken from the header, since the decoder allocates the image at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

_CODESTREAM = b"\xff\x0a"
_CONTAINER = b"\0\0\0\x0cJXL \r\n\x87\n"
_RATIOS = {1: (1, 1), 2: (12, 10), 3: (4, 3), 4: (3, 2), 5: (16, 9), 6: (5, 4), 7: (2, 1)}


def is_jpeg_xl(data: bytes) -> bool:
    return data.startswith((_CODESTREAM, _CONTAINER))


def decode(data: bytes, *, check_size: Callable[[int, int], None]) -> NDArray[Any]:
    """The first frame, upright, [height, width, samples] of 8 or 16 bits or floats.

    Raises ValueError or what the decoder raises for damaged files.
    """
    from imagecodecs import jpegxl_decode

    check_size(*_size(data))
    pixels = np.asarray(jpegxl_decode(data, index=0))
    return pixels[:, :, None] if pixels.ndim == 2 else pixels


def _size(data: bytes) -> tuple[int, int]:
    """Width and height by the header of the codestream (ISO/IEC 18181-1, SizeHeader)."""
    at = 0 if data.startswith(_CODESTREAM) else _codestream(data)
    bits = int.from_bytes(data[at + 2 : at + 18], "little")

    def take(n: int) -> int:
        nonlocal bits
        value, bits = bits & ((1 << n) - 1), bits >> n
        return value

    def side(small: int) -> int:
        return 8 * (1 + take(5)) if small else 1 + take((9, 13, 18, 30)[take(2)])

    small = take(1)
    height = side(small)
    ratio = take(3)
    if ratio:
        up, down = _RATIOS[ratio]
        return height * up // down, height
    return side(small), height


def _codestream(data: bytes) -> int:
    """Where the codestream starts in a container: in its box jxlc, or in the first of its parts."""
    at = 0
    while at + 8 <= len(data):
        length, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        if kind in (b"jxlc", b"jxlp"):
            start = at + head + (4 if kind == b"jxlp" else 0)
            if data[start : start + 2] != _CODESTREAM:
                break
            return start
        if length < head:
            break
        at += length
    raise ValueError("no codestream")
