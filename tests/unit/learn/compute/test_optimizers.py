"""Optimizers without torch's compiler."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from rbc_desk.learn.compute.optimizers import uncompiled


def weights_after(kind: type[torch.optim.Optimizer], *, steps: int) -> list[torch.Tensor]:
    """Of a small network, whose optimizer's state was read and put back half-way."""
    torch.manual_seed(0)
    network = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))
    seen = torch.randn(16, 4)
    optimizer = kind([{"params": list(network.parameters())}], lr=0.05)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = (network(seen) - seen.sum(1, keepdim=True)).square().mean()
        value.backward()
        return value

    for step in range(steps):
        optimizer.step(loss)
        if step == steps // 2:
            optimizer.load_state_dict(optimizer.state_dict())
    return [parameter.detach() for parameter in network.parameters()]


@pytest.mark.parametrize("kind", [torch.optim.Adam, torch.optim.AdamW, torch.optim.LBFGS])
def test_they_learn_what_torchs_own_do_to_the_last_bit(kind: type[torch.optim.Optimizer]) -> None:
    mine, torchs = (weights_after(one, steps=12) for one in (uncompiled(kind), kind))
    assert all(torch.equal(a, b) for a, b in zip(mine, torchs, strict=True))
    assert issubclass(uncompiled(kind), kind)
