"""Divides a network into stages, from its input on, of which the first can be frozen."""

from __future__ import annotations

from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm


def stages(model: nn.Module) -> list[list[nn.Module]]:
    """The stages of a network without its last linear layer, each as the modules that belong to it.

    A stage is a convolution with its normalization, or a block. Sequences are opened once.
    """
    opened = [
        part
        for child in model.children()
        for part in (child.children() if isinstance(child, nn.Sequential) else (child,))
    ]
    found: list[list[nn.Module]] = []
    for part in opened:
        if isinstance(part, nn.Linear) or not (found or any(True for _ in part.parameters())):
            continue
        belongs = isinstance(part, _BatchNorm) or not any(True for _ in part.parameters())
        if belongs and found:
            found[-1].append(part)
        else:
            found.append([part])
    return found


def freeze_stages(model: nn.Module, *, n: int) -> list[nn.Module]:
    """Freeze the weights of the first `n` stages; returns their modules, which must stay in evaluation mode.

    At least the last stage stays trainable.
    """
    frozen = [module for stage in stages(model)[:-1][:n] for module in stage]
    for module in frozen:
        for parameter in module.parameters():
            parameter.requires_grad = False
    return frozen


def set_norm_momentum(model: nn.Module, *, momentum: float) -> None:
    """Set the momentum of all batch normalizations."""
    for module in model.modules():
        if isinstance(module, _BatchNorm):
            module.momentum = momentum
