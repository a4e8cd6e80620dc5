"""Device, threads and random seeds of torch, which is imported inside the functions."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING

from rbc_desk.core.editions import has_torch
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.phrases import Phrase

if TYPE_CHECKING:
    import torch


_SHARE_FOR_CROPS = 0.4


def device_choices() -> list[tuple[str, str]]:
    """(name, label) of every device to compute on. Imports torch: run it in a job."""
    choices: list[tuple[str, str]] = [("auto", Phrase("Automatic")), ("cpu", Phrase("CPU"))]
    if not has_torch():
        return choices
    import torch

    if torch.cuda.is_available():
        choices += [(f"cuda:{i}", torch.cuda.get_device_name(i)) for i in range(torch.cuda.device_count())]
    if torch.backends.mps.is_available():
        choices.append(("mps", Phrase("Apple GPU")))
    return choices


def pick_device(name: str) -> torch.device:
    """The device `name`; "auto" uses a GPU if there is one. Raises SettingsError."""
    import torch

    names = [known for known, _ in device_choices()]
    if name == "auto":
        return torch.device(next((known for known in names if known not in ("auto", "cpu")), "cpu"))
    wanted = "cuda:0" if name == "cuda" else name
    if wanted not in names:
        raise SettingsError(
            Phrase("The device {name!r} is not available on this computer.", name=name),
            hint=Phrase("Choose one of: {names}.", names=", ".join(names)),
        )
    return torch.device(wanted)


THREADS = "RBC_DESK_THREADS"
_NICE = 5


def worker_threads() -> int:
    """The number of cores minus one for the window; at least 1.

    The environment variable RBC_DESK_THREADS overrides it where several processes share the cores.
    """
    return _asked_threads() or max(1, _cores() - 1)


def training_threads() -> int:
    """The number of threads of a training: all cores if it can have a lower priority, else `worker_threads()`.

    The environment variable RBC_DESK_THREADS overrides it where several processes share the cores.
    """
    return _asked_threads() or (_cores() if _has_thread_priority() else worker_threads())


def use_training_threads() -> None:
    """Let torch compute with `training_threads()` threads of lower priority than the window's.

    The system takes a core from threads of lower priority as soon as the window needs one. The main thread keeps its
    priority, because it belongs to the window, or to a command without one.
    """
    import torch

    if _has_thread_priority() and threading.current_thread() is not threading.main_thread():
        thread = threading.get_native_id()
        # threads that torch starts from here inherit the priority
        os.setpriority(os.PRIO_PROCESS, thread, max(_NICE, os.getpriority(os.PRIO_PROCESS, thread)))
    if torch.get_num_threads() != training_threads():
        torch.set_num_threads(training_threads())


def _has_thread_priority() -> bool:
    """Whether threads have their own priority, which is the case on Linux only."""
    return sys.platform == "linux"


def _asked_threads() -> int:
    asked = os.environ.get(THREADS, "")
    return int(asked) if asked.isdecimal() else 0


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def use_worker_threads() -> None:
    """Let torch compute with `worker_threads()` threads in this process from now on."""
    import torch

    if torch.get_num_threads() != worker_threads():
        torch.set_num_threads(worker_threads())


def fits_on(device: torch.device, *, n_bytes: int) -> bool:
    """Whether this many bytes fit on the device and leave most of its memory for computing."""
    import torch

    if device.type != "cuda":
        return True
    free, _ = torch.cuda.mem_get_info(device)
    return n_bytes < _SHARE_FOR_CROPS * free
