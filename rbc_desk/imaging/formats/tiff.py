"""Selects the smear image in a TIFF file, and its red, green and blue channels.

A TIFF can hold pages, planes, channels, thumbnails and extra samples. The file's own metadata decides what is read;
without metadata, the first candidate is used and a note says so.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.errors import UnreadableImageError
from rbc_desk.core.phrases import Phrase
from rbc_desk.imaging.formats.channels import (
    CAMERA_BITS,
    EARLIER_RULE,
    Pixels,
    bits_in_use,
    colour,
    to_8_bits,
    upright,
)
from rbc_desk.imaging.formats.scale import channel_names, of_tiff

_PALETTE, _WHITE_IS_ZERO, _INKS, _YCBCR, _CAMERA_RAW = 3, 0, 5, 6, 32803
_LAB = (8, 9, 10)
_DECODED_AS_RGB = frozenset({7, 33003, 33004, 33005, 34712, 50001, 50002})  # JPEG, JPEG 2000, WebP, JPEG XL
_ORIENTATION, _MAX_VALUE, _S_MAX_VALUE = 274, 281, 341
_COLOURS = ("red", "green", "blue")


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A decoded image, upright. `bits`: the depth measured from its values; None where the format states it.

    `note`: the parts of the file that were not read; empty where there are none.
    """

    pixels: Pixels
    um_per_px: float | None
    bits: int | None = None
    note: str = ""


def decode(
    data: bytes,
    *,
    name: str,
    check_size: Callable[[int, int], None],
    by_pillow: Callable[[int], Pixels],
    bits: int | None,
    keep_depth: Callable[[NDArray[Any], int, int | None], None] | None = None,
) -> Picture:
    """Decode the largest image in the file that is not a thumbnail.

    `check_size(width, height)` raises for a too large image. `by_pillow(page)` decodes a page in a colour space that
    Pillow converts. `bits`: the depth of its values where it is known. `keep_depth(samples, photometric, bits)` gets
    the samples of an image of more than 8 bits, upright, with the depth that the file states. Raises
    UnreadableImageError, or any error for a damaged file.
    """
    import tifffile

    with tifffile.TiffFile(io.BytesIO(data)) as file:
        series, page, others = _largest(file)
        check_size(page.imagewidth, page.imagelength)
        photometric = int(page.photometric)
        if photometric == _CAMERA_RAW:
            raise camera_raw(name)
        um_per_px = of_tiff(file, page)
        orientation = int(page.tags.valueof(_ORIENTATION, 1))
        foreign = photometric in (_INKS, *_LAB) or (
            photometric == _YCBCR and int(page.compression) not in _DECODED_AS_RGB
        )
        if foreign:
            return Picture(by_pillow(page.index), um_per_px)
        try:
            raw, note = _planes(series, page, names=channel_names(file), check_size=check_size)
        except UnreadableImageError:
            raise
        except Exception:  # border: old compressions that only Pillow knows; with 8 bits it cannot misread the depth
            if page.bitspersample != 8:
                raise
            return Picture(by_pillow(page.index), um_per_px)
        if photometric == _PALETTE and page.colormap is not None:
            wide = page.colormap.max() > 255
            table = to_8_bits(page.colormap, bits=16 if wide else 8)
            return Picture(upright(np.moveaxis(table[:, raw], 0, -1), orientation=orientation), um_per_px, note=note)
        raw, alpha, more = _colours(raw, page)
        found = None
        if raw.dtype == np.uint16:
            declared = declared_depth(page)
            found = None if declared else bits_in_use(raw)
            if bits != EARLIER_RULE:
                bits = declared or bits or found
        if keep_depth is not None and raw.dtype != np.uint8 and alpha is None:
            keep_depth(upright(raw, orientation=orientation), photometric, declared_depth(page))
        pixels = colour(raw, alpha=alpha, bits=bits)
        if photometric == _WHITE_IS_ZERO:
            pixels = np.asarray(255 - pixels, np.uint8)
        return Picture(upright(pixels, orientation=orientation), um_per_px, found, note or more or others)


def is_deep(path: Path) -> bool:
    """Whether the header of the first image states more than 8 bits per sample."""
    import tifffile

    try:
        with tifffile.TiffFile(path) as file:
            bits = file.pages.first.bitspersample
    except Exception:  # border: a damaged file; decoding reports it
        return False
    return isinstance(bits, int) and bits > 8


