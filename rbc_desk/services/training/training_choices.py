"""The networks, losses and samplers a user can choose from."""

from __future__ import annotations

from rbc_desk.core.registry import Choice, Params


def network_choices() -> tuple[Choice, ...]:
    from rbc_desk.learn.networks.registry import NETWORKS

    return tuple(Choice(entry.name, entry.summary, entry.words) for entry in NETWORKS)


def loss_choices() -> tuple[Choice, ...]:
    from rbc_desk.learn.fit.losses import LOSSES

    return tuple(Choice(entry.name, entry.summary, entry.words) for entry in LOSSES)


def sampler_choices() -> tuple[Choice, ...]:
    from rbc_desk.learn.fit.sampling import SAMPLERS

    return tuple(Choice(entry.name, entry.summary, entry.words) for entry in SAMPLERS)


def device_choices() -> tuple[Choice, ...]:
    """The devices of this machine. Imports torch, which takes seconds: not for the interface thread."""
    from rbc_desk.learn.compute.runtime import device_choices as found

    return tuple(Choice(name, label) for name, label in found())


def loss_params(name: str) -> type[Params]:
    """The settings of a loss. Raises UnknownNameError."""
    from rbc_desk.learn.fit.losses import LOSSES

    return LOSSES[name].params


def imagenet_networks() -> tuple[str, ...]:
    """The networks that can start from ImageNet weights; the last one is the best for quick training on a laptop."""
    from rbc_desk.learn.networks.registry import NETWORKS, QUICK_NETWORK

    able = [entry.name for entry in NETWORKS if entry.make().has_pretrained]
    return (*(name for name in able if name != QUICK_NETWORK), QUICK_NETWORK)
