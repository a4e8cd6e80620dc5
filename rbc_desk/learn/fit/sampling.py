"""Samplers by name: which cells an epoch shows (paper, section 4.2). Importing this module loads no torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.registry import NoParams, Registry


@dataclass(frozen=True, slots=True)
class EpochOrder:
    """The cells of an epoch in order. `copies` marks the repetitions of a cell."""

    indices: NDArray[np.int64]
    copies: NDArray[np.bool_]


Sampler = Callable[[NDArray[np.int64], np.random.Generator], EpochOrder]
"""`sampler(targets [N], random) -> EpochOrder`."""

SAMPLERS: Registry[Sampler] = Registry("sampler")


@SAMPLERS.register("none", title="No resampling", summary="each cell once per epoch")
def _none(params: NoParams) -> Sampler:
    def sample(targets: NDArray[np.int64], random: np.random.Generator) -> EpochOrder:
        return EpochOrder(random.permutation(len(targets)), np.zeros(len(targets), bool))

    return sample


@SAMPLERS.register(
    "under",
    title="Undersample common classes",
    summary="down to the size of the rarest class, drawn again in each epoch",
)
def _under(params: NoParams) -> Sampler:
    def sample(targets: NDArray[np.int64], random: np.random.Generator) -> EpochOrder:
        members = _members(targets)
        size = min(map(len, members))
        chosen = np.concatenate([random.permutation(m)[:size] for m in members])
        return EpochOrder(random.permutation(chosen), np.zeros(len(chosen), bool))

    return sample


@SAMPLERS.register(
    "over",
    title="Oversample rare classes",
    summary="up to the size of the most common class, with rotated and flipped copies",
)
def _over(params: NoParams) -> Sampler:
    def sample(targets: NDArray[np.int64], random: np.random.Generator) -> EpochOrder:
        members = _members(targets)
        size = max(map(len, members))
        chosen, copies = [], []
        for own in members:
            # whole rounds first, so that numbers of repetitions differ by one at most
            rounds = np.concatenate([random.permutation(own) for _ in range(-(-size // len(own)))])
            chosen.append(rounds[:size])
            copies.append(np.arange(size) >= len(own))
        order = random.permutation(size * len(members))
        return EpochOrder(np.concatenate(chosen)[order], np.concatenate(copies)[order])

    return sample


def class_counts(targets: NDArray[np.int64], *, n_classes: int) -> tuple[int, ...]:
    """The number of cells of each class."""
    return tuple(int(n) for n in np.bincount(targets, minlength=n_classes))


def _members(targets: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The indices of each class that has cells."""
    return [np.flatnonzero(targets == c) for c in np.unique(targets)]
