"""Converts crops to tensors and batches of network input."""

from __future__ import annotations

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

_CHUNK = 256
_FLOOR = 0.02
"""The minimum standard deviation to divide by, because it is zero for crops of one colour."""


def to_input(pixels: NDArray[np.uint8], *, input_px: int) -> torch.Tensor:
    """Resize crops, uint8 [N, H, W, 3], with antialiasing to uint8 [N, 3, input_px, input_px].

    Crops that have that size already are not copied.
    """
    if pixels.shape[1:3] == (input_px, input_px) and pixels.flags.c_contiguous and pixels.flags.writeable:
        return torch.from_numpy(pixels).permute(0, 3, 1, 2)
    out = torch.empty((len(pixels), 3, input_px, input_px), dtype=torch.uint8, memory_format=torch.channels_last)
    for start in range(0, len(pixels), _CHUNK):
        part = torch.from_numpy(np.array(pixels[start : start + _CHUNK], order="C")).permute(0, 3, 1, 2)
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


def value_counts(images: torch.Tensor) -> NDArray[np.int64]:
    """Count the values of each channel of uint8 [N, 3, S, S]. Returns int64 [3, 256]."""
    counts = np.zeros((3, 256), np.int64)
    for begin in range(0, len(images), _CHUNK):
        for channel in range(3):
            values = images[begin : begin + _CHUNK, channel].reshape(-1)
            counts[channel] += torch.bincount(values, minlength=256).numpy()
    return counts


Triple = tuple[float, float, float]


def mean_and_std(images: torch.Tensor) -> tuple[Triple, Triple]:
    """Mean and standard deviation per channel of uint8 [N, 3, S, S], on the scale 0..1."""
    return moments(value_counts(images))


def moments(counts: NDArray[np.int64]) -> tuple[Triple, Triple]:
    """Mean and standard deviation per channel, on the scale 0..1, from `value_counts`.

    The result is exact and needs no float copy of the crops.
    """
    values = np.arange(256) / 255
    means, stds = [], []
    for own in counts:
        share = own / own.sum()
        mean = float((share * values).sum())
        means.append(mean)
        stds.append(max(math.sqrt(float((share * (values - mean) ** 2).sum())), _FLOOR))
    return (means[0], means[1], means[2]), (stds[0], stds[1], stds[2])


class Normaliser:
    """Convert images [B, 3, S, S] (uint8, or float 0..255) to the input of the network on `device`."""

    def __init__(
        self, *, mean: tuple[float, ...], std: tuple[float, ...], device: torch.device, channels_last: bool = True
    ) -> None:
        self._layout = torch.channels_last if channels_last else torch.contiguous_format
        self._mean = torch.tensor(mean, device=device).view(1, 3, 1, 1)
        self._std = torch.tensor(std, device=device).view(1, 3, 1, 1)

    def __call__(self, images: torch.Tensor) -> torch.Tensor:
        scaled = images.float().mul_(1 / 255) if images.dtype == torch.uint8 else images / 255
        return scaled.sub_(self._mean).div_(self._std).contiguous(memory_format=self._layout)
