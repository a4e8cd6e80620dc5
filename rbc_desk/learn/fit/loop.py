"""The epochs and batches of a training, with all of its state in one object."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from contextlib import nullcontext

import numpy as np
import torch
from torch import nn

from rbc_desk.core.errors import NotFiniteError
from rbc_desk.core.events import BatchDone, EpochDone, TrainingPaused
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.compute.distributed import ProcessGroup
from rbc_desk.learn.compute.memory import in_use
from rbc_desk.learn.compute.runtime import fits_on
from rbc_desk.learn.crops.augment import mixed, paper_views, views
from rbc_desk.learn.crops.batches import Part
from rbc_desk.learn.crops.crop_data import drawn_targets
from rbc_desk.learn.crops.tensors import Normaliser
from rbc_desk.learn.fit import standstill
from rbc_desk.learn.fit.checkpoint import Checkpoint, fill_optimizer, optimizer_tensors
from rbc_desk.learn.fit.compute_plan import ComputePlan, compiled
from rbc_desk.learn.fit.losses import make_loss
from rbc_desk.learn.fit.optimise import WeightAverage, learning_rate, make_optimizer, set_rate
from rbc_desk.learn.fit.sampling import SAMPLERS, EpochOrder, class_counts
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.fit.validate_epoch import ValidationResult, validate_part
from rbc_desk.learn.metrics.evaluate import quick_scores
from rbc_desk.learn.networks.stages import freeze_stages, set_norm_momentum

REPORT_EVERY_S = 0.1
UNFINISHED_S = 0.5
"""The time in seconds for validation if a training is stopped in its first epoch."""


_SHARES = 1
"""Tells the draw of classes from other draws of an epoch."""


class Loop:
    """A training in progress: `batch` batches of `epoch` (from 1) are done. `best` is empty in the first epoch.

    A step does not wait for the GPU: losses are summed there and read ten times per second.
    """

    def __init__(
        self,
        spec: TrainSpec,
        *,
        model: nn.Module,
        device: torch.device,
        train: Part,
        validation: Part,
        n_classes: int,
        mean: tuple[float, ...],
        std: tuple[float, ...],
        plan: ComputePlan | None = None,
        team: ProcessGroup | None = None,
        on_imagenet: bool = False,
        keep_last: bool = False,
    ) -> None:
        self.on_imagenet, self.keep_last = on_imagenet, keep_last
        self.on_pause: Callable[[], None] = lambda: None
        self.spec, self.device, self.plan, self.team = spec, device, plan or ComputePlan(), team or ProcessGroup()
        self.net = self.plan.with_layout(model.to(device))
        if spec.norm_momentum:
            set_norm_momentum(self.net, momentum=spec.norm_momentum)
        # random weights are not worth keeping
        self.frozen = freeze_stages(self.net, n=spec.frozen_stages) if on_imagenet else []
        self.optimizer = make_optimizer(spec, model=self.net, on_imagenet=on_imagenet)
        self.scaler = torch.amp.GradScaler(device.type, enabled=self.plan.precision == "fp16")
        self.model = self.team.wrapped(self.net, device=device)
        self.average = WeightAverage(self.net, decay=spec.ema) if spec.ema else None
        self.normalise = Normaliser(mean=mean, std=std, device=device, channels_last=self.plan.channels_last)
        fits = fits_on(device, n_bytes=train.nbytes + validation.nbytes)
        self.train, self.validation = train.near(device, fits=fits), validation.near(device, fits=fits)
        self.train_targets = self._drawn_targets(1)
        self.sampler = SAMPLERS[spec.sampler].make()
        first = self._order(1).indices
        drawn = class_counts(train.targets[first], n_classes=n_classes)
        self.loss = make_loss(spec.loss, params=dict(spec.loss_params), counts=drawn)
        self._constant = standstill.constant_loss(
            self.loss, targets=train.targets[first], n_classes=n_classes, device=device
        )
        self.epoch, self.batch = 1, 0
        self.loss_sum, self.cells_seen, self.seconds = self._nought(), 0, 0.0
        self.best: dict[str, torch.Tensor] = {}
        self.best_epoch = 0
        self.history: list[EpochDone] = []
        if self.plan.compiled:
            few = torch.arange(min(2, len(train.targets)), device=self.train.device)
            self.model = compiled(
                self.model, net=self.net, plan=self.plan, cells=self.normalise(self.train.take(few).to(device))
            )
        self.batches_per_epoch = len(self._batches(len(first)))

    @property
    def finished(self) -> bool:
        return self.epoch > self.spec.epochs or self.ended_early

    @property
    def ended_early(self) -> bool:
        """Whether patience is exhausted: no improvement for too many epochs."""
        return 0 < self.spec.patience <= self.epoch - 1 - self.best_epoch and bool(self.best_epoch)

    def progress_warning(self) -> Phrase | None:
        """The warning about a loss that grows or stagnates; None without one."""
        return standstill.progress_warning(
            self.history, spec=self.spec, constant=self._constant, batches_per_epoch=self.batches_per_epoch
        )

    def run_epoch(self, *, task: Task) -> EpochDone | None:
        """Finish the current epoch. Returns None if it was stopped; the state is then that of the last batch."""
        started, before = time.perf_counter(), self.seconds
        order = self._order(self.epoch)
        if self.train.shares is not None:
            self.train_targets = self._drawn_targets(self.epoch)
        batches = self._batches(len(order.indices))
        shown = torch.from_numpy(order.indices).to(self.train.device)
        copies = torch.from_numpy(order.copies).to(self.device) if order.copies.any() else None
        last_report, reported = time.perf_counter(), self.cells_seen
        first = True
        self.model.train()
        for module in self.frozen:
            module.eval()
        left = [
            (end - begin, shown[begin + self.team.rank : end : self.team.size],
             None if copies is None else copies[begin + self.team.rank : end : self.team.size])
            for begin, end in batches[self.batch :]
        ]  # fmt: skip
        for index, (n_cells, chosen, copied) in enumerate(left):
            if task.is_paused:
                started += self._wait(task=task)
            if self.team.any(task.stopped):
                break
            if index + 1 < len(left):
                self.train.expect(left[index + 1][1])
            loss = self._step(chosen, copies=copied, total=len(batches))
            self.cells_seen += n_cells
            now = time.perf_counter()
            self.seconds = before + now - started
            if first or now - last_report >= REPORT_EVERY_S:
                value = self._looked_at(loss)
                rate = (self.cells_seen - reported) / max(now - last_report, 1e-9)
                last_report, reported, first = now, self.cells_seen, False
                step_size, memory = float(self.optimizer.param_groups[0]["lr"]), in_use(self.device)
                task.report(BatchDone(self.epoch, self.batch, len(batches), value, rate, step_size, memory))
        self._looked_at(self.loss_sum)
        validated = None if self.team.any(task.stopped) else self._validate(task=task)
        self.seconds = before + time.perf_counter() - started
        return None if validated is None else self._close(validated)

    def close_unfinished(self) -> EpochDone:
        """Validate and keep the weights of an unfinished first epoch, on as many cells as half a second allows."""
        validated = self._validate(task=SILENT, budget_s=UNFINISHED_S)
        assert validated is not None  # SILENT is never stopped
        done = self._close(validated)
        self.best_epoch = 0
        return done

    def state(self, fingerprint: str) -> Checkpoint:
        """The complete state for `restore`."""
        scaler = self.scaler.state_dict()
        return Checkpoint(
            fingerprint=fingerprint,
            epoch=self.epoch,
            batch=self.batch,
            loss_sum=self.team.total(float(self.loss_sum)),
            cells_seen=self.cells_seen,
            seconds=self.seconds,
            best_epoch=self.best_epoch,
            average_steps=self.average.steps if self.average else 0,
            scale=float(scaler["scale"]) if scaler else 0.0,
            plan=(self.plan.precision, self.plan.channels_last, self.plan.compiled),
            on_imagenet=self.on_imagenet,
            history=tuple(self.history),
            weights=self.net.state_dict(),
            best=self.best,
            average=self.average.state if self.average else {},
            optimizer=optimizer_tensors(self.optimizer),
        )

    def restore(self, state: Checkpoint) -> None:
        """Continue from `state`."""
        self.net.load_state_dict(state.weights)
        fill_optimizer(self.optimizer, state.optimizer)
        if self.average is not None:
            self.average.restore(state.average, steps=state.average_steps)
        if state.scale and self.scaler.is_enabled():
            self.scaler.load_state_dict({**self.scaler.state_dict(), "scale": state.scale})
        self.epoch, self.batch = state.epoch, state.batch
        self.cells_seen, self.seconds = state.cells_seen, state.seconds
        self.loss_sum = self._nought() + (state.loss_sum if self.team.first else 0.0)
        self.best, self.best_epoch = dict(state.best), state.best_epoch
        self.history = list(state.history)

    def _nought(self) -> torch.Tensor:
        exact = torch.float32 if self.device.type == "mps" else torch.float64
        return torch.zeros((), dtype=exact, device=self.device)

    def _drawn_targets(self, epoch: int) -> torch.Tensor:
        random = np.random.default_rng((self.spec.seed, epoch, _SHARES))
        found = drawn_targets(self.train.targets, shares=self.train.shares, random=random)
        return torch.from_numpy(found).to(self.device)

    def _order(self, epoch: int) -> EpochOrder:
        return self.sampler(self.train.targets, np.random.default_rng((self.spec.seed, epoch)))

    def _batches(self, n: int) -> list[tuple[int, int]]:
        return batch_bounds(n, size=self.spec.batch_size, least=2 * self.team.size)

    def _wait(self, *, task: Task) -> float:
        """Wait for the end of the pause. Returns its seconds."""
        started = time.perf_counter()
        self.on_pause()
        task.report(TrainingPaused(paused=True, epoch=self.epoch, batch=self.batch))
        task.wait_while_paused()
        task.report(TrainingPaused(paused=False, epoch=self.epoch, batch=self.batch))
        return time.perf_counter() - started

    def _looked_at(self, loss: torch.Tensor) -> float:
        """The loss as a number. Raises NotFiniteError if any loss of the epoch is not finite."""
        value = float(loss)
        if not (math.isfinite(value) and math.isfinite(float(self.loss_sum))):
            raise NotFiniteError(
                Phrase(
                    "The loss is no longer a finite number (epoch {epoch}, batch {batch}).",
                    epoch=self.epoch,
                    batch=self.batch,
                ),
                hint="Choose a lower learning rate, such as a tenth of it.",
            )
        return value

    def _step(self, chosen: torch.Tensor, *, copies: torch.Tensor | None, total: int) -> torch.Tensor:
        seed = int(np.random.SeedSequence((self.spec.seed, self.epoch, self.batch)).generate_state(1)[0])
        generator = torch.Generator().manual_seed(seed + self.team.rank)
        torch.manual_seed(seed + self.team.rank)  # dropout uses the global generator, which `fit` has forked
        images = self.train.take(chosen).to(self.device, non_blocking=True)
        targets = self.train_targets[chosen.to(self.device)]
        if self.spec.augment:
            shown = views(images, generator=generator, shift=self.spec.shift)
        elif copies is not None:
            shown = paper_views(images, copies=copies, generator=generator)
        else:
            shown = images
        partner, share = None, 1.0
        if self.spec.mixup:
            shown, partner, share = mixed(shown, alpha=self.spec.mixup, generator=generator)
        step = (self.epoch - 1) * total + self.batch
        set_rate(self.optimizer, learning_rate(self.spec, step, steps=self.spec.epochs * total))
        with self.plan.context(self.device):
            logits = self.model(self.normalise(shown))
        logits = logits.float()
        loss = self.loss(logits, targets)
        if partner is not None:
            loss = share * loss + (1 - share) * self.loss(logits, targets[partner])
        self.optimizer.zero_grad(set_to_none=True)
        self.scaler.scale(loss).backward()  # type: ignore[no-untyped-call]
        if self.spec.clip_norm:
            self.scaler.unscale_(self.optimizer)
            nn.utils.clip_grad_norm_(self.net.parameters(), self.spec.clip_norm)
        self.scaler.step(self.optimizer)
        self.scaler.update()
        if self.average is not None:
            self.average.update()
        self.batch += 1
        self.loss_sum += loss.detach() * len(chosen)
        return loss.detach()

    def _validate(self, *, task: Task, budget_s: float = math.inf) -> ValidationResult | None:
        """Validate; None if stopped. Cells beyond `budget_s` seconds are left out."""
        with self.average.shown() if self.average is not None else nullcontext():
            result = validate_part(
                self.net, part=self.validation, device=self.device, loss=self.loss, normalise=self.normalise,
                plan=self.plan, team=self.team, batch_size=max(32, self.spec.batch_size), task=task,
                budget_s=budget_s,
            )  # fmt: skip
        if result is not None and not result.finite:
            raise NotFiniteError(
                Phrase("The network's outputs are no longer finite numbers (epoch {epoch}).", epoch=self.epoch),
                hint="Choose a lower learning rate, such as a tenth of it.",
            )
        return result

    def _close(self, result: ValidationResult) -> EpochDone:
        """End the epoch: keep its weights if they are the best, and prepare the next epoch."""
        loss = result.loss
        scores, confusion = quick_scores(result.probabilities, targets=result.targets)
        is_best = self.keep_last or all(loss < epoch.validation_loss for epoch in self.history)
        if is_best:
            own = self.average.state if self.average is not None else self.net.state_dict()
            self.best = {name: tensor.detach().to("cpu", copy=True).contiguous() for name, tensor in own.items()}
            self.best_epoch = self.epoch
        recent = [*(epoch.seconds for epoch in self.history[-4:]), self.seconds]
        done = EpochDone(
            epoch=self.epoch,
            epochs=self.spec.epochs,
            train_loss=self.team.total(float(self.loss_sum)) / max(1, self.cells_seen),
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
        self.loss_sum, self.cells_seen, self.seconds = self._nought(), 0, 0.0
        return done


def batch_bounds(n: int, *, size: int, least: int = 2) -> list[tuple[int, int]]:
    """The begin and end of each batch. A last batch of fewer than `least` cells is joined to the one before, because
    batch norm needs two.
    """
    bounds = [(begin, min(begin + size, n)) for begin in range(0, n, size)]
    if len(bounds) > 1 and bounds[-1][1] - bounds[-1][0] < least:
        bounds[-2:] = [(bounds[-2][0], n)]
    return bounds
