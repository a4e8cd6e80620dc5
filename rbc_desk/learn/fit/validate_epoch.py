"""Evaluates a network on the validation part during training."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from rbc_desk.core.task import Task
from rbc_desk.learn.compute.distributed import ProcessGroup
from rbc_desk.learn.crops.batches import Part
from rbc_desk.learn.crops.tensors import Normaliser
from rbc_desk.learn.fit.compute_plan import ComputePlan
from rbc_desk.learn.fit.losses import Loss


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """Mean loss, probabilities [N, C] and targets [N]. `finite`: whether all of them are finite."""

    loss: float
    probabilities: NDArray[np.float64]
    targets: NDArray[np.int64]
    finite: bool


@torch.inference_mode()
def validate_part(
    net: nn.Module, *, part: Part, device: torch.device, loss: Loss, normalise: Normaliser, plan: ComputePlan,
    team: ProcessGroup, batch_size: int, task: Task, budget_s: float = math.inf,
) -> ValidationResult | None:  # fmt: skip
    """Evaluate `net` on a part; None if stopped. Cells beyond `budget_s` are left out. A team shares the work."""
    started, n = time.perf_counter(), len(part.targets)
    net.eval()
    hurried = budget_s < math.inf
    # a fixed shuffle, so that all classes occur if time runs out
    order = np.random.default_rng(0).permutation(n) if hurried else np.arange(n)
    own = order if hurried else order[team.rank :: team.size]
    logits: list[torch.Tensor] = []
    stopped = False
    batches = [
        torch.from_numpy(own[begin : begin + batch_size]).to(part.device) for begin in range(0, len(own), batch_size)
    ]
    for index, chosen in enumerate(batches):
        if stopped := task.stopped:
            break
        if index + 1 < len(batches):
            part.expect(batches[index + 1])
        images = part.take(chosen).to(device, non_blocking=True)
        with plan.context(device):
            rows = net(normalise(images))
        logits.append(rows.float())
        if time.perf_counter() - started > budget_s:
            break
    if team.any(stopped or (not logits and team.size == 1)):
        return None
    scores = torch.cat(logits) if logits else torch.zeros(0, 0)
    if not hurried:
        scores = team.joined(scores, n=n)
    targets = part.targets[order[: len(scores)]]
    value = float(loss(scores, torch.from_numpy(targets).to(device)))
    finite = math.isfinite(value) and bool(torch.isfinite(scores).all())
    return ValidationResult(value, scores.softmax(1).double().cpu().numpy(), targets, finite)
