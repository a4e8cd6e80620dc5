"""Optimisation: parameter groups, learning-rate schedule, running average of the weights."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn

from rbc_desk.learn.compute.optimizers import uncompiled
from rbc_desk.learn.fit.spec import TrainSpec

WARM_UP = 0.1
FLOOR = 0.01


def head_of(model: nn.Module) -> tuple[nn.Module, str, nn.Linear]:
    """The last linear layer, which predicts the classes: (its parent, its name there, itself).

    Raises ValueError for a network without one.
    """
    found: tuple[nn.Module, str, nn.Linear] | None = None
    for parent in model.modules():
        for name, child in parent.named_children():
            if isinstance(child, nn.Linear):
                found = (parent, name, child)
    if found is None:
        raise ValueError("the network has no linear layer at its end")
    return found


def make_optimizer(spec: TrainSpec, *, model: nn.Module, on_imagenet: bool) -> torch.optim.Optimizer:
    """Adam or AdamW.

    The `share` of a group is its factor of the learning rate: with ImageNet weights, all layers but the head learn
    more slowly. Weight decay applies to kernels only, not to biases and norms, which have one dimension.
    """
    head = {id(p) for p in head_of(model)[2].parameters()} if on_imagenet else None
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for parameter in model.parameters():
        if not parameter.requires_grad:
            continue
        share = 1.0 if head is None or id(parameter) in head else spec.backbone_rate
        decay = spec.weight_decay if parameter.ndim > 1 else 0.0
        groups.setdefault((share, decay), []).append(parameter)
    kind: type[torch.optim.Adam] = torch.optim.AdamW if spec.optimizer == "adamw" else torch.optim.Adam
    fused = next(model.parameters()).device.type == "cuda"
    return uncompiled(kind)(
        [{"params": own, "share": share, "weight_decay": decay} for (share, decay), own in sorted_groups(groups)],
        lr=spec.learning_rate,
        fused=fused or None,
    )


def sorted_groups(
    groups: dict[tuple[float, float], list[nn.Parameter]],
) -> list[tuple[tuple[float, float], list[nn.Parameter]]]:
    """The groups; the first has the full learning rate, which is the one reported."""
    return sorted(groups.items(), key=lambda item: (-item[0][0], -item[0][1]))


def set_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = rate * group["share"]


def learning_rate(spec: TrainSpec, step: int, *, steps: int) -> float:
    """The factor of a step (from 0): it rises for a tenth of the steps, then falls along a cosine to 1 %."""
    peak = spec.learning_rate
    if spec.schedule == "constant":
        return peak
    warm = max(1, round(WARM_UP * steps))
    if step < warm:
        return peak * (step + 1) / warm
    done = (step - warm) / max(1, steps - warm)
    return peak * (FLOOR + (1 - FLOOR) * (1 + math.cos(math.pi * done)) / 2)


class WeightAverage:
    """A running mean of a model's weights and statistics. Integers (counts of batches) are copied."""

    def __init__(self, model: nn.Module, *, decay: float) -> None:
        self._model = model
        self._decay = decay
        self.steps = 0
        live = model.state_dict()  # these share memory with the model from now on
        self.state = {name: tensor.detach().clone() for name, tensor in live.items()}
        names = [name for name, tensor in live.items() if tensor.is_floating_point()]
        self._moving = [self.state[name] for name in names]
        self._followed = [live[name].detach() for name in names]
        self._whole = [(self.state[name], live[name]) for name in live if name not in set(names)]

    @torch.no_grad()
    def update(self) -> None:
        """Update after a step. Early averages follow faster, so that the random start is forgotten."""
        self.steps += 1
        weight = 1 - min(self._decay, (1 + self.steps) / (10 + self.steps))
        torch._foreach_lerp_(self._moving, self._followed, weight)

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Give the model the averaged weights inside the block."""
        for mine, theirs in self._whole:
            mine.copy_(theirs)
        own = {name: tensor.detach().clone() for name, tensor in self._model.state_dict().items()}
        self._model.load_state_dict(self.state)
        try:
            yield
        finally:
            self._model.load_state_dict(own)

    def restore(self, state: dict[str, torch.Tensor], *, steps: int) -> None:
        for name, tensor in state.items():
            self.state[name].copy_(tensor)
        self.steps = steps
