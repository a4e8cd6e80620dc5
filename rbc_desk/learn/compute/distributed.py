"""Distributed training on several devices: `torchrun --nproc-per-node N -m rbc_desk.cli.main train ...`.

Every process trains on its share of each batch. Only the first process opens the project, decides what is trained,
writes and reports. The others wait in `train.assist` until it sends them cells or calls `dismiss`.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import torch
from torch import nn

_PATIENCE = timedelta(days=7)
"""How long one process waits for another, which is the longest pause."""


class ProcessGroup:
    """The processes of one training. The `first` process has the project. A single process needs no communication."""

    def __init__(self) -> None:
        self.size = int(os.environ.get("WORLD_SIZE", "1")) if "RANK" in os.environ else 1
        self.rank = int(os.environ.get("RANK", "0")) if self.size > 1 else 0
        self.local_rank = int(os.environ.get("LOCAL_RANK", "0")) if self.size > 1 else 0

    @property
    def first(self) -> bool:
        return self.rank == 0

    def device(self, device: torch.device) -> torch.device:
        """The GPU of this process."""
        if self.size == 1 or device.type != "cuda":
            return device
        own = torch.device("cuda", self.local_rank)
        torch.cuda.set_device(own)
        return own

    def join(self) -> None:
        """Join the group; call it once per process."""
        if self.size > 1 and not torch.distributed.is_initialized():
            cards = torch.cuda.is_available() and torch.cuda.device_count() > self.local_rank
            torch.distributed.init_process_group("cpu:gloo,cuda:nccl" if cards else "gloo", timeout=_PATIENCE)

    def leave(self) -> None:
        if self.size > 1 and torch.distributed.is_initialized():
            torch.distributed.destroy_process_group()

    def shared(self, value: Any) -> Any:
        """The first process's `value`, in every process."""
        if self.size == 1:
            return value
        held = [value]
        torch.distributed.broadcast_object_list(held, src=0, device=torch.device("cpu"))
        return held[0]

    def dismiss(self) -> None:
        """Release the other processes from the first one, for work that needs a single process."""
        self.join()
        self.shared(None)
        self.leave()

    def any(self, flag: bool) -> bool:  # noqa: FBT001 (as the built-in)
        """Whether `flag` is true in any process; every process must call it."""
        if self.size == 1:
            return flag
        held = torch.tensor([int(flag)])
        torch.distributed.all_reduce(held, op=torch.distributed.ReduceOp.MAX)
        return bool(held.item())

    def total(self, value: float) -> float:
        """The sum over the processes."""
        if self.size == 1:
            return value
        held = torch.tensor([value], dtype=torch.float64)
        torch.distributed.all_reduce(held)
        return float(held.item())

    def joined(self, rows: torch.Tensor, *, n: int) -> torch.Tensor:
        """The `n` rows of which process r has those at r, r + size, ...; on every process, in order."""
        if self.size == 1:
            return rows
        longest = -(-n // self.size)
        padded = torch.zeros(longest, *rows.shape[1:], dtype=rows.dtype)
        padded[: len(rows)] = rows.cpu()
        held = [torch.empty_like(padded) for _ in range(self.size)]
        torch.distributed.all_gather(held, padded)
        return torch.stack(held, dim=1).flatten(0, 1)[:n].to(rows.device)

    def wrapped(self, model: nn.Module, *, device: torch.device) -> nn.Module:
        """The model with gradients averaged over the processes."""
        if self.size == 1:
            return model
        cards = [device.index] if device.type == "cuda" else None
        return nn.parallel.DistributedDataParallel(model, device_ids=cards)
