"""Tells the editions of the program apart: the light one has no torch and trains no whole networks."""

from __future__ import annotations

from importlib.util import find_spec

from rbc_desk.core.errors import FullEditionNeededError


def has_torch() -> bool:
    """Whether whole networks can be trained here. Does not import torch."""
    return find_spec("torch") is not None


def require_torch() -> None:
    """Raise FullEditionNeededError in the light edition."""
    if not has_torch():
        raise FullEditionNeededError.of()
