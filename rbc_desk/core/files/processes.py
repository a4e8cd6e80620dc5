"""Identifies the process that owns a resource, and checks whether it still runs."""

from __future__ import annotations

import hashlib
import os
import platform
from dataclasses import dataclass
from pathlib import Path

_SAME_START_S = 2.0
"""Tolerance in seconds: start times depend on the system clock, which may be set while a process runs."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process: its machine's name, the machine's key (`place_key`), its id, and its start time.

    The start is in seconds since 1970. It is needed because process ids are reused.
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
    """Whether a process with this id and start time runs on this machine, under any user."""
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
    """Sixteen hexadecimal digits that identify this machine or container, since process ids mean nothing elsewhere.

    It is a digest, so that a shared project does not reveal the machine's names.
    """
    facts = [platform.node()]
    try:
        facts.append(Path("/etc/machine-id").read_text("utf-8").strip())
        facts.append(str(Path("/proc/self/ns/pid").readlink()))
    except OSError:
        pass  # not Linux
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]
