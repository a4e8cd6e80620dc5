"""Crops as tensors: one uint8 tensor in memory, made into network input a batch at a time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

_CHUNK = 256
_FLOOR = 0.02
"""The least standard deviation divided by: crops of one flat colour must not blow up."""


@dataclass(frozen=True, slots=True)
class Part:
    """Cells of one part of a snapshot: uint8 [N, 3, S, S] and the class index of each."""

    images: torch.Tensor
    targets: NDArray[np.int64]

    def near(self, device: torch.device, *, fits: bool) -> Part:
        """On the device where it fits; else beside it, in memory that the device copies from by itself."""
        if fits or device.type == "cpu":
            return Part(self.images.to(device), self.targets)
        return Part(self.images.pin_memory(), self.targets)


def to_input(pixels: NDArray[np.uint8], *, input_px: int) -> torch.Tensor:
    """uint8 [N, H, W, 3] to uint8 [N, 3, input_px, input_px], resized once with antialiasing."""
    out = torch.empty((len(pixels), 3, input_px, input_px), dtype=torch.uint8, memory_format=torch.channels_last)
    for start in range(0, len(pixels), _CHUNK):
        part = torch.from_numpy(np.ascontiguousarray(pixels[start : start + _CHUNK])).permute(0, 3, 1, 2)
        if part.shape[2:] != (input_px, input_px):
            part = (
                functional.interpolate(
                    part.float(), size=(input_px, input_px), mode="bilinear", antialias=True, align_corners=False
                )
                .round_()
                .clamp_(0, 255)
            )
        out[start : start + _CHUNK] = part.to(torch.uint8)
    return out


def mean_and_std(images: torch.Tensor) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Per channel of uint8 [N, 3, S, S], on the scale 0..1."""
    # by counts of the 256 values: exact and without a float copy of all crops
    values = torch.arange(256, dtype=torch.float64) / 255
    means, stds = [], []
    for channel in range(3):
        counts = torch.bincount(images[:, channel].reshape(-1).int(), minlength=256).double()
        share = counts / counts.sum()
        mean = float((share * values).sum())
        means.append(mean)
        stds.append(max(math.sqrt(float((share * (values - mean) ** 2).sum())), _FLOOR))
    return (means[0], means[1], means[2]), (stds[0], stds[1], stds[2])


class Normaliser:
    """uint8 or 0..255 float [B, 3, S, S] to what the network takes, channels last (or not), on `device`."""

    def __init__(
        self, *, mean: tuple[float, ...], std: tuple[float, ...], device: torch.device, channels_last: bool = True
    ) -> None:
        self._layout = torch.channels_last if channels_last else torch.contiguous_format
        self._mean = torch.tensor(mean, device=device).view(1, 3, 1, 1)
        self._std = torch.tensor(std, device=device).view(1, 3, 1, 1)

    def __call__(self, images: torch.Tensor) -> torch.Tensor:
        scaled = images.float().mul_(1 / 255) if images.dtype == torch.uint8 else images / 255
        return scaled.sub_(self._mean).div_(self._std).contiguous(memory_format=self._layout)
