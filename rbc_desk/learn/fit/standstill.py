"""Detects a training that does not learn, early enough to stop it. A plateau after progress is not reported."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from rbc_desk.core.events import EpochDone
from rbc_desk.core.phrases import Phrase
from rbc_desk.learn.compute.optimizers import uncompiled
from rbc_desk.learn.fit.losses import Loss
from rbc_desk.learn.fit.optimise import WARM_UP
from rbc_desk.learn.fit.spec import TrainSpec

_LEAST_EPOCHS = 5
_LEAST_STEPS = 50
_LAST = 3
"""The best of the last three epochs counts, because a single bad epoch is not significant."""
_NO_BETTER = 0.99
_LEARNED = 0.25
"""A training whose loss was below this share of the constant prediction's has learned something."""
_GROWN = 1.1
_HIGH_RATE = 3e-4
_MOST_CELLS = 4096


def constant_loss(loss: Loss, *, targets: NDArray[np.int64], n_classes: int, device: torch.device) -> float:
    """The lowest loss of a constant prediction for all cells, which a network reaches without learning anything."""
    chosen = targets[:: max(1, len(targets) // _MOST_CELLS)]
    truth = torch.from_numpy(chosen).to(device)
    shares = np.bincount(chosen, minlength=n_classes) / len(chosen)
    start = np.log(np.maximum(shares, 1e-3))
    answer = torch.tensor(start, dtype=torch.float32, device=device, requires_grad=True)
    optimizer = uncompiled(torch.optim.LBFGS)([answer], max_iter=20, line_search_fn="strong_wolfe")

    def value() -> torch.Tensor:
        optimizer.zero_grad()
        found = loss(answer.expand(len(truth), -1), truth)
        found.backward()  # type: ignore[no-untyped-call]
        return found

    optimizer.step(value)  # type: ignore[no-untyped-call]
    with torch.no_grad():
        return float(loss(answer.expand(len(truth), -1), truth))


def progress_warning(
    history: Sequence[EpochDone], *, spec: TrainSpec, constant: float, batches_per_epoch: int
) -> Phrase | None:
    """The warning, with advice, about a training loss that grows or does not improve.

    It does not improve if it is no better than the best constant prediction's, or than it was in the first epoch. The
    result is None before there were enough epochs, and enough steps after the warm-up of the learning rate.
    """
    n = len(history)
    warm = WARM_UP * spec.epochs if spec.schedule == "cosine" else 0.0
    if n < max(_LEAST_EPOCHS, _LAST + warm) or n * batches_per_epoch < _LEAST_STEPS:
        return None
    first, last = history[0].train_loss, min(epoch.train_loss for epoch in history[-_LAST:])
    if last < _LEARNED * constant:
        return None
    rate = spec.learning_rate
    if last > _GROWN * first:
        return Phrase(
            "The training loss is increasing: {first:.3g} in the first epoch, {last:.3g} in epoch {n}. "
            "The learning rate {rate:g} is too high. Stop, and train again with {lower:g}.",
            first=first, last=history[-1].train_loss, n=n, rate=rate, lower=rate / 10,
        )  # fmt: skip
    other = rate / 10 if rate > _HIGH_RATE else rate * 10
    if last >= _NO_BETTER * constant:
        return Phrase(
            "The training makes no progress: after {n} epochs the loss ({last:.3g}) is no better than "
            "with the same answer for all cells ({constant:.3g}). Stop, and train again with a learning "
            "rate of {other:g} instead of {rate:g}. If that does not help, check the labels.",
            n=n, last=last, constant=constant, rate=rate, other=other,
        )  # fmt: skip
    if last >= first:
        return Phrase(
            "The training makes no progress: after {n} epochs the loss ({last:.3g}) is no better than in "
            "the first epoch ({first:.3g}). Stop, and train again with a learning rate of {other:g} "
            "instead of {rate:g}.",
            n=n, last=last, first=first, rate=rate, other=other,
        )  # fmt: skip
    return None
