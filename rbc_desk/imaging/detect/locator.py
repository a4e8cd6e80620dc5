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

from rbc_desk.core.errors import BundleError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.detect.located import KINDS, Located, drawn_in, without_doubles
from rbc_desk.imaging.upscale import resized
from rbc_desk.settings.paths import shipped_models

Pixels = NDArray[np.uint8]

SHIPPED = "red-cells"
FORMAT = 2
"""The format of a detector's folder. Since 2 a detector has kinds and outlines."""

_CORE = 640  # pixels of the network's input, as all below
_MARGIN = 128  # pixels around a core that affect its result
_BRIGHT, _CEILING, _MIDDLE = 98, 1.25, 1.5  # as in rbc_desk.learn.locate.views.normalised
_LEAST_SCORE, _RISE = 0.05, 1e-3


@dataclass(frozen=True, slots=True)
class Locator:
    """A trained locator (rbc_desk.learn.locate). Several threads may use it at once."""

    session: onnxruntime.InferenceSession
    cell_px: float
    unit_px: float
    stride: int
    multiple: int
    outside: float

    def __call__(self, pixels: Pixels, *, diameter_px: float, task: Task = SILENT) -> Located:
        """Find the objects on `pixels` (uint8 RGB), given the width of the typical red cell in pixels.

        Stopping is polled per tile. Raises CancelledError.
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
                objects = drawn_in(
                    self._part(part, factor=factor, bright=bright).moved(x0, y0), width=width, height=height
                )
                x, y = objects.x, objects.y
                own = (x >= left) & (x < min(left + step, width)) & (y >= top) & (y < min(top + step, height))
                found.append(objects[own])
        return without_doubles(Located.joined(found))

    def _part(self, part: Pixels, *, factor: float, bright: NDArray[np.float32]) -> Located:
        small = resized(part, factor=factor)
        height, width = small.shape[:2]
        fx, fy = width / part.shape[1], height / part.shape[0]
        x = np.minimum(small.astype(np.float32) / bright, _CEILING) * 2 - _MIDDLE
        # padding with background lets the network find cells that the border cuts off
        pad = self.multiple
        below, right = (-(height + 2 * pad)) % self.multiple, (-(width + 2 * pad)) % self.multiple
        x = cv2.copyMakeBorder(
            x, pad, pad + below, pad, pad + right, cv2.BORDER_CONSTANT, value=(self.outside,) * 3
        ).transpose(2, 0, 1)
        (answer,) = self.session.run(None, {"x": np.ascontiguousarray(x[None], np.float32)})
        n = len(KINDS)
        heat = 1 / (1 + np.exp(-answer[0, :n]))
        peaks = np.stack([_peaks(one) for one in heat])
        kinds, rows, columns = np.nonzero(peaks)
        shape = answer[0, n:, rows, columns].astype(np.float64)
        cx = (columns + 0.5) * self.stride + shape[:, 0] * self.unit_px - pad
        cy = (rows + 0.5) * self.stride + shape[:, 1] * self.unit_px - pad
        rays = np.exp(np.clip(shape[:, 2:], -3, 3)) * self.unit_px * 2 / (fx + fy)
        return Located(cx / fx, cy / fy, heat[kinds, rows, columns].astype(np.float64), kinds, rays)


def _peaks(heat: NDArray[np.float32]) -> NDArray[np.bool_]:
    # a plateau is not a peak, otherwise every pixel of an even image would be one
    peaks = (heat == cv2.dilate(heat, np.ones((3, 3), np.uint8))) & (heat > cv2.blur(heat, (5, 5)) + _RISE)
    return np.asarray(peaks & (heat > _LEAST_SCORE), np.bool_)


def _brightness(pixels: Pixels) -> NDArray[np.float32]:
    """The white level of each channel."""
    step = max(1, round(math.sqrt(pixels.shape[0] * pixels.shape[1] / 60_000)))
    values = np.percentile(pixels[::step, ::step].reshape(-1, 3), _BRIGHT, axis=0)
    return np.maximum(values, 0.05 * 255).astype(np.float32)


def load_locator(folder: Path) -> Locator:
    """Load the locator in `folder`. It is cached until its file changes, and computes on the caller's thread.

    Raises BundleError.
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
        facts = json.loads((folder / "bundle.json").read_text(encoding="utf-8"))
        if facts["format"] != FORMAT or tuple(facts["kinds"]) != KINDS:
            raise BundleError(
                Phrase("The detector in {folder} is of another version of this program.", folder=folder),
                hint="Train it again with this version.",
            )
        session = onnxruntime.InferenceSession(
            (folder / "network.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        return Locator(
            session,
            cell_px=float(facts["cell_px"]),
            unit_px=float(facts["unit_px"]),
            stride=int(facts["stride"]),
            multiple=int(facts["multiple"]),
            outside=float(facts["outside"]),
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
    """Load the shipped locator. Raises BundleError."""
    return load_locator(shipped_models() / "detectors" / SHIPPED)
