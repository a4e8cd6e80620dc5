"""Trains the locator on random views: quality focal loss for centres, smooth L1 for shape."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from rbc_desk.core.errors import TrainingFailedError, storage_error
from rbc_desk.core.events import Progress
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.compute.optimizers import uncompiled
from rbc_desk.learn.locate.net import LocatorNet
from rbc_desk.learn.locate.views import Camera, LocatorSmear, TrainingView, random_view

_HEAT_SHARE = 4.0  # the centre loss is about four times smaller than the shape loss
_REPORT_EVERY_S, _SAVE_EVERY_S = 0.5, 60.0
# The learning rate rises over the first tenth of the steps. With fewer than two steps there, the schedule would
# divide by zero, so a shorter training uses the first part of the schedule of this length.
_RISING, _SHORTEST_CYCLE = 0.1, 20


@dataclass(frozen=True, slots=True)
class LocatorSpec:
    """The settings. `weak_weight`: the weight as background of unlabelled circles on completely labelled smears."""

    steps: int = 3000
    batch_size: int = 8
    learning_rate: float = 2e-3
    weight_decay: float = 1e-3
    weak_weight: float = 0.3
    seed: int = 0


def one_cycle(optimizer: torch.optim.Optimizer, *, peak: float, steps: int) -> torch.optim.lr_scheduler.OneCycleLR:
    """A learning rate that rises to `peak` and falls again over `steps` (at least one)."""
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer, peak, total_steps=max(steps, _SHORTEST_CYCLE), pct_start=_RISING
    )


def fit(
    groups: Sequence[tuple[float, Sequence[LocatorSmear]]],
    *,
    spec: LocatorSpec,
    camera: Camera,
    initial: dict[str, torch.Tensor] | None = None,
    checkpoint: Path | None = None,
    task: Task = SILENT,
) -> LocatorNet:
    """Train on groups of smears, which are drawn by their shares, in views by `camera`.

    Returns the weights so far if `task` is stopped. Every minute, and at the end, the state is saved to the file
    `checkpoint`, from which a later call with the same `spec` continues. Raises ValueError without a smear,
    TrainingFailedError if the loss is no longer finite, StorageError if the state cannot be saved.
    """
    drawn = [(share, smears) for share, smears in groups if smears]
    if not drawn:
        raise ValueError("there is no smear to learn from")
    torch.manual_seed(spec.seed)
    network = LocatorNet().to(memory_format=torch.channels_last)
    if initial is not None:
        network.load_state_dict(initial)
    peak = spec.learning_rate if initial is None else spec.learning_rate / 2
    optimizer = uncompiled(torch.optim.AdamW)(network.parameters(), peak, weight_decay=spec.weight_decay)
    schedule = one_cycle(optimizer, peak=peak, steps=spec.steps)
    state = _State(network, optimizer, schedule)
    first = state.loaded(checkpoint, spec) if checkpoint is not None else 0
    reported_at, saved_at = 0.0, time.monotonic()
    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(_batch, drawn, first, spec, camera)
        for step in range(first, spec.steps):
            views = coming.result()
            if task.stopped:
                break
            coming = ahead.submit(_batch, drawn, step + 1, spec, camera)
            loss = _loss(network, views)
            if not torch.isfinite(loss):
                raise TrainingFailedError(
                    "The detector's loss is no longer a finite number.", hint="Choose a lower learning rate."
                )
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            if time.monotonic() - reported_at > _REPORT_EVERY_S:
                reported_at = time.monotonic()
                task.report(Progress(step + 1, spec.steps, Phrase("loss {loss:.3f}", loss=float(loss.detach()))))
            if checkpoint is not None and time.monotonic() - saved_at > _SAVE_EVERY_S:
                saved_at = time.monotonic()
                state.save(checkpoint, spec, done=step + 1)
        else:
            if checkpoint is not None:
                state.save(checkpoint, spec, done=spec.steps)
    task.report(Progress(spec.steps, spec.steps))
    return network.eval()


@dataclass(frozen=True, slots=True)
class _State:
    """What a training needs to continue."""

    network: LocatorNet
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler

    def save(self, file: Path, spec: LocatorSpec, *, done: int) -> None:
        """Replace `file` atomically by the state after `done` steps."""
        parts = (self.network.state_dict(), self.optimizer.state_dict(), self.schedule.state_dict())
        temporary = file.with_suffix(".part")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            torch.save({"spec": asdict(spec), "done": done, "parts": parts}, temporary)
            temporary.replace(file)
        except OSError as error:
            raise storage_error(error, doing=Phrase("saving the detector {name}", name=file.name)) from error

    def loaded(self, file: Path, spec: LocatorSpec) -> int:
        """Continue from `file` and return the steps done: 0 if there is none, or one of another `spec`."""
        if not file.is_file():
            return 0
        saved = torch.load(file, weights_only=True)
        if saved["spec"] != asdict(spec):
            return 0
        network, optimizer, schedule = saved["parts"]
        self.network.load_state_dict(network)
        self.optimizer.load_state_dict(optimizer)
        self.schedule.load_state_dict(schedule)
        return int(saved["done"])


def _batch(
    groups: Sequence[tuple[float, Sequence[LocatorSmear]]], step: int, spec: LocatorSpec, camera: Camera
) -> list[TrainingView]:
    rng = np.random.default_rng((spec.seed, step))  # the same views whether or not the training was interrupted
    shares = np.array([share for share, _ in groups])
    chosen = rng.choice(len(groups), size=spec.batch_size, p=shares / shares.sum())
    smears = [groups[group][1][rng.integers(len(groups[group][1]))] for group in chosen]
    return [random_view(smear, camera=camera, rng=rng, weak_weight=spec.weak_weight) for smear in smears]


def _fast_bfloat16() -> bool:
    return bool(torch.cpu._is_amx_tile_supported())


def _loss(network: LocatorNet, views: Sequence[TrainingView]) -> torch.Tensor:
    images = torch.stack([view.image for view in views]).contiguous(memory_format=torch.channels_last)
    heat, weight, shape, near, solid = (
        torch.stack([getattr(view.targets, name) for view in views])
        for name in ("heat", "weight", "shape", "near", "solid")
    )
    # takes half the time on CPUs with bf16 instructions, and is slower on others
    with torch.autocast("cpu", torch.bfloat16, enabled=_fast_bfloat16()):
        answer = network(images)
    answer = answer.float()
    n = heat.shape[1]
    return _HEAT_SHARE * centre_loss(answer[:, :n], heat, weight=weight) + shape_loss(
        answer[:, n:], shape, near=near, solid=solid
    )


def centre_loss(logits: torch.Tensor, heat: torch.Tensor, *, weight: torch.Tensor) -> torch.Tensor:
    """Quality focal loss (Li et al., arXiv 2006.04388, eq. 4, beta 2), with more weight at centres.

    All arguments are [N, K, H, W]. Returns a scalar: the sum divided by the weighted heat.
    """
    miss = functional.binary_cross_entropy_with_logits(logits, heat, reduction="none")
    focal = miss * (logits.sigmoid() - heat).abs() ** 2 * (1 + 3 * heat)
    return (focal * weight).sum() / (heat * weight).sum().clamp(min=1)


def shape_loss(answer: torch.Tensor, shape: torch.Tensor, *, near: torch.Tensor, solid: torch.Tensor) -> torch.Tensor:
    """Smooth L1 of the offsets, weighted by `near`, and of the log distances, by `solid`.

    `answer` and `shape` are [N, 2 + RAYS, H, W], the weights [N, H, W]. Returns a scalar.
    """
    far = functional.smooth_l1_loss(answer, shape, reduction="none", beta=0.1)
    offsets = (far[:, :2].sum(1) * near).sum() / near.sum().clamp(min=1)
    # two thirds of the weight of two offsets and one radius
    outlines = (far[:, 2:].mean(1) * solid).sum() / solid.sum().clamp(min=1)
    return offsets + 2 * outlines
