"""`LocatorNet`: a compact U-Net that maps a smear to centres per kind, offsets and outlines."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from rbc_desk.core.cells.cell import CellKind

STRIDE = 2
"""Pixels of the input per pixel of the output map."""
MULTIPLE = 16
"""Both sides of the input must be a multiple of this."""
CELL_PX = 28.0
"""The diameter of the typical cell in pixels of the input. Cells of half to twice that are found as well."""
UNIT_PX = 12.0
"""The unit of offsets, and of radii before their natural logarithm, in pixels of the input. A detector that continues
from the weights of another must use the same unit."""
KINDS = (CellKind.RED, CellKind.WHITE, CellKind.PLATELET, CellKind.ARTEFACT)
"""The kinds in the order of their maps of centres."""
RAYS = 24
"""The number of directions of an outline, which is given by its distances from the centre, from x towards y."""
WIDTHS = (16, 32, 64, 96)
_PRIOR = -3.0  # the initial logit of the maps: few pixels are centres


def _layer(inputs: int, outputs: int, *, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class LocatorNet(nn.Module):
    """Maps [N, 3, H, W] to [N, 30, H/2, W/2].

    The channels are a logit of "a centre is here" for each of `KINDS`, the offset of the centre in x and y, and the
    log of the outline's distance from the centre in each of `RAYS` directions.

    The maps of centres are CenterNet's (Zhou et al., "Objects as Points", arXiv 1904.07850), the outlines StarDist's
    (Schmidt et al., "Cell Detection with Star-convex Polygons", arXiv 1806.03535).
    """

    def __init__(self) -> None:
        super().__init__()
        a, b, c, d = WIDTHS
        self.stem = _layer(3, a, stride=2)
        self.down1 = nn.Sequential(_layer(a, b), _layer(b, b))
        self.down2 = nn.Sequential(_layer(b, c, stride=2), _layer(c, c))
        self.down3 = nn.Sequential(_layer(c, d, stride=2), _layer(d, d))
        self.down4 = nn.Sequential(_layer(d, d, stride=2), _layer(d, d))
        self.up3 = _layer(d + d, d)
        self.up2 = _layer(d + c, c)
        self.up1 = _layer(c + b, b)
        self.last = _layer(b, b)
        self.head = nn.Conv2d(b, len(KINDS) + 2 + RAYS, 1)
        nn.init.zeros_(self.head.bias)  # type: ignore[arg-type]
        with torch.no_grad():
            self.head.bias[: len(KINDS)] = _PRIOR  # type: ignore[index]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x1 = self.down1(self.stem(x))
        x2 = self.down2(x1)
        x3 = self.down3(x2)
        y = self.down4(x3)
        y = self.up3(torch.cat([_twice(y), x3], 1))
        y = self.up2(torch.cat([_twice(y), x2], 1))
        y = self.up1(torch.cat([_twice(y), x1], 1))
        return self.head(self.last(y))


def _twice(x: torch.Tensor) -> torch.Tensor:
    return functional.interpolate(x, scale_factor=2.0, mode="nearest")
