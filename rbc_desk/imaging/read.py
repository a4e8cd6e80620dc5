"""Reads smear images of any camera as uint8 RGB, or raises an error that says what to do."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from rbc_desk.core.errors import ImageTooLargeError, UnreadableImageError, WholeSlideError
from rbc_desk.core.files.images import FOREIGN_SUFFIXES, READABLE_WORDS, SLIDE_SUFFIXES, may_be_slide
from rbc_desk.core.phrases import Phrase
from rbc_desk.imaging.formats import tiff
from rbc_desk.imaging.formats.channels import Pixels, bits_in_use, colour, over_white, upright
from rbc_desk.imaging.formats.scale import of_density
from rbc_desk.imaging.formats.tiff import Picture, camera_raw
from rbc_desk.imaging.microscope_files import decode_of_microscope, is_of_microscope

DEFAULT_MAX_PIXELS = 400_000_000
_FORMATS = ("JPEG", "PNG", "BMP", "DIB", "TIFF", "WEBP", "JPEG2000", "AVIF", "GIF")
_PNG_START = b"\x89PNG"
_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_JPEG2000_STARTS = (b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_CAMERA_RAW = frozenset({".cr2", ".cr3", ".nef", ".arw", ".dng", ".orf", ".rw2", ".raf"})
_LARGE_PX = 60_000_000
_BY_OPENCV = ("JPEG", "PNG", "BMP", "DIB")
_BAND_ROWS = 256
_TAKE_ANOTHER = Phrase("Open it in an image viewer to check it, or export it again as PNG, JPEG or TIFF.")


@dataclass(frozen=True, slots=True, eq=False)
class SmearImage:
    """The image of a smear: uint8 RGB [H, W, 3], upright. `sha256` is the hash of the file's bytes.

    `um_per_px`: None where the file has no plausible scale. `bits`: the depth measured from the values of a 16-bit
    file; None where the format states it. `note`: the parts of the file that were not read, such as pages.
    """

    pixels: Pixels
    sha256: str
    um_per_px: float | None
    bits: int | None = None
    note: str = ""

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])


def read_image(
    path: Path, *, max_pixels: int = DEFAULT_MAX_PIXELS, bits: int | None = None, as_one: bool = False
) -> SmearImage:
    """Read a JPEG, PNG, BMP, TIFF, GIF, WebP, JPEG 2000, JPEG XL, AVIF, DICOM, CZI or ND2 file.

    The size is taken from the header before anything is decoded. Transparent parts become white, like glass;
    16 bits are scaled to 8 by the depth that the file states, or else by `bits`, or else by the bits in use.
    Raises UnreadableImageError, or ImageTooLargeError above `max_pixels`, WholeSlideError, MissingReaderError.
    `as_one`: read even a TIFF or CZI file that opens as a slide, for files that are smears already.
    """
    path = Path(path)
    if path.suffix.lower() in SLIDE_SUFFIXES or (not as_one and _is_slide(path)):
        raise WholeSlideError.of(path.name)
    if path.suffix.lower() in _CAMERA_RAW:  # their first page is a thumbnail that could be mistaken for the image
        raise camera_raw(path.name)
    return read_bytes(_bytes_of(path), path=path, max_pixels=max_pixels, bits=bits)


def read_bytes(
    data: bytes, *, path: Path, max_pixels: int = DEFAULT_MAX_PIXELS, bits: int | None = None
) -> SmearImage:
    """As `read_image`, of a file's content that is in memory; `path` is for messages and for readers of files."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large images and unusual tags, which are checked below
            picture = _decode(data, path=path, max_pixels=max_pixels, bits=bits)
    except UnreadableImageError:
        raise
    except MemoryError as error:
        raise ImageTooLargeError(
            Phrase("There is not enough memory to open {name}.", name=path.name),
            hint="Crop it to the field you need.",
        ) from error
    except Exception as error:  # border: decoders raise any error on damaged files
        raise UnreadableImageError(
            Phrase("{name} is damaged or incomplete and cannot be read.", name=path.name), hint=_TAKE_ANOTHER
        ) from error
    sha256 = hashlib.sha256(data).hexdigest()
    pixels = np.ascontiguousarray(picture.pixels)
    return SmearImage(pixels, sha256, picture.um_per_px, picture.bits, picture.note)


