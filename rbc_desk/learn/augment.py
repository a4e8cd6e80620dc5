"""Random views of crops, a whole batch at a time. Never a zoom: a cell's size is diagnostic."""

from __future__ import annotations

import math

import torch
from torch.nn import functional

TURN_DEG = 15.0
"""Rotation of the paper's over-sampling, either way."""
BRIGHTNESS = 0.10
STAIN = 0.05


def views(images: torch.Tensor, *, generator: torch.Generator) -> torch.Tensor:
    """uint8 [B, 3, S, S] to float 0..255: flips, quarter turns, half of them turned by up to 15 degrees, and a mild
    change of brightness and of each colour. Zero padding stays zero.
    """
    n = len(images)
    turns = torch.randint(0, 4, (n,), generator=generator) * (math.pi / 2)
    small = (torch.rand(n, generator=generator) * 2 - 1) * math.radians(TURN_DEG)
    small *= torch.rand(n, generator=generator) < 0.5
    flips = _signs(n, generator=generator)
    turned = _turned(images, angles=turns + small, flips=flips)
    gain = 1 + BRIGHTNESS * (torch.rand(n, 1, 1, 1, generator=generator) * 2 - 1)
    gain = gain * (1 + STAIN * (torch.rand(n, 3, 1, 1, generator=generator) * 2 - 1))
    return turned.mul_(gain.to(turned.device)).clamp_(0, 255)


def paper_views(images: torch.Tensor, *, copies: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """As the paper over-samples: where `copies` [B] is true, rotation within -15..15 degrees and flips; the others
    as they are. uint8 [B, 3, S, S] to float 0..255.
    """
    n = len(images)
    angles = (torch.rand(n, generator=generator) * 2 - 1) * math.radians(TURN_DEG)
    flips = _signs(n, generator=generator)
    out = images.float()
    if bool(copies.any()):
        out[copies] = _turned(images[copies], angles=angles[copies], flips=flips[copies])
    return out


def _signs(n: int, *, generator: torch.Generator) -> torch.Tensor:
    """[n, 2] of 1 and -1: whether mirrored left-right and up-down."""
    return torch.randint(0, 2, (n, 2), generator=generator).float() * 2 - 1


def _turned(images: torch.Tensor, *, angles: torch.Tensor, flips: torch.Tensor) -> torch.Tensor:
    cos, sin = angles.cos(), angles.sin()
    rows = torch.stack([cos * flips[:, 0], -sin * flips[:, 1], sin * flips[:, 0], cos * flips[:, 1]], dim=1)
    matrices = functional.pad(rows.view(-1, 2, 2), (0, 1)).to(images.device)
    grid = functional.affine_grid(matrices, list(images.shape), align_corners=False)
    return functional.grid_sample(images.float(), grid, mode="bilinear", padding_mode="zeros", align_corners=False)
