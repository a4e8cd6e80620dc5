"""`rbc_small`: a compact residual network for single red cells, sized for a laptop CPU."""

from __future__ import annotations

import torch
from torch import nn

STEM = 24
WIDTHS = (32, 64, 128)


class _Block(nn.Module):
    """Two 3 x 3 convolutions with a shortcut; `stride` 2 halves the sides."""

    def __init__(self, inputs: int, outputs: int, *, stride: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(inplace=True),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
            nn.BatchNorm2d(outputs),
        )
        self.shortcut: nn.Module = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                nn.AvgPool2d(stride, ceil_mode=True) if stride > 1 else nn.Identity(),
                nn.Conv2d(inputs, outputs, 1, bias=False),
                nn.BatchNorm2d(outputs),
            )
        # a block starts as its shortcut, so that short trainings converge sooner
        nn.init.zeros_(self.body[-1].weight)  # type: ignore[arg-type]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.body(x) + self.shortcut(x))


class SmallNet(nn.Module):
    """Maps [N, 3, S, S] to [N, n_classes]. Maximum pooling is needed too: a small centre makes a target cell."""

    def __init__(self, n_classes: int) -> None:
        super().__init__()
        layers: list[nn.Module] = [
            nn.Conv2d(3, STEM, 5, 2, 2, bias=False),
            nn.BatchNorm2d(STEM),
            nn.ReLU(inplace=True),
        ]
        inputs = STEM
        for width in WIDTHS:
            layers += [_Block(inputs, width, stride=2), _Block(width, width, stride=1)]
            inputs = width
        self.features = nn.Sequential(*layers)
        self.dropout = nn.Dropout(0.2)
        self.head = nn.Linear(2 * inputs, n_classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        maps = self.features(x)
        pooled = torch.cat([maps.mean((2, 3)), maps.amax((2, 3))], dim=1)
        return self.head(self.dropout(pooled))
