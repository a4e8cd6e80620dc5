"""Every registered network: shapes, gradients, and weights that fit again."""

from __future__ import annotations

import subprocess
import sys

import pytest
import torch

from rbc_desk.core.errors import TrainingFailedError, UnknownNameError
from rbc_desk.learn.models import NETWORKS, build_network


@pytest.mark.parametrize("name", NETWORKS.names)
def test_a_network_gives_a_logit_a_class_and_learns_in_every_part(name: str) -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = build_network(name, n_classes=5)
        logits = model(torch.rand(2, 3, 64, 64))
    assert logits.shape == (2, 5)
    logits.square().sum().backward()
    assert all(p.grad is not None and torch.isfinite(p.grad).all() for p in model.parameters())


@pytest.mark.parametrize("name", NETWORKS.names)
def test_the_entry_says_what_it_is_before_torch_is_needed(name: str) -> None:
    entry = NETWORKS[name]
    assert entry.summary
    assert 32 <= entry.make().input_px <= 512


def test_the_small_network_stays_small() -> None:
    count = sum(p.numel() for p in build_network("rbc_small", n_classes=12).parameters())
    assert 300_000 <= count <= 800_000


def test_a_network_without_imagenet_weights_says_so() -> None:
    with pytest.raises(TrainingFailedError, match="Untick 'Start from ImageNet weights'"):
        build_network("rbc_small", n_classes=2, pretrained=True)


def test_an_unknown_network_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="rbc_small"):
        build_network("perceptron", n_classes=2)


def test_the_registries_load_no_torch() -> None:
    code = (
        "import sys; import rbc_desk.learn.spec, rbc_desk.learn.bundle, rbc_desk.learn.evaluate, "
        "rbc_desk.learn.split, rbc_desk.learn.data, rbc_desk.learn.runtime; "
        "rbc_desk.learn.spec.TrainSpec().side_px; "
        "sys.exit(bool({'torch', 'sklearn', 'timm', 'torchvision'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