def camera_raw(name: str) -> UnreadableImageError:
    return UnreadableImageError(
        Phrase("{name} contains raw camera data, which cannot be read.", name=name),
        hint="Export it as TIFF or JPEG with the camera's software.",
    )


def _largest(file: Any) -> tuple[Any, Any, str]:
    """The series and the page of the largest image (the first of equal ones), and a note where there are several."""
    choices = [(series, series.keyframe) for series in file.series if series.keyframe is not None]
    whole = [(series, page) for series, page in choices if not page.is_reduced] or choices
    series, page = max(whole, key=lambda choice: choice[1].imagewidth * choice[1].imagelength)
    same = [p for _, p in whole if (p.imagewidth, p.imagelength) == (page.imagewidth, page.imagelength)]
    note = Phrase("It contains {n} images; only the first was read.", n=len(same)) if len(same) > 1 else ""
    return series, page, note


def _planes(
    series: Any, page: Any, *, names: tuple[str, ...], check_size: Callable[[int, int], None]
) -> tuple[NDArray[Any], str]:
    """The image as H×W or H×W×samples with joined channels, and a note about parts that were left out."""
    axes: str = series.axes
    if set(axes) <= set("YXS"):
        raw = page.asarray()
        return (np.moveaxis(raw, axes.index("S"), -1) if "S" in axes else raw), ""
    check_size(int(np.prod(series.shape)) // page.imagelength, page.imagelength)
    raw, note = series.asarray(), ""
    for axis in [a for a in axes if a not in "YXSC"]:
        place = axes.index(axis)
        if raw.shape[place] > 1:
            note = Phrase("It contains {n} images; only the first was read.", n=raw.shape[place])
        raw, axes = raw.take(0, axis=place), axes.replace(axis, "")
    if "C" in axes:
        raw = np.moveaxis(raw, axes.index("C"), -1)
        axes = axes.replace("C", "") + "C"
        n = raw.shape[-1]
        chosen = _rgb_channels(names, n=n)
        if "S" in axes:
            raw, axes = raw[..., 0], axes.replace("C", "")  # each channel is a colour image of its own
        elif n > 1:
            raw, axes = raw[..., list(chosen)], axes.replace("C", "S")
        if n > len(chosen) or n == 2:
            note = note or Phrase("It contains {n} channels; only the first ones were read.", n=n)
    raw = np.moveaxis(raw, [axes.index(a) for a in "YXS" if a in axes], range(raw.ndim))
    return raw, note


def _rgb_channels(names: tuple[str, ...], *, n: int) -> tuple[int, ...]:
    """The channels that are red, green and blue: by their names, or else the first three; one where there are two."""
    words = [name.strip().casefold() for name in names]
    by_name = [next((i for i, w in enumerate(words) if w in (c, c[0])), None) for c in _COLOURS]
    if len(words) == n and None not in by_name:
        return tuple(i for i in by_name if i is not None)
    return (0, 1, 2) if n >= 3 else (0,)


def _colours(raw: NDArray[Any], page: Any) -> tuple[NDArray[Any], NDArray[Any] | None, str]:
    """Grey or RGB samples, alpha if the file declares it, and a note about samples that are left out."""
    if raw.ndim == 2:
        return raw, None, ""
    n = raw.shape[2]
    extras = [int(kind) for kind in page.extrasamples]
    grey = n < 3 or (int(page.photometric) in (0, 1) and n - len(extras) == 1)
    colours = 1 if grey else 3
    alpha = next((colours + i for i, kind in enumerate(extras) if kind in (1, 2) and colours + i < n), None)
    left_out = n - colours - (alpha is not None)
    note = Phrase("It contains {n} channels; only the first ones were read.", n=n) if left_out > 1 else ""
    return raw[:, :, :colours], None if alpha is None else raw[:, :, alpha], note


def declared_depth(page: Any) -> int | None:
    """The depth in the tags of the file, if they state more than the word size."""
    bits = page.bitspersample
    if isinstance(bits, int) and 8 < bits < 16:
        return bits
    for tag in (_MAX_VALUE, _S_MAX_VALUE):
        value = page.tags.valueof(tag)
        top = value[0] if isinstance(value, tuple) and value else value
        declared = next((depth for depth in CAMERA_BITS if top == 2**depth - 1), None)
        if declared is not None and 8 < declared < 16:
            return declared
    return None
