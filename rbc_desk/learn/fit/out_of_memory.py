"""Turns out-of-memory failures into an error that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from rbc_desk.core.errors import OutOfMemoryError
from rbc_desk.core.events import OutOfMemory
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.networks.registry import NETWORKS

_LEAST_BATCH = 2
_NO_MEMORY = ("allocate memory", "out of memory", "bad_alloc", "create a memory object")
"""The messages of torch, CUDA, C++ and oneDNN."""


@contextmanager
def reporting_out_of_memory(spec: TrainSpec, *, device: torch.device, task: Task) -> Iterator[None]:
    """If memory runs out in the block, report OutOfMemory and raise OutOfMemoryError."""
    try:
        yield
    except (torch.OutOfMemoryError, MemoryError) as error:
        raise _no_memory(spec, device=device, task=task) from error
    except RuntimeError as error:
        if any(message in str(error) for message in _NO_MEMORY):
            raise _no_memory(spec, device=device, task=task) from error
        raise


def _no_memory(spec: TrainSpec, *, device: torch.device, task: Task) -> OutOfMemoryError:
    """Report that half the batch size may fit. Returns the error to raise."""
    half = spec.batch_size // 2 if spec.batch_size >= 2 * _LEAST_BATCH else 0
    task.report(OutOfMemory(device=str(device), tried_batch_size=spec.batch_size, batch_size=half))
    message = Phrase(
        "There is not enough memory for a batch of {batch_size} cells of {side_px} px with {network}.",
        batch_size=spec.batch_size,
        side_px=spec.side_px,
        network=NETWORKS[spec.network].display_name,
    )
    if not half:
        return OutOfMemoryError(message, hint="Choose a smaller network, or the CPU as device.")
    return OutOfMemoryError(
        message,
        hint=Phrase(
            "Train again with half the batch size (batch_size={half}), a smaller network, or the CPU as device.",
            half=half,
        ),
    )
