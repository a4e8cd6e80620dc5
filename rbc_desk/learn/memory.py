"""How much memory is in use: what a person watches while a network trains."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

_STATM = Path("/proc/self/statm")


def in_use(device: torch.device) -> int:
    """Bytes that torch has reserved on a graphics card, or that this process holds; 0 where nobody says."""
    import torch

    if device.type == "cuda":
        return int(torch.cuda.memory_reserved(device))
    if device.type == "mps":
        return int(torch.mps.driver_allocated_memory())
    return of_process()


def of_process() -> int:
    """Bytes of memory that this process holds now; on macOS the most it ever held; 0 where nobody says."""
    if sys.platform == "win32":
        return _of_windows()
    try:
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return _most_so_far()


def _most_so_far() -> int:
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else 1024 * most


def _of_windows() -> int:
    import ctypes

    names = ("peak", "working_set", "pool_peak", "pool", "pool_peak2", "pool2", "pagefile", "pagefile_peak")

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = (
            ("size", ctypes.c_ulong),
            ("page_faults", ctypes.c_ulong),
            *((name, ctypes.c_size_t) for name in names),
        )

    counters = Counters()
    counters.size = ctypes.sizeof(counters)
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    found = kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.size)
    return int(counters.working_set) if found else 0
