"""Random augmentation of whole batches. It never scales crops, because the size of a cell is diagnostic."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional

TURN_DEG = 15.0
"""The rotation in the paper's over-sampling in degrees, in either direction."""
BRIGHTNESS = 0.10
STAIN = 0.15
COLOUR = 0.05


def views(images: torch.Tensor, *, generator: torch.Generator, shift: float = 0.0) -> torch.Tensor:
    """Augment images, uint8 [B, 3, S, S], to float 0..255, on their device.

    Images are moved by up to `shift` of their side along each axis, flipped and rotated by quarter turns (half of
    them by any angle), with mild changes of light, stain and colours. Zero padding stays zero.
    """
    # one table of random numbers, so that each batch needs one small copy to a GPU
    drawn = torch.rand(len(images), 11, generator=generator).to(images.device, non_blocking=True)
    quarters = (drawn[:, 0] * 4).floor() * (math.pi / 2)
    angles = torch.where(drawn[:, 1] < 0.5, quarters, drawn[:, 2] * (2 * math.pi))
    flips = (drawn[:, 3:5] < 0.5) * 2.0 - 1
    moves = None
    if shift:  # drawn apart, so that without it the same seed still gives the same training
        moves = (torch.rand(len(images), 2, generator=generator) * 2 - 1).mul_(shift)
        moves = moves.to(images.device, non_blocking=True)
    turned = _turned(images, angles=angles, flips=flips, moves=moves)
    spread = (drawn[:, 5:] * 2 - 1)[:, :, None, None]
    light = 1 + BRIGHTNESS * spread[:, 0:1]
    # the strength of a stain is a factor of the optical density, so a power of the transmitted light
    power = (1 + STAIN * spread[:, 1:2]) * (1 + COLOUR * spread[:, 2:5])
    return turned.clamp_(0).mul_(1 / 255).pow_(power).mul_(255 * light).clamp_(0, 255)


def mixed(
    images: torch.Tensor, *, alpha: float, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor, float]:
    """Mixup (Zhang et al., ICLR 2018): images blended with others of the batch.

    Returns (blended float [B, 3, S, S], the partner of each [B], the share of the first one). The loss is blended in
    the same way.
    """
    seed = int(torch.randint(2**31, (1,), generator=generator))
    share = float(np.random.default_rng(seed).beta(alpha, alpha))
    partner = torch.randperm(len(images), generator=generator).to(images.device)
    blended = images.float() if images.dtype == torch.uint8 else images
    return torch.lerp(blended[partner], blended, share), partner, share


def eight_sides(images: torch.Tensor) -> list[torch.Tensor]:
    """Images [B, C, S, S] in the eight orientations of a square (quarter turns and mirror images)."""
    both = (images, images.transpose(2, 3))
    return [*both, *(view.flip(dims) for view in both for dims in ((2,), (3,), (2, 3)))]


def logits_of(network: nn.Module, images: torch.Tensor, *, tta: bool) -> torch.Tensor:
    """Logits [B, C] of normalised images; with `tta` their mean over the eight sides, before any softmax.

    All inference uses this function, so that a network predicts the same in tests and in a bundle.
    """
    return torch.stack([network(side) for side in eight_sides(images)]).mean(0) if tta else network(images)


def paper_views(images: torch.Tensor, *, copies: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Augment as the paper's over-sampling does, uint8 [B, 3, S, S] to float 0..255.

    Images with `copies` [B] are rotated by -15 to 15 degrees and flipped; the others are unchanged.
    """
    n = len(images)
    angles = (torch.rand(n, generator=generator) * 2 - 1) * math.radians(TURN_DEG)
    flips = _signs(n, generator=generator)
    device = images.device
    turned = _turned(images, angles=angles.to(device), flips=flips.to(device))
    return torch.where(copies.to(device)[:, None, None, None], turned, images.float())


def _signs(n: int, *, generator: torch.Generator) -> torch.Tensor:
    """Random signs [n, 2], -1 for an image mirrored left-right or up-down."""
    return torch.randint(0, 2, (n, 2), generator=generator).float() * 2 - 1


def _turned(
    images: torch.Tensor, *, angles: torch.Tensor, flips: torch.Tensor, moves: torch.Tensor | None = None
) -> torch.Tensor:
    """Images moved by `moves` [B, 2], in shares of their side, then turned and mirrored around the centre.

    All on one device.
    """
    cos, sin = angles.cos(), angles.sin()
    rows = torch.stack([cos * flips[:, 0], -sin * flips[:, 1], sin * flips[:, 0], cos * flips[:, 1]], dim=1)
    matrices = functional.pad(rows.view(-1, 2, 2), (0, 1))
    if moves is not None:
        matrices[:, :, 2] = 2 * moves  # the sides of the grid are -1 and 1
    grid = functional.affine_grid(matrices, list(images.shape), align_corners=False)
    return functional.grid_sample(images.float(), grid, mode="bilinear", padding_mode="zeros", align_corners=False)
