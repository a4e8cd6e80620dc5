"""Reading smears from disk: whatever a microscope's camera writes, as uint8 RGB, or a message that helps."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from rbc_desk.core.errors import ImageTooLargeError, UnreadableImageError
from rbc_desk.core.phrases import Phrase
from rbc_desk.imaging.channels import Pixels, colour, over_white, to_8_bits, upright
from rbc_desk.imaging.scale import of_density, of_tiff

DEFAULT_MAX_PIXELS = 400_000_000
_FORMATS = ("JPEG", "PNG", "BMP", "DIB", "TIFF")
_LARGE_PX = 60_000_000
_BAND_ROWS = 256
_TAKE_ANOTHER = "Open it in an image viewer to check it, or export it again as PNG, JPEG or TIFF."


@dataclass(frozen=True, slots=True, eq=False)
class SmearImage:
    """A smear's picture: H×W×3 uint8 RGB, upright; `sha256` is of the file's bytes.

    `um_per_px` is None where the file says nothing credible of its scale.
    """

    pixels: Pixels
    sha256: str
    um_per_px: float | None

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])


def read_image(path: Path, *, max_pixels: int = DEFAULT_MAX_PIXELS) -> SmearImage:
    """Read a JPEG, PNG, BMP or TIFF file.

    The size is taken from the header before anything is decoded. Transparent parts become white, like glass;
    16 bits become 8 over the range in use. Raises UnreadableImageError, or ImageTooLargeError past `max_pixels`.
    """
    path = Path(path)
    data = _bytes_of(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of big pictures and odd tags; we check both ourselves
            pixels, um_per_px = _decode(data, path=path, max_pixels=max_pixels)
    except UnreadableImageError:
        raise
    except MemoryError as error:
        raise ImageTooLargeError(
            Phrase("There is not enough memory to open {name}.", name=path.name),
            hint="Cut the field you need out of it.",
        ) from error
    except Exception as error:  # border: decoders raise anything at all on broken files
        raise UnreadableImageError(
            Phrase("{name} is damaged or cut short and cannot be read.", name=path.name), hint=_TAKE_ANOTHER
        ) from error
    return SmearImage(np.ascontiguousarray(pixels), hashlib.sha256(data).hexdigest(), um_per_px)


def _bytes_of(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableImageError(
            Phrase("{name} is not there.", name=path.name), hint="Was it moved or renamed?"
        ) from error
    except IsADirectoryError as error:
        raise UnreadableImageError(
            Phrase("{name} is a folder.", name=path.name), hint="Choose the images in it."
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableImageError(
            Phrase("{name} cannot be opened: {reason}.", name=path.name, reason=reason),
            hint="Check that you may read it and its disk is there.",
        ) from error
    if not data:
        raise UnreadableImageError(
            Phrase("{name} is empty (0 bytes).", name=path.name),
            hint="Copy it again from the camera or the microscope.",
        )
    return data


def _decode(data: bytes, *, path: Path, max_pixels: int) -> tuple[Pixels, float | None]:
    name = path.name
    try:
        image = _open(data)
    except UnidentifiedImageError as error:
        if data[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
            # Pillow knows not every kind of TIFF (16-bit colour, for one); tifffile knows nearly all.
            return _decode_tiff(data, name=name, max_pixels=max_pixels)
        raise UnreadableImageError(
            Phrase("{name} is no image that can be read.", name=name), hint="JPEG, PNG, BMP and TIFF files can."
        ) from error
    with image:
        _check_size(image.width, image.height, name=name, max_pixels=max_pixels)
        if image.format == "TIFF":
            return _decode_tiff(data, name=name, max_pixels=max_pixels, orientation=image.getexif().get(274, 1))
        if image.format == "PNG" and _png_depth(data) == 16:
            return _decode_deep_png(data), of_density(image.info)
        if image.mode in ("L", "RGB") and image.width * image.height > _LARGE_PX and "transparency" not in image.info:
            return _decode_large(data, path=path, size=image.size), of_density(image.info)
        return _to_rgb(ImageOps.exif_transpose(image)), of_density(image.info)


def _decode_large(data: bytes, *, path: Path, size: tuple[int, int]) -> Pixels:
    """A JPEG, PNG or BMP in 3 bytes a pixel: Pillow takes 4, and as many again on the way to an array."""
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
    """The file's pixels, in this very array where they are not turned: what OpenCV returns by itself it has copied.

    None where OpenCV cannot open it by its name (letters that a Windows code page lacks, say).
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
            Phrase("{name} holds a picture of {width} × {height} pixels.", name=name, width=width, height=height),
            hint=_TAKE_ANOTHER,
        )
    if width * height > max_pixels:
        raise ImageTooLargeError(
            Phrase(
                "{name} is too large: {width} × {height} pixels, where up to {most:g} million are read.",
                name=name,
                width=width,
                height=height,
                most=max_pixels // 1000000 or max_pixels / 1000000.0,
            ),
            hint="Cut the field you need out of it, or save it at a smaller size.",
        )


def _to_rgb(image: Image.Image) -> Pixels:
    if image.mode in ("I;16", "I;16B", "I", "F"):
        return colour(to_8_bits(np.asarray(image)))
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        return over_white(np.asarray(image.convert("RGBA")))
    return np.asarray(image.convert("RGB"))


def _png_depth(data: bytes) -> int:
    return data[24] if len(data) > 24 else 8


def _decode_deep_png(data: bytes) -> Pixels:
    # Pillow cuts 16-bit colour down to its high bytes, which leaves a 12-bit camera's picture almost black.
    deep = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if deep is None:
        raise ValueError("broken PNG")
    if deep.ndim == 3:
        deep = cv2.cvtColor(deep, cv2.COLOR_BGRA2RGBA if deep.shape[2] == 4 else cv2.COLOR_BGR2RGB)
    return colour(to_8_bits(deep))


def _decode_tiff(data: bytes, *, name: str, max_pixels: int, orientation: int = 1) -> tuple[Pixels, float | None]:
    import tifffile

    with tifffile.TiffFile(io.BytesIO(data)) as file:
        page = file.pages[0]
        if not isinstance(page, tifffile.TiffPage):
            raise ValueError("no full page")
        _check_size(page.imagewidth, page.imagelength, name=name, max_pixels=max_pixels)
        um_per_px = of_tiff(file, page)
        try:
            raw = page.asarray()
            colours = int(page.photometric)
            planar = int(page.planarconfig) == 2
            palette = page.colormap
        except Exception:  # border: a compression that tifffile needs a plug-in for, and Pillow reads itself
            with _open(data) as image:
                return _to_rgb(ImageOps.exif_transpose(image)), um_per_px
    if planar and raw.ndim == 3:
        raw = np.moveaxis(raw, 0, -1)
    while raw.ndim > 3 or (raw.ndim == 3 and raw.shape[2] not in (1, 2, 3, 4)):
        raw = raw[0]
    if colours == 3 and palette is not None:
        pixels = to_8_bits(np.moveaxis(palette[:, raw], 0, -1))
    elif colours in (5, 8):  # inks or Lab: Pillow knows how to turn them into RGB
        with _open(data) as image:
            return _to_rgb(ImageOps.exif_transpose(image)), um_per_px
    else:
        pixels = to_8_bits(raw)
        if colours == 0:
            pixels = np.asarray(255 - pixels, np.uint8)
    return upright(colour(pixels), orientation=orientation), um_per_px
