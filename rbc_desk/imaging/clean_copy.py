"""Copies of images without what cameras and programs note in them: no date, place, name or serial number.

JPEG and PNG files lose these parts and keep their pixels bit by bit. Everything else (TIFF, 16 bits, images that are
displayed turned) becomes a PNG file of what the program displays.
"""

from __future__ import annotations

import io
import struct
from pathlib import Path

from PIL import Image

from rbc_desk.imaging.read import DEFAULT_MAX_PIXELS, read_image

PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD")
)
ORIENTATION = 0x0112


def clean_copy(
    path: Path, *, max_pixels: int = DEFAULT_MAX_PIXELS, bits: int | None = None, um_per_px: float | None = None
) -> tuple[str, bytes]:
    """Return the suffix and the bytes of a copy without metadata; `um_per_px` stays as the density of a new PNG file.

    A file that has none is returned as it is. Raises UnreadableImageError as `read_image` does.
    """
    image = read_image(path, max_pixels=max_pixels, bits=bits, as_one=True)
    data = path.read_bytes()
    stripped = stripped_jpeg(data) or stripped_png(data)
    if stripped is not None and not _is_turned(data):
        return (".png" if data.startswith(PNG_START) else ".jpg"), stripped
    out = io.BytesIO()
    density = {"dpi": (25400 / um_per_px,) * 2} if um_per_px else {}
    Image.fromarray(image.pixels).save(out, "PNG", **density)
    return ".png", out.getvalue()


def _is_turned(data: bytes) -> bool:
    with Image.open(io.BytesIO(data)) as image:
        return bool(image.getexif().get(ORIENTATION, 1) != 1)


def stripped_jpeg(data: bytes) -> bytes | None:
    """The JPEG without comments and application parts but JFIF, colour profile and Adobe's; None if it is none."""
    if not data.startswith(b"\xff\xd8"):
        return None
    kept, at = [data[:2]], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xD9:  # what follows the end is a preview or a second image
            return b"".join([*kept, b"\xff\xd9"])
        if marker == 0xFF:
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        part = data[at:end]
        is_app, is_comment = 0xE0 <= marker <= 0xEF, marker == 0xFE
        is_colour = (
            (marker == 0xE0 and part[4:9] == b"JFIF\0")
            or (marker == 0xE2 and part[4:16] == b"ICC_PROFILE\0")
            or (marker == 0xEE and part[4:9] == b"Adobe")
        )
        if (not is_app and not is_comment) or is_colour:
            kept.append(_without_thumbnail(part) if marker == 0xE0 else part)
        at = end
        if marker == 0xDA:
            after = _end_of_scan(data, at)
            kept.append(data[at:after])
            at = after
    return b"".join([*kept, data[at:]]) if data[at:] == b"\xff\xd9" else None


def _without_thumbnail(jfif: bytes) -> bytes:
    if len(jfif) <= 18:
        return jfif
    return jfif[:2] + struct.pack(">H", 16) + jfif[4:16] + b"\0\0"


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker is that is neither an escaped byte nor a restart."""
    while (at := data.find(b"\xff", at)) >= 0:
        if at + 1 < len(data) and data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 1
    return len(data)


def stripped_png(data: bytes, *, deep: bool = False) -> bytes | None:
    """The PNG with image, colours and density alone; None if it is none, animated, damaged, or `deep` unasked."""
    if not data.startswith(PNG_START) or len(data) < 33 or (data[24] > 8 and not deep):
        return None
    kept, at = [PNG_START], len(PNG_START)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if name == b"acTL" or at + 12 + length > len(data):
            return None
        if name in _PNG_KEPT:
            kept.append(data[at : at + 12 + length])
        if name == b"IEND":
            return b"".join(kept)
        at += 12 + length
    return None
