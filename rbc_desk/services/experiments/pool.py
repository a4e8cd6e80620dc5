"""Executors for long work: local processes or a dask cluster, both as `concurrent.futures.Executor`."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rbc_desk.core.errors import RbcDeskError, SettingsError, storage_error
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task
from rbc_desk.imaging.parallel import default_workers as cores
from rbc_desk.services.experiments.folder import WORKING

_THREADS = "RBC_DESK_THREADS"
_POLL_S = 0.1
_GRACE_S = 0.5
"""How long a stopped unit may take to end by itself; a batch of a large network on a CPU would take many seconds."""


@dataclass(frozen=True, slots=True)
class Pool:
    """An executor that runs `slots` units at a time. Units run as long as the file `marker` exists."""

    executor: Executor
    slots: int
    marker: Path


def default_workers() -> int:
    """The default number of worker processes on this machine."""
    return max(1, min(8, cores() // 4))


def share_of_cores(workers: int, *, spared: int = 0) -> int:
    """The number of threads per worker, with `spared` cores left free. An environment variable overrides it."""
    asked = os.environ.get(_THREADS, "")
    return int(asked) if asked.isdecimal() and int(asked) else max(1, (cores() - spared) // workers)


@dataclass(frozen=True, slots=True)
class Workers:
    """The workers: `workers` local processes (None: by the size of the machine), or the dask cluster at an address.

    Units use `devices` in turn. `spared` cores are left free.
    """

    workers: int | None = None
    dask: str | None = None
    devices: tuple[str, ...] = ("auto",)
    spared: int = 0

    def pool(self, folder: Path) -> AbstractContextManager[Pool]:
        if self.dask is not None:
            return cluster(folder, address=self.dask)
        workers = default_workers() if self.workers is None else self.workers
        return processes(folder, workers=workers, spared=self.spared)


@contextmanager
def processes(folder: Path, *, workers: int, spared: int = 0) -> Iterator[Pool]:
    """Start worker processes on this machine, each with its share of the cores.

    They end with the context, and when this process is killed. Raises SettingsError for less than one.
    """
    if workers < 1:
        raise SettingsError(
            Phrase("{workers} is not a valid number of workers.", workers=workers), hint="Specify 1 or more."
        )
    with _marked(folder) as marker:
        executor = ProcessPoolExecutor(
            workers,
            mp_context=multiprocessing.get_context("spawn"),  # torch and Qt do not work after a fork
            initializer=_begin,
            initargs=(str(marker), share_of_cores(workers, spared=spared)),
        )
        try:
            yield Pool(executor, workers, marker)
        finally:
            marker.unlink(missing_ok=True)
            executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def cluster(folder: Path, *, address: str) -> Iterator[Pool]:
    """Use the workers of a dask cluster, one unit each. They need access to `folder` under the same path.

    Workers on one machine share its cores, unless an environment variable sets their threads. Raises SettingsError
    where dask is not installed, RbcDeskError where the cluster cannot be reached or its workers cannot run units.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise SettingsError(
            "The package distributed, which a dask cluster needs, is not installed.",
            hint='Install it: python -m pip install "rbc-desk[cluster]".',
        ) from error
    try:
        client = Client(address, timeout=10)
    except (OSError, TimeoutError, ValueError) as error:
        raise RbcDeskError(
            Phrase("No dask scheduler was found at {address} ({error}).", address=address, error=error),
            hint="Start one with dask scheduler, and workers with dask worker ADDRESS --nthreads 1.",
        ) from error
    try:
        workers = tuple(client.nthreads())
        if not workers:
            raise RbcDeskError(
                Phrase("The dask cluster at {address} has no workers.", address=address),
                hint="Start workers with: dask worker ADDRESS --nthreads 1.",
            )
        with _marked(folder) as marker:
            assigned = make_ready(client, workers=workers, marker=marker)
            try:
                yield Pool(client.get_executor(pure=False, retries=0), len(workers), marker)
            finally:
                marker.unlink(missing_ok=True)
                with suppress(OSError, TimeoutError):  # a closed cluster needs no reset
                    remaining = [worker for worker in assigned if worker in client.nthreads()]
                    client.run(_take_back_cores, workers=remaining, on_error="ignore")
    finally:
        client.close()


def make_ready(client: Any, *, workers: Sequence[str], marker: Path) -> tuple[str, ...]:
    """Assign each worker its share of its machine's cores. Returns the workers that accepted it.

    Raises RbcDeskError where a worker has no access to the folder or cannot run the program.
    """
    by_host: dict[str | None, list[str]] = {}
    for worker in workers:
        by_host.setdefault(urlsplit(worker).hostname, []).append(worker)
    states: dict[str, str] = {}
    try:
        for neighbours in by_host.values():
            states |= client.run(_take_cores, str(marker), len(neighbours), workers=neighbours)
    except Exception as error:  # border: workers without the program fail in many ways
        raise RbcDeskError(
            Phrase("The workers of the dask cluster cannot run this program ({error}).", error=error),
            hint="Install the same version of RBC Desk on the workers.",
        ) from error
    without_access = sorted(worker for worker, state in states.items() if state == "no access")
    if without_access:
        raise RbcDeskError(
            Phrase(
                "The dask worker at {address} has no access to {folder}.",
                address=without_access[0],
                folder=marker.parent,
            ),
            hint="All machines must have access to that folder under the same path.",
        )
    return tuple(worker for worker, state in states.items() if state == "set")


def _take_cores(marker: str, neighbours: int) -> str:
    """Set the threads of this worker, which shares its machine with `neighbours` workers.

    Returns "set", "kept" if an environment variable sets them, or "no access" to the marker.
    """
    if not Path(marker).exists():
        return "no access"
    if os.environ.get(_THREADS):
        return "kept"
    os.environ[_THREADS] = str(share_of_cores(neighbours))
    return "set"


def _take_back_cores() -> None:
    os.environ.pop(_THREADS, None)


@contextmanager
def task_while(marker: Path) -> Iterator[Task]:
    """A task for work in a worker, which stops when the marker is gone."""
    task, ended = Task(), threading.Event()
    watch = threading.Thread(target=_stop_without, args=(marker, task, ended), daemon=True)
    watch.start()
    try:
        yield task
    finally:
        ended.set()
        watch.join()


def _stop_without(marker: Path, task: Task, ended: threading.Event) -> None:
    while not ended.wait(_POLL_S):
        if not marker.exists():
            task.stop()
            return


@contextmanager
def _marked(folder: Path) -> Iterator[Path]:
    """Yield a file that exists while workers should continue."""
    marker = folder / f"{WORKING}{uuid.uuid4().hex}"
    try:
        marker.touch()
    except OSError as error:
        raise storage_error(error, doing=Phrase("writing {name}", name=folder.name)) from error
    try:
        yield marker
    finally:
        marker.unlink(missing_ok=True)


def _begin(marker: str, threads: int) -> None:
    """Initialise a worker process."""
    # Ctrl+C and the end of a session reach all processes; the parent decides when workers end
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    for name in (_THREADS, "OMP_NUM_THREADS"):
        os.environ[name] = str(threads)
    threading.Thread(target=_leave_when_over, args=(Path(marker),), daemon=True).start()


def _leave_when_over(marker: Path) -> None:
    """End the process soon after the marker or the parent is gone. That is safe: result files appear atomically."""
    parent = multiprocessing.parent_process()
    while marker.exists():
        if parent is not None and not parent.is_alive():
            os._exit(1)
        time.sleep(_POLL_S)
    time.sleep(_GRACE_S)
    os._exit(0)
