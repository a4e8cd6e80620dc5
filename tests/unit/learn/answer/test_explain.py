"""Grad-CAM heat maps."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from rbc_desk.learn.answer.explain import grad_cam
from rbc_desk.learn.crops.crop_data import CropSet
from rbc_desk.learn.crops.tensors import Normaliser, to_input
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.fit.train import fit
from rbc_desk.learn.networks.registry import NETWORKS, build_network

SIDE = 64


def blobs(n: int, *, seed: int) -> tuple[CropSet, np.ndarray]:
    """Crops of noise, half of them with a bright blob somewhere; and where."""
    rng = np.random.default_rng(seed)
    pixels = rng.integers(60, 110, (n, SIDE, SIDE, 3), np.uint8)
    places = rng.integers(14, SIDE - 14, (n, 2))
    y, x = np.mgrid[:SIDE, :SIDE]
    for i in range(0, n, 2):
        pixels[i][(x - places[i, 0]) ** 2 + (y - places[i, 1]) ** 2 < 64] = 240
    return CropSet(pixels, np.arange(n) % 2, ("blob", "none")), places


def test_the_heat_lies_on_what_makes_the_class():
    train, _ = blobs(160, seed=0)
    other, places = blobs(40, seed=1)
    spec = TrainSpec(network="rbc_small", input_px=SIDE, epochs=6, loss="cross_entropy", augment=False)
    fitted = fit(spec, train=train, validation=other)
    assert fitted.history[fitted.best_epoch - 1].scores.accuracy > 0.9
    network = build_network("rbc_small", n_classes=2)
    network.load_state_dict(fitted.weights)
    normalise = Normaliser(mean=fitted.mean, std=fitted.std, device=torch.device("cpu"))
    images = normalise(to_input(other.pixels, input_px=SIDE))
    near = []
    for i in range(0, len(other), 2):
        heat = grad_cam(network, images[i : i + 1], index=0)
        y, x = np.unravel_index(int(heat.argmax()), heat.shape)
        near.append(np.hypot(x - places[i, 0], y - places[i, 1]) < 16)
    assert np.mean(near) >= 0.8


@pytest.mark.parametrize("name", [entry.name for entry in NETWORKS])
def test_every_network_can_be_asked(name):
    torch.manual_seed(0)
    network = build_network(name, n_classes=3)
    before = {key: value.clone() for key, value in network.state_dict().items()}
    heat = grad_cam(network, torch.randn(1, 3, 64, 64), index=1)
    assert heat.shape == (64, 64)
    assert heat.dtype == np.float32
    assert 0 <= heat.min() <= heat.max() <= 1
    assert network.training
    assert all(torch.equal(value, before[key]) for key, value in network.state_dict().items())
    assert not any(module._forward_hooks for module in network.modules())


def test_a_network_without_maps_says_so():
    with pytest.raises(ValueError, match="no maps"):
        grad_cam(torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(12, 2)), torch.ones(1, 3, 2, 2), index=0)
