"""Quick training: fits the last layer alone on features of an ImageNet network."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from rbc_desk.core.errors import CancelledError, NotEnoughDataError, TrainingFailedError
from rbc_desk.core.events import EpochDone, TrainingEnded, TrainingStarted
from rbc_desk.core.task import Task
from rbc_desk.learn.compute.optimizers import uncompiled
from rbc_desk.learn.compute.runtime import use_worker_threads
from rbc_desk.learn.fit.losses import Loss, make_loss
from rbc_desk.learn.fit.sampling import SAMPLERS, class_counts
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.metrics.evaluate import quick_scores

DECAY = 1e-2
"""The weight decay if the settings have none, because there are about as many features as cells."""
_STEPS_AN_EPOCH = 4
_PATIENCE = 6
_FLOOR = 1e-3


@dataclass(frozen=True, slots=True)
class FeatureSet:
    """Features [N, D] of N crops and the class index of each."""

    features: NDArray[np.floating]
    targets: NDArray[np.int64]

    def counts(self, n_classes: int) -> tuple[int, ...]:
        return class_counts(self.targets, n_classes=n_classes)


@dataclass(frozen=True, slots=True)
class QuickHead:
    """The last layer: weight [C, D] and bias [C] for unscaled features, and the history of its training."""

    weight: torch.Tensor
    bias: torch.Tensor
    best_epoch: int
    stopped: bool
    history: tuple[EpochDone, ...]


def fit_head(
    spec: TrainSpec,
    *,
    train: FeatureSet,
    validation: FeatureSet,
    codes: Sequence[str],
    task: Task,
) -> QuickHead:
    """Fit by L-BFGS with the loss and the sampler of `spec`; each epoch is a few steps on all cells at once.

    The epoch with the lowest validation loss is kept. It ends when that no longer improves. Raises
    NotEnoughDataError, TrainingFailedError, CancelledError.
    """
    counts, started = train.counts(len(codes)), time.perf_counter()
    if sum(n > 0 for n in counts) < 2 or not len(validation.targets):
        raise NotEnoughDataError(
            "Quick training needs cells of two classes in the training part, and some in the validation part.",
            hint="Label cells on more smears, or split by cell instead of by smear.",
        )
    use_worker_threads()
    order = SAMPLERS[spec.sampler].make()(train.targets, np.random.default_rng((spec.seed, 1))).indices
    x, mean, std = _standardised(torch.from_numpy(train.features[order]).float())
    y = torch.from_numpy(train.targets[order])
    seen = (torch.from_numpy(validation.features).float() - mean) / std
    drawn = class_counts(train.targets[order], n_classes=len(codes))
    loss = make_loss(spec.loss, params=dict(spec.loss_params), counts=drawn)
    head = nn.Linear(x.shape[1], len(codes))
    nn.init.zeros_(head.weight)
    nn.init.zeros_(head.bias)
    kind = uncompiled(torch.optim.LBFGS)
    optimizer = kind(head.parameters(), max_iter=_STEPS_AN_EPOCH, line_search_fn="strong_wolfe")
    decay = spec.weight_decay or DECAY

    def total() -> torch.Tensor:
        optimizer.zero_grad()
        value = loss(head(x), y) + decay / 2 * head.weight.square().sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    task.report(
        TrainingStarted(
            network=spec.network,
            loss=spec.loss,
            device="cpu",
            epochs=spec.epochs,
            batches_per_epoch=1,
            class_codes=tuple(codes),
            train_counts=counts,
            validation_counts=validation.counts(len(codes)),
            parameters=sum(p.numel() for p in head.parameters()),
            computing="fp32",
        )
    )
    history: list[EpochDone] = []
    best: dict[str, torch.Tensor] = {}
    best_epoch, before = 0, started
    for epoch in range(1, spec.epochs + 1):
        if task.stopped or epoch - best_epoch > (spec.patience or _PATIENCE):
            break
        optimizer.step(total)  # type: ignore[no-untyped-call]
        done = _judge(head, spec=spec, epoch=epoch, fitted=(x, y), seen=(seen, validation.targets), loss=loss)
        is_best = all(done.validation_loss < e.validation_loss for e in history)
        now = time.perf_counter()
        history.append(_finished(done, seconds=now - before, is_best=is_best))
        before = now
        if is_best:
            best, best_epoch = {n: t.detach().clone() for n, t in head.state_dict().items()}, epoch
        task.report(history[-1])
    if not best:
        raise CancelledError
    task.report(TrainingEnded(best_epoch=best_epoch, stopped=task.stopped, early=len(history) < spec.epochs))
    # the standardisation is folded into the layer, which then takes unscaled features
    weight = best["weight"] / std
    return QuickHead(weight, best["bias"] - weight @ mean, best_epoch, task.stopped, tuple(history))


def _standardised(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    mean, std = x.mean(0), x.std(0, unbiased=False).clamp_min(_FLOOR)
    return x.sub_(mean).div_(std), mean, std


@torch.no_grad()
def _judge(
    head: nn.Linear, *, spec: TrainSpec, epoch: int, fitted: tuple[torch.Tensor, torch.Tensor],
    seen: tuple[torch.Tensor, NDArray[np.int64]], loss: Loss,
) -> EpochDone:  # fmt: skip
    logits = head(seen[0])
    value = float(loss(logits, torch.from_numpy(seen[1])))
    if not bool(torch.isfinite(logits).all()):
        raise TrainingFailedError(
            "The quick training produced numbers that are not finite.",
            hint="Choose another loss, or a higher weight decay.",
        )
    scores, confusion = quick_scores(logits.softmax(1).double().numpy(), targets=seen[1])
    return EpochDone(
        epoch=epoch,
        epochs=spec.epochs,
        train_loss=float(loss(head(fitted[0]), fitted[1])),
        validation_loss=value,
        scores=scores,
        confusion=confusion,
        learning_rate=1.0,
        seconds=0.0,
        seconds_left=0.0,
        is_best=False,
    )


def _finished(done: EpochDone, *, seconds: float, is_best: bool) -> EpochDone:
    left = (done.epochs - done.epoch) * seconds
    return dataclasses.replace(done, seconds=seconds, seconds_left=left, is_best=is_best)
