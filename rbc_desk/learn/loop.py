"""Epochs and batches: what `train.fit` runs, with all of its state in one place."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from rbc_desk.core.control import Reporter, StopToken
from rbc_desk.core.errors import TrainingFailedError
from rbc_desk.core.events import BatchDone, EpochDone
from rbc_desk.core.phrases import Phrase
from rbc_desk.learn.augment import paper_views, views
from rbc_desk.learn.checkpoint import Checkpoint, fill_optimizer, optimizer_tensors
from rbc_desk.learn.evaluate import quick_scores
from rbc_desk.learn.losses import make_loss
from rbc_desk.learn.sampling import SAMPLERS, EpochOrder
from rbc_desk.learn.spec import TrainSpec
from rbc_desk.learn.tensors import Normaliser

REPORT_EVERY_S = 0.1
UNFINISHED_S = 0.5
"""How long a stop before the first finished epoch may spend on validation."""
_WARM_UP = 0.1
_FLOOR = 0.01


@dataclass(frozen=True, slots=True)
class Part:
    """uint8 [N, 3, S, S] and the class index of each."""

    images: torch.Tensor
    targets: NDArray[np.int64]


class Loop:
    """One training under way. `epoch` (from 1) is the one being worked on, `batch` how many of its batches are done;
    `best` is empty before the first finished epoch.
    """

    def __init__(
        self,
        spec: TrainSpec,
        *,
        model: nn.Module,
        device: torch.device,
        train: Part,
        validation: Part,
        counts: Sequence[int],
        mean: tuple[float, ...],
        std: tuple[float, ...],
    ) -> None:
        self.spec = spec
        self.device = device
        self.model = model.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.loss = make_loss(spec.loss, params=dict(spec.loss_params), counts=counts)
        # weight decay is for the kernels: biases and norms have one dimension
        self.optimizer = torch.optim.AdamW(
            [
                {"params": [p for p in model.parameters() if p.ndim > 1], "weight_decay": spec.weight_decay},
                {"params": [p for p in model.parameters() if p.ndim <= 1], "weight_decay": 0.0},
            ],
            lr=spec.learning_rate,
        )
        self.normalise = Normaliser(mean=mean, std=std, device=device)
        self.train = Part(train.images.to(device), train.targets)
        self.validation = Part(validation.images.to(device), validation.targets)
        self.train_targets = torch.from_numpy(train.targets)
        self.sampler = SAMPLERS[spec.sampler].make()
        self.epoch, self.batch = 1, 0
        self.loss_sum, self.cells_seen, self.seconds = 0.0, 0, 0.0
        self.best: dict[str, torch.Tensor] = {}
        self.best_epoch = 0
        self.history: list[EpochDone] = []
        self.batches_per_epoch = len(_batches(len(self._order(1).indices), size=spec.batch_size))

    def run_epoch(self, *, report: Reporter, stop: StopToken) -> EpochDone | None:
        """Finish the epoch under way; None where `stop` was set first (the state stays that of the last batch)."""
        started, before = time.perf_counter(), self.seconds
        order = self._order(self.epoch)
        batches = _batches(len(order.indices), size=self.spec.batch_size)
        last_report = 0.0
        self.model.train()
        for begin, end in batches[self.batch :]:
            if stop.is_set:
                break
            batch_started = time.perf_counter()
            loss = self._step(order.indices[begin:end], copies=order.copies[begin:end], total=len(batches))
            now = time.perf_counter()
            self.seconds = before + now - started
            if now - last_report >= REPORT_EVERY_S:
                last_report = now
                rate = (end - begin) / max(now - batch_started, 1e-9)
                report(BatchDone(self.epoch, self.batch, len(batches), loss, rate))
        validated = None if stop.is_set else self._validate(stop=stop)
        self.seconds = before + time.perf_counter() - started
        return None if validated is None else self._close(*validated)

    def close_unfinished(self) -> EpochDone:
        """Judge and keep what was learned before the first epoch was finished, on as many validation cells as half a
        second allows.
        """
        validated = self._validate(stop=StopToken(), budget_s=UNFINISHED_S)
        assert validated is not None  # nothing stops that token
        done = self._close(*validated)
        self.best_epoch = 0
        return done

    def state(self, fingerprint: str) -> Checkpoint:
        """All that `restore` needs."""
        return Checkpoint(
            fingerprint=fingerprint,
            epoch=self.epoch,
            batch=self.batch,
            loss_sum=self.loss_sum,
            cells_seen=self.cells_seen,
            seconds=self.seconds,
            best_epoch=self.best_epoch,
            history=tuple(self.history),
            weights=self.model.state_dict(),
            best=self.best,
            optimizer=optimizer_tensors(self.optimizer),
        )

    def restore(self, state: Checkpoint) -> None:
        """Go on from `state`."""
        self.model.load_state_dict(state.weights)
        fill_optimizer(self.optimizer, state.optimizer)
        self.epoch, self.batch = state.epoch, state.batch
        self.loss_sum, self.cells_seen, self.seconds = state.loss_sum, state.cells_seen, state.seconds
        self.best, self.best_epoch = dict(state.best), state.best_epoch
        self.history = list(state.history)

    def _order(self, epoch: int) -> EpochOrder:
        return self.sampler(self.train.targets, np.random.default_rng((self.spec.seed, epoch)))

    def _step(self, indices: NDArray[np.int64], *, copies: NDArray[np.bool_], total: int) -> float:
        seed = int(np.random.SeedSequence((self.spec.seed, self.epoch, self.batch)).generate_state(1)[0])
        generator = torch.Generator().manual_seed(seed)
        torch.manual_seed(seed)  # dropout draws from the global generator; `fit` has forked it
        chosen = torch.from_numpy(indices)
        images = self.train.images[chosen.to(self.device)]
        if self.spec.augment:
            shown = views(images, generator=generator)
        elif copies.any():
            shown = paper_views(images, copies=torch.from_numpy(copies).to(self.device), generator=generator)
        else:
            shown = images
        rate = self._learning_rate((self.epoch - 1) * total + self.batch, steps=self.spec.epochs * total)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        loss = self.loss(self.model(self.normalise(shown)), self.train_targets[chosen].to(self.device))
        value = float(loss.detach())
        if not math.isfinite(value):
            raise TrainingFailedError(
                Phrase(
                    "The loss is no longer a finite number (epoch {epoch}, batch {batch}).",
                    epoch=self.epoch,
                    batch=self.batch + 1,
                ),
                hint="Choose a lower learning rate, for instance a tenth of it.",
            )
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()
        self.batch += 1
        self.loss_sum += value * len(indices)
        self.cells_seen += len(indices)
        return value

    def _learning_rate(self, step: int, *, steps: int) -> float:
        """Of a step (from 0): rises for a tenth of the steps, then falls along a cosine to a hundredth."""
        peak = self.spec.learning_rate
        if self.spec.schedule == "constant":
            return peak
        warm = max(1, round(_WARM_UP * steps))
        if step < warm:
            return peak * (step + 1) / warm
        done = (step - warm) / max(1, steps - warm)
        return peak * (_FLOOR + (1 - _FLOOR) * (1 + math.cos(math.pi * done)) / 2)

    @torch.inference_mode()
    def _validate(
        self, *, stop: StopToken, budget_s: float = math.inf
    ) -> tuple[float, NDArray[np.float64], NDArray[np.int64]] | None:
        """Mean loss, probabilities and targets; None where stopped. Past `budget_s` the rest is left out."""
        started = time.perf_counter()
        self.model.eval()
        logits, n = [], len(self.validation.targets)
        # a fixed shuffle: where time runs out, all classes have had their chance
        order = np.random.default_rng(0).permutation(n) if budget_s < math.inf else np.arange(n)
        size = max(32, self.spec.batch_size)
        for begin in range(0, n, size):
            if stop.is_set:
                return None
            chosen = torch.from_numpy(order[begin : begin + size]).to(self.device)
            logits.append(self.model(self.normalise(self.validation.images[chosen])).float())
            if time.perf_counter() - started > budget_s:
                break
        scores = torch.cat(logits)
        targets = self.validation.targets[order[: len(scores)]]
        loss = float(self.loss(scores, torch.from_numpy(targets).to(self.device)))
        if not math.isfinite(loss):
            raise TrainingFailedError(
                Phrase("The network's answers are no longer finite numbers (epoch {epoch}).", epoch=self.epoch),
                hint="Choose a lower learning rate, for instance a tenth of it.",
            )
        return loss, scores.softmax(1).double().cpu().numpy(), targets

    def _close(self, loss: float, probabilities: NDArray[np.float64], targets: NDArray[np.int64]) -> EpochDone:
        """End the epoch: judge it, keep its weights where they are the best, make ready for the next."""
        scores, confusion = quick_scores(probabilities, targets=targets)
        is_best = all(loss < epoch.validation_loss for epoch in self.history)
        if is_best:
            own = self.model.state_dict()
            self.best = {name: tensor.detach().to("cpu", copy=True).contiguous() for name, tensor in own.items()}
            self.best_epoch = self.epoch
        recent = [*(epoch.seconds for epoch in self.history[-4:]), self.seconds]
        done = EpochDone(
            epoch=self.epoch,
            epochs=self.spec.epochs,
            train_loss=self.loss_sum / max(1, self.cells_seen),
            validation_loss=loss,
            scores=scores,
            confusion=confusion,
            learning_rate=float(self.optimizer.param_groups[0]["lr"]),
            seconds=self.seconds,
            seconds_left=(self.spec.epochs - self.epoch) * sum(recent) / len(recent),
            is_best=is_best,
        )
        self.history.append(done)
        self.epoch, self.batch = self.epoch + 1, 0
        self.loss_sum, self.cells_seen, self.seconds = 0.0, 0, 0.0
        return done


def _batches(n: int, *, size: int) -> list[tuple[int, int]]:
    """Begin and end of each batch; a last batch of one cell joins the one before (batch norm needs two)."""
    bounds = [(begin, min(begin + size, n)) for begin in range(0, n, size)]
    if len(bounds) > 1 and bounds[-1][1] - bounds[-1][0] == 1:
        bounds[-2:] = [(bounds[-2][0], n)]
    return bounds
