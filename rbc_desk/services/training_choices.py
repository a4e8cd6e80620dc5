"""What a training can be told to use, in a user's words."""

from __future__ import annotations

from rbc_desk.services.detection import Choice


def network_choices() -> tuple[Choice, ...]:
    from rbc_desk.learn.models import NETWORKS

    return tuple(Choice(entry.name, entry.summary, entry.words) for entry in NETWORKS)


def loss_choices() -> tuple[Choice, ...]:
    from rbc_desk.learn.losses import LOSSES

    return tuple(Choice(entry.name, entry.summary, entry.words) for entry in LOSSES)


def sampler_choices() -> tuple[Choice, ...]:
    from rbc_desk.learn.sampling import SAMPLERS

    return tuple(Choice(entry.name, entry.summary, entry.words) for entry in SAMPLERS)


def device_choices() -> tuple[Choice, ...]:
    """The devices of this machine. Imports torch, which takes seconds: not for the interface thread."""
    from rbc_desk.learn.runtime import device_choices as found

    return tuple(Choice(name, label) for name, label in found())
