"""Reads ND2 files of Nikon microscopes, by the package nd2."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from rbc_desk.core.phrases import Phrase
from rbc_desk.imaging.formats.channels import bits_in_use, colour
from rbc_desk.imaging.formats.scale import CREDIBLE_UM_PER_PX
from rbc_desk.imaging.formats.tiff import Picture

START = b"\xda\xce\xbe\x0a"


def decode(path: Path, *, check_size: Callable[[int, int], None], bits: int | None) -> Picture:
    """The first frame as RGB. Raises ImportError without nd2, any error for a damaged file."""
    import nd2

    with nd2.ND2File(path) as file:
        check_size(int(file.sizes["X"]), int(file.sizes["Y"]))
        raw = np.array(file.read_frame(0))  # a copy, because nd2 gives a view of the file that it closes
        axes = [axis for axis in file.sizes if axis in "CYXS" and file.sizes[axis] > 1]
        n_frames = int(np.prod([n for axis, n in file.sizes.items() if axis not in "CYXS"] or [1]))
        um_per_px = _scale(file)
    if "C" in axes and "S" in axes:
        raw = raw[0]  # each channel is a colour image of its own
    if "S" in axes:
        raw = raw[:, :, 2::-1]  # Nikon stores blue, green, red, and nd2 gives them as they are stored
    elif "C" in axes:
        raw = np.moveaxis(raw, 0, -1)
    if raw.ndim == 3:
        raw = raw[:, :, :3] if raw.shape[2] >= 3 else raw[:, :, 0]
    found = bits_in_use(raw) if raw.dtype == np.uint16 else None
    note = Phrase("It contains {n} images; only the first was read.", n=n_frames) if n_frames > 1 else ""
    return Picture(colour(raw, bits=found if bits is None else bits), um_per_px, found, note)


def _scale(file: Any) -> float | None:
    try:
        size = file.voxel_size()
    except Exception:  # border: an image is worth opening although its notes are odd
        return None
    low, high = CREDIBLE_UM_PER_PX
    return float(size.x) if low <= size.x <= high and abs(size.x - size.y) <= 0.05 * size.x else None
