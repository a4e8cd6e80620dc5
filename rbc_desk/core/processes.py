"""Identifies the process that owns something, and checks whether it is still running."""

from __future__ import annotations

import hashlib
import os
import platform
from dataclasses import dataclass
from pathlib import Path

_SAME_START_S = 2.0
"""The system's clock may be set while a process runs, and its start is told by that clock."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process: its machine's name, the key of that machine (`place_key`), its id, and when it began in seconds
    since 1970, since ids are used again.
    """

    host: str
    place: str
    pid: int
    started: float


def this_process() -> Process:
    """The calling process."""
    import psutil

    pid = os.getpid()
    return Process(platform.node(), place_key(), pid, psutil.Process(pid).create_time())


def is_running(*, pid: int, started: float) -> bool:
    """Whether the process with this id that began at that time runs on this machine, whoever started it."""
    import psutil

    try:
        process = psutil.Process(pid)
        is_same = abs(process.create_time() - started) < _SAME_START_S
        return is_same and process.status() != psutil.STATUS_ZOMBIE
    except (psutil.NoSuchProcess, OverflowError):
        return False
    except psutil.AccessDenied:
        return True


def place_key() -> str:
    """Sixteen hexadecimal digits that stand for this machine, or container: elsewhere a process id means nothing.

    A digest, since the machine's names are of nobody's concern where a project is passed on.
    """
    facts = [platform.node()]
    try:
        facts.append(Path("/etc/machine-id").read_text("utf-8").strip())
        facts.append(str(Path("/proc/self/ns/pid").readlink()))
    except OSError:
        pass  # not Linux
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]
