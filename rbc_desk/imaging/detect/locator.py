"""Runs the trained locator network on a smear, tile by tile, without torch."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidProtobuf, NoSuchFile
from scipy.spatial import KDTree

from rbc_desk.core.errors import BundleError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.upscale import resized
from rbc_desk.settings.paths import shipped_models

Pixels = NDArray[np.uint8]
Circles = NDArray[np.float64]
"""[N, 4]: x, y, r in pixels and the score 0..1, best first."""

SHIPPED = "red-cells"

_CORE = 640  # of a tile, pixels of the network's input
_MARGIN = 128  # beyond which a tile's picture does not reach into its core's answer
_BRIGHT, _CEILING, _MIDDLE = 98, 1.25, 1.5  # as in rbc_desk.learn.locate.views.normalised
_LEAST_SCORE, _RISE = 0.05, 1e-3
_SLIVER = 0.6  # of the radius: how far outside the border a cell's centre may be


@dataclass(frozen=True, slots=True)
class Locator:
    """A trained locator (rbc_desk.learn.locate); safe to use from several threads at once."""

    session: onnxruntime.InferenceSession
    cell_px: float
    unit_px: float
    stride: int
    multiple: int
    outside: float

    def __call__(self, pixels: Pixels, *, diameter_px: float, task: Task = SILENT) -> Circles:
        """The cells on `pixels` (uint8 RGB), looked for as if the typical one were `diameter_px` wide.

        Raises CancelledError once stopped (asked a tile).
        """
        factor = self.cell_px / diameter_px
        height, width = pixels.shape[:2]
        bright = _brightness(pixels)
        step = max(1, round(_CORE / factor))
        margin = math.ceil(_MARGIN / factor)
        found = []
        for top in range(0, height, step):
            for left in range(0, width, step):
                task.raise_if_stopped()
                y0, x0 = max(0, top - margin), max(0, left - margin)
                part = pixels[y0 : top + step + margin, x0 : left + step + margin]
                circles = self._part(part, factor=factor, bright=bright)
                circles[:, :2] += (x0, y0)
                circles = _drawn_in(circles, width=width, height=height)
                x, y = circles[:, 0], circles[:, 1]
                own = (x >= left) & (x < min(left + step, width)) & (y >= top) & (y < min(top + step, height))
                found.append(circles[own])
        return without_doubles(np.concatenate(found))

    def _part(self, part: Pixels, *, factor: float, bright: NDArray[np.float32]) -> Circles:
        small = resized(part, factor=factor)
        height, width = small.shape[:2]
        fx, fy = width / part.shape[1], height / part.shape[0]
        x = np.minimum(small.astype(np.float32) / bright, _CEILING) * 2 - _MIDDLE
        # glass around the picture lets the network see cells that the border cuts
        pad = self.multiple
        below, right = (-(height + 2 * pad)) % self.multiple, (-(width + 2 * pad)) % self.multiple
        x = cv2.copyMakeBorder(
            x, pad, pad + below, pad, pad + right, cv2.BORDER_CONSTANT, value=(self.outside,) * 3
        ).transpose(2, 0, 1)
        (answer,) = self.session.run(None, {"x": np.ascontiguousarray(x[None], np.float32)})
        heat = 1 / (1 + np.exp(-answer[0, 0]))
        # a plateau is no peak: on an evenly grey picture every place would be one
        peaks = (heat == cv2.dilate(heat, np.ones((3, 3), np.uint8))) & (heat > cv2.blur(heat, (5, 5)) + _RISE)
        peaks &= heat > _LEAST_SCORE
        rows, columns = np.nonzero(peaks)
        dx, dy, log_r = answer[0, 1:, rows, columns].astype(np.float64).T
        cx = (columns + 0.5) * self.stride + dx * self.unit_px - pad
        cy = (rows + 0.5) * self.stride + dy * self.unit_px - pad
        r = np.exp(np.clip(log_r, -2, 2)) * self.unit_px
        return np.column_stack([cx / fx, cy / fy, r * 2 / (fx + fy), heat[rows, columns]])


def _drawn_in(circles: Circles, *, width: int, height: int) -> Circles:
    """Cells of which less than half is in the picture have their centre put on its border; a mere sliver is none."""
    beyond = np.maximum(-circles[:, :2], circles[:, :2] - (width, height)).max(axis=1)
    kept = circles[beyond < _SLIVER * circles[:, 2]]
    inside = np.nextafter((width, height), 0)
    return np.column_stack([np.clip(kept[:, :2], 0, inside), kept[:, 2:]])


def without_doubles(circles: Circles) -> Circles:
    """One circle a cell, the best first: centres nearer than 0.45 of the larger radius, or one circle all but within
    the other, are the same cell."""
    ordered = circles[np.argsort(-circles[:, 3], kind="stable")]
    x, y, r = ordered[:, 0], ordered[:, 1], ordered[:, 2]
    pairs = KDTree(ordered[:, :2]).query_pairs(1.1 * float(r.max(initial=0)), output_type="ndarray")
    first, second = pairs.min(1), pairs.max(1)
    distance = np.hypot(x[first] - x[second], y[first] - y[second])
    large, small = np.maximum(r[first], r[second]), np.minimum(r[first], r[second])
    same = (distance < 0.45 * large) | (distance + small < 1.1 * large)
    kept = np.ones(len(ordered), bool)
    worse = np.stack([first, second], 1)[same]
    for better, other in worse[np.argsort(worse[:, 0], kind="stable")]:
        if kept[better]:
            kept[other] = False
    return ordered[kept]


def _brightness(pixels: Pixels) -> NDArray[np.float32]:
    """What counts as white, a channel."""
    step = max(1, round(math.sqrt(pixels.shape[0] * pixels.shape[1] / 60_000)))
    values = np.percentile(pixels[::step, ::step].reshape(-1, 3), _BRIGHT, axis=0)
    return np.maximum(values, 0.05 * 255).astype(np.float32)


def load_locator(folder: Path) -> Locator:
    """The locator in `folder`, which stays loaded until its file changes. It computes on the caller's thread.

    Raises BundleError that says what is wrong and what to do.
    """
    path = folder / "network.onnx"
    return _loaded(folder, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=4)
def _loaded(folder: Path, _changed_ns: int) -> Locator:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        words = json.loads((folder / "bundle.json").read_text(encoding="utf-8"))
        session = onnxruntime.InferenceSession(
            (folder / "network.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        return Locator(
            session,
            cell_px=float(words["cell_px"]),
            unit_px=float(words["unit_px"]),
            stride=int(words["stride"]),
            multiple=int(words["multiple"]),
            outside=float(words["outside"]),
        )
    except (OSError, ValueError, KeyError, TypeError, Fail, InvalidProtobuf, NoSuchFile) as error:
        missing = isinstance(error, FileNotFoundError)
        raise BundleError(
            Phrase("There is no detector in {folder}.", folder=folder)
            if missing
            else Phrase("The detector in {folder} is damaged ({error}).", folder=folder, error=error),
            hint="Reinstall the program, or train the detector again.",
        ) from error


def shipped_locator() -> Locator:
    """Raises BundleError."""
    return load_locator(shipped_models() / "detectors" / SHIPPED)
