"""Grad-CAM heat maps (Selvaraju et al., ICCV 2017)."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional


def grad_cam(network: nn.Module, images: torch.Tensor, *, index: int) -> NDArray[np.float32]:
    """The support of each pixel of `images` [1, 3, S, S] (normalised) for class `index`, [S, S] in 0..1.

    It is the sum of the last feature maps before pooling, weighted by the gradient of the class (eq. 1 and 2), and
    zero where nothing supports the class. Raises ValueError for a network without feature maps.
    """
    seen: list[torch.Tensor] = []

    def look(_module: nn.Module, _inputs: Any, output: Any) -> None:
        if isinstance(output, torch.Tensor) and output.ndim == 4 and output.shape[-1] > 1 and output.requires_grad:
            seen.append(output)

    hooks = [module.register_forward_hook(look) for module in network.modules()]
    was_training = network.training
    network.eval()
    try:
        with torch.enable_grad():
            logits = network(images.clone().requires_grad_())
            if not seen:
                raise ValueError("the network has no maps to look at")
            maps = seen[-1]
            (slopes,) = torch.autograd.grad(logits[0, index], maps)
    finally:
        for hook in hooks:
            hook.remove()
        network.train(was_training)
    with torch.no_grad():
        weights = slopes.mean((2, 3), keepdim=True)
        heat = torch.relu((weights * maps).sum(1, keepdim=True))
        heat = functional.interpolate(heat, size=images.shape[-2:], mode="bilinear", align_corners=False)[0, 0]
        top = heat.max()
        return np.asarray((heat / top if top > 0 else heat).numpy(), np.float32)
