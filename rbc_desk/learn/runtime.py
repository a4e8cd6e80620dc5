"""Where and with how many threads torch computes. torch is imported inside the functions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.phrases import Phrase

if TYPE_CHECKING:
    import torch


_SHARE_FOR_CROPS = 0.4


def device_choices() -> list[tuple[str, str]]:
    """(name, label) of every device to compute on. Imports torch: run it in a job."""
    import torch

    choices: list[tuple[str, str]] = [("auto", Phrase("Automatic")), ("cpu", Phrase("Processor"))]
    if torch.cuda.is_available():
        choices += [(f"cuda:{i}", torch.cuda.get_device_name(i)) for i in range(torch.cuda.device_count())]
    if torch.backends.mps.is_available():
        choices.append(("mps", Phrase("Apple graphics")))
    return choices


def pick_device(name: str) -> torch.device:
    """The device `name`; "auto" takes a graphics card where there is one. Raises SettingsError."""
    import torch

    names = [known for known, _ in device_choices()]
    if name == "auto":
        return torch.device(next((known for known in names if known not in ("auto", "cpu")), "cpu"))
    wanted = "cuda:0" if name == "cuda" else name
    if wanted not in names:
        raise SettingsError(
            Phrase("There is no device {name!r} here.", name=name),
            hint=Phrase("Choose one of: {names}.", names=", ".join(names)),
        )
    return torch.device(wanted)


THREADS = "RBC_DESK_THREADS"


def worker_threads() -> int:
    """Processor cores less one, which is left to the window; at least 1.

    The environment's RBC_DESK_THREADS says otherwise where several processes share the cores.
    """
    asked = os.environ.get(THREADS, "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores - 1)


def use_worker_threads() -> None:
    """Let torch compute with `worker_threads()` threads (of this process, from now on)."""
    import torch

    if torch.get_num_threads() != worker_threads():
        torch.set_num_threads(worker_threads())


def room_on(device: torch.device, *, n_bytes: int) -> bool:
    """Whether so much can lie on the device and leave it most of its memory to compute with."""
    import torch

    if device.type != "cuda":
        return True
    free, _ = torch.cuda.mem_get_info(device)
    return n_bytes < _SHARE_FOR_CROPS * free


def warm_up() -> None:
    """Import and run once what the first training would (the first optimizer alone imports much of torch while it
    holds the interpreter), so that the window stays smooth later. Run it in a job.
    """
    import sklearn.metrics  # noqa: F401 (the import is the point)
    import torch

    from rbc_desk.learn import predict, train  # noqa: F401 (the import is the point)
    from rbc_desk.learn.models import build_network

    use_worker_threads()
    with torch.random.fork_rng(devices=[]):
        network = build_network("rbc_small", n_classes=2)
        optimizer = torch.optim.AdamW(network.parameters())
        network(torch.zeros(2, 3, 32, 32)).sum().backward()
        optimizer.step()
