"""The stages of networks, and trainings that keep the first of them."""

from __future__ import annotations

import itertools

import pytest
import torch

from rbc_desk.learn.fit.optimise import head_of, make_optimizer
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.networks.registry import NETWORKS, build_network
from rbc_desk.learn.networks.stages import freeze_stages, set_norm_momentum, stages


@pytest.mark.parametrize("name", [entry.name for entry in NETWORKS])
def test_the_stages_hold_every_weight_but_the_last_layer_s_in_order(name: str) -> None:
    model = build_network(name, n_classes=3)
    head = {id(parameter) for parameter in head_of(model)[2].parameters()}
    held = [p for stage in stages(model) for module in stage for p in module.parameters()]
    wanted = [p for p in model.parameters() if id(p) not in head]
    assert [id(p) for p in held] == [id(p) for p in wanted][: len(held)]
    assert len(held) >= 0.9 * len(wanted)


def test_frozen_stages_are_not_optimized_and_the_last_stage_never_freezes() -> None:
    model = build_network("rbc_small", n_classes=3)
    frozen = freeze_stages(model, n=2)
    n_frozen = sum(1 for module in frozen for _ in module.parameters())
    optimizer = make_optimizer(TrainSpec(), model=model, on_imagenet=True)
    n_trained = sum(len(group["params"]) for group in optimizer.param_groups)
    assert n_frozen > 3
    assert n_frozen + n_trained == sum(1 for _ in model.parameters())
    freeze_stages(model, n=100)
    last = stages(model)[-1]
    assert all(p.requires_grad for module in last for p in module.parameters())


def test_the_momentum_of_all_norms_is_set() -> None:
    model = build_network("efficientnet_lite0", n_classes=2)
    set_norm_momentum(model, momentum=0.3)
    norms = [m for m in model.modules() if isinstance(m, torch.nn.modules.batchnorm._BatchNorm)]
    assert len(norms) > 10
    assert {norm.momentum for norm in norms} == {0.3}
    assert all(a is not b for a, b in itertools.pairwise(norms))
