"""The networks, losses, samplers and devices that a user can choose from."""

from __future__ import annotations

from rbc_desk.core.registry import Choice, Params
from rbc_desk.learn.compute import runtime
from rbc_desk.learn.fit.losses import LOSSES
from rbc_desk.learn.fit.sampling import SAMPLERS
from rbc_desk.learn.networks.registry import NETWORKS, QUICK_NETWORK


def network_choices() -> tuple[Choice, ...]:
    return tuple(Choice(entry.name, entry.summary, entry.display_name) for entry in NETWORKS)


def loss_choices() -> tuple[Choice, ...]:
    return tuple(Choice(entry.name, entry.summary, entry.display_name) for entry in LOSSES)


def sampler_choices() -> tuple[Choice, ...]:
    return tuple(Choice(entry.name, entry.summary, entry.display_name) for entry in SAMPLERS)


def device_choices() -> tuple[Choice, ...]:
    """The devices of this machine. Imports torch, which takes seconds, so call it outside the interface thread."""
    return tuple(Choice(name, label) for name, label in runtime.device_choices())


def loss_params(name: str) -> type[Params]:
    """The parameters of a loss. Raises UnknownNameError."""
    return LOSSES[name].params


def imagenet_networks() -> tuple[str, ...]:
    """The networks with ImageNet weights. The last one suits quick training on a laptop best."""
    pretrained = [entry.name for entry in NETWORKS if entry.make().has_pretrained]
    return (*(name for name in pretrained if name != QUICK_NETWORK), QUICK_NETWORK)
