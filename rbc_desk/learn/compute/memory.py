"""Memory in use, and the memory for crops."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.phrases import Phrase

if TYPE_CHECKING:
    import torch

BUDGET = "RBC_DESK_CROPS_MB"
_SHARE = 0.5
_MIB = 2**20
_CGROUP = Path("/sys/fs/cgroup")


def in_use(device: torch.device) -> int:
    """Bytes that torch has reserved on a GPU, or that this process holds; 0 if unknown."""
    import torch

    if device.type == "cuda":
        return int(torch.cuda.memory_reserved(device))
    if device.type == "mps":
        return int(torch.mps.driver_allocated_memory())
    return of_process()


def of_process() -> int:
    """Bytes of memory that this process holds now."""
    import psutil

    return int(psutil.Process().memory_info().rss)


def free() -> int:
    """Bytes that this process can allocate without swapping, within the machine's memory and a container's limit."""
    import psutil

    return min([int(psutil.virtual_memory().available), *_left_in_container()])


def crop_budget() -> int:
    """The bytes of memory for crops: half of the free memory, or the value of RBC_DESK_CROPS_MB.

    Raises SettingsError if that is not a number.
    """
    asked = os.environ.get(BUDGET, "").strip()
    if not asked:
        return int(_SHARE * free())
    if not asked.isdecimal():
        raise SettingsError(
            Phrase("{name}={value} is not a number of megabytes.", name=BUDGET, value=asked), hint="Example: 2000."
        )
    return int(asked) * _MIB


def _left_in_container() -> list[int]:
    try:
        limit = (_CGROUP / "memory.max").read_text("utf-8").strip()
        used = int((_CGROUP / "memory.current").read_text("utf-8"))
        return [max(0, int(limit) - used)] if limit.isdecimal() else []
    except (OSError, ValueError):
        return []
