"""The weights of a shipped starter model as a start for a training, where ImageNet weights cannot be had."""

from __future__ import annotations

from torch import nn

from rbc_desk.core.errors import BundleError
from rbc_desk.learn.bundles.bundle import load_bundle, load_weights
from rbc_desk.learn.fit.optimise import head_of
from rbc_desk.learn.networks.registry import build_network
from rbc_desk.settings.paths import shipped_models

_STARTER = "starter"


def starter_network(name: str, *, n_classes: int) -> nn.Module | None:
    """A network with the starter's weights in all layers but the last; None where no shipped starter is one.

    It draws its last layer from torch's global generator, and is normalised as on ImageNet.
    """
    folder = shipped_models() / _STARTER
    try:
        if load_bundle(folder).network != name:
            return None
        weights = load_weights(folder)
    except BundleError:
        return None
    model = build_network(name, n_classes=n_classes)
    head = head_of(model)[2]
    place = next(path for path, module in model.named_modules() if module is head)
    own = model.state_dict()
    if own.keys() != weights.keys():
        return None
    model.load_state_dict({
        key: own[key] if key.startswith(f"{place}.") else value.to(own[key].dtype) for key, value in weights.items()
    })  # fmt: skip
    return model