def measured_bits(path: Path, *, max_pixels: int = DEFAULT_MAX_PIXELS) -> tuple[tuple[int, int], int] | None:
    """The size and the bits in use of a 16-bit image whose file does not state its depth; None for any other.

    Only such an image is decoded. It is also None for an unreadable file, for which `read_image` raises the error.
    """
    try:
        if not _is_deep(path):
            return None
        image = read_image(path, max_pixels=max_pixels)
    except (UnreadableImageError, OSError, ValueError):
        return None
    return None if image.bits is None else ((image.width, image.height), image.bits)


def _is_slide(path: Path) -> bool:
    from rbc_desk.imaging.slides.opening import is_slide

    return may_be_slide(path) and is_slide(path)


def _is_deep(path: Path) -> bool:
    with path.open("rb") as handle:
        start = handle.read(4096)
    if start.startswith(_PNG_START):
        return _png_depth(start) == 16
    if start.startswith(_TIFF_STARTS):
        return tiff.is_deep(path)
    return start.startswith(_JPEG2000_STARTS) and _jpeg2000_depth(start) == 16


def _bytes_of(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableImageError(
            Phrase("{name} does not exist.", name=path.name), hint="Was it moved or renamed?"
        ) from error
    except IsADirectoryError as error:
        raise UnreadableImageError(
            Phrase("{name} is a folder.", name=path.name), hint="Choose the images in the folder."
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableImageError(
            Phrase("{name} cannot be opened: {reason}.", name=path.name, reason=reason),
            hint="Check that you have permission to read it and that its disk is connected.",
        ) from error
    if not data:
        raise UnreadableImageError(
            Phrase("{name} is empty (0 bytes).", name=path.name),
            hint="Copy it again from the camera or the microscope.",
        )
    return data


def _decode(data: bytes, *, path: Path, max_pixels: int, bits: int | None) -> Picture:
    def check_size(width: int, height: int) -> None:
        _check_size(width, height, name=path.name, max_pixels=max_pixels)

    def by_pillow(page: int) -> Pixels:
        with _open(data) as image:
            image.seek(page)
            return _to_rgb(ImageOps.exif_transpose(image))

    if is_of_microscope(data):  # first, because a DICOM file can begin like a TIFF
        return decode_of_microscope(data, path=path, check_size=check_size, bits=bits)
    if data.startswith(_TIFF_STARTS):
        return tiff.decode(data, name=path.name, check_size=check_size, by_pillow=by_pillow, bits=bits)
    try:
        image = _open(data)
    except UnidentifiedImageError as error:
        raise _foreign(data, path=path) from error
    with image:
        check_size(image.width, image.height)
        um_per_px = of_density(image.info)
        n = getattr(image, "n_frames", 1)
        note = Phrase("It contains {n} images; only the first was read.", n=n) if n > 1 else ""
        if image.format == "PNG" and _png_depth(data) == 16:
            picture = _decode_deep_png(data, bits=bits, um_per_px=um_per_px)
            return replace(picture, pixels=upright(picture.pixels, orientation=image.getexif().get(274, 1)))
        if image.format == "JPEG2000" and image.mode in ("RGB", "RGBA") and (depth := _jpeg2000_depth(data)) > 8:
            return _decode_deep_jpeg2000(data, depth=depth, bits=bits, um_per_px=um_per_px)
        plain = image.mode in ("L", "RGB") and image.format in _BY_OPENCV and "transparency" not in image.info
        if plain and image.width * image.height > _LARGE_PX:
            return Picture(_decode_large(data, path=path, size=image.size), um_per_px)
        return Picture(_to_rgb(ImageOps.exif_transpose(image), bits=bits), um_per_px, note=note)


def _foreign(data: bytes, *, path: Path) -> UnreadableImageError:
    """The error for a file that no decoder can read."""
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return UnreadableImageError(
            Phrase("{name} is a HEIC image, which cannot be read.", name=path.name),
            hint="Export it as JPEG, PNG or TIFF, with Preview on a Mac or Photos on Windows. An iPhone takes "
            "JPEG photos if Settings > Camera > Formats is set to Most Compatible.",
        )
    if path.suffix.lower() in FOREIGN_SUFFIXES:
        return UnreadableImageError(
            Phrase("{name}: {suffix} files cannot be read.", name=path.name, suffix=path.suffix.lower()),
            hint="Export it as TIFF with the software that created it.",
        )
    return UnreadableImageError(Phrase("{name} is not a readable image.", name=path.name), hint=READABLE_WORDS)


def _decode_large(data: bytes, *, path: Path, size: tuple[int, int]) -> Pixels:
    """Decode a JPEG, PNG or BMP with 3 bytes per pixel. Pillow would take 4, and again 4 for the array."""
    if data[:2] == b"\xff\xd8" and b"\xff\xd9" not in data[-1024:]:
        raise ValueError("truncated")  # OpenCV would fill the rest with grey
    pixels = _decode_into(np.empty((size[1], size[0], 3), np.uint8), path)
    if pixels is None:
        decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        if decoded is None:
            raise ValueError("broken")
        pixels = np.asarray(decoded, np.uint8)
    for row in range(0, len(pixels), _BAND_ROWS):
        band = pixels[row : row + _BAND_ROWS]
        band[:] = band[:, :, ::-1].copy()
    return pixels


def _decode_into(pixels: Pixels, path: Path) -> Pixels | None:
    """Decode the file into this array if it is not rotated, which saves the copy that OpenCV would make.

    Returns None if OpenCV cannot open the file by its name, for example with letters that a Windows code page lacks.
    """
    try:
        read: Any = cv2.imread(str(path), pixels, cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return read if read is not None and read.size else None


def _open(data: bytes) -> Image.Image:
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        return Image.open(io.BytesIO(data), formats=_FORMATS)
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _check_size(width: int, height: int, *, name: str, max_pixels: int) -> None:
    if width < 1 or height < 1:
        raise UnreadableImageError(
            Phrase("{name} contains an image of {width} × {height} pixels.", name=name, width=width, height=height),
            hint=_TAKE_ANOTHER,
        )
    if width * height > max_pixels:
        raise ImageTooLargeError(
            Phrase(
                "{name} is too large: {width} × {height} pixels; the limit is {most:g} megapixels.",
                name=name,
                width=width,
                height=height,
                most=max_pixels // 1000000 or max_pixels / 1000000.0,
            ),
            hint="Crop it to the field you need, or save it at a smaller size.",
        )


def _to_rgb(image: Image.Image, *, bits: int | None = None) -> Pixels:
    if image.mode in ("I;16", "I;16B", "I", "F"):
        return colour(np.asarray(image), bits=bits)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        rgba = np.asarray(image.convert("RGBA"))
        return over_white(rgba[:, :, :3], alpha=rgba[:, :, 3].astype(np.float32) / 255)
    return np.asarray(image.convert("RGB"))


def _png_depth(data: bytes) -> int:
    return data[24] if len(data) > 24 else 8


def _jpeg2000_depth(data: bytes) -> int:
    """The bits per sample of the first component, by the codestream's SIZ marker; 8 where there is none."""
    at = data.find(b"\xff\x4f\xff\x51")
    place = at + 2 + 40  # the marker, its length, capabilities, eight sizes and offsets, the number of components
    return (data[place] & 0x7F) + 1 if at >= 0 and place < len(data) else 8


def _decode_deep_jpeg2000(data: bytes, *, depth: int, bits: int | None, um_per_px: float | None) -> Picture:
    # Pillow keeps the high bytes only, as for PNG
    from imagecodecs import jpeg2k_decode

    deep = np.asarray(jpeg2k_decode(data))
    alpha = deep[:, :, 3] if deep.shape[2] == 4 else None
    deep = deep[:, :, :3]
    found = None if depth < 16 else bits_in_use(deep)
    return Picture(colour(deep, alpha=alpha, bits=depth if depth < 16 else bits or found), um_per_px, found)


def _decode_deep_png(data: bytes, *, bits: int | None, um_per_px: float | None) -> Picture:
    # Pillow keeps the high bytes of 16-bit colour only, which makes the image of a 12-bit camera almost black.
    deep = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if deep is None:
        raise ValueError("broken PNG")
    alpha = None
    if deep.ndim == 3:
        alpha = deep[:, :, 3] if deep.shape[2] == 4 else None
        deep = deep[:, :, 2::-1]
    found = bits_in_use(deep)
    return Picture(colour(deep, alpha=alpha, bits=found if bits is None else bits), um_per_px, found)
