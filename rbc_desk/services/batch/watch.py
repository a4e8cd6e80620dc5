"""Processes images as they arrive in a folder, once they are complete."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rbc_desk.core.errors import CancelledError, RbcDeskError
from rbc_desk.core.events import Problem
from rbc_desk.core.files.images import images_below, is_folder
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.batch.batch import Batch
from rbc_desk.services.batch.process import process
from rbc_desk.services.batch.sources import files_to_process

SETTLE_S = 2.0
_EMPTY_TIMES = 10
"""An empty file waits so many times longer, because many programs make the file first and fill it later."""
_LOOK_MS = 500
_RESCAN_S = 30.0
"""A network drive may not tell of changes, so the folder is read again this often."""
_IDLE_S = 600.0
_REST_S = 30.0
"""After a failure of the project or the disk, files are tried again after so long."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A version of a file, as far as its folder tells."""

    size: int
    mtime_ns: int


@dataclass
class SettledFiles:
    """Tells which images below a folder are complete: size and time did not change for `settle_s` seconds.

    Hidden files and files of other types, such as those that downloads and copies have until they are complete, are
    ignored, and so is everything below the folders `without`.
    """

    folder: Path
    settle_s: float = SETTLE_S
    without: tuple[Path, ...] = ()
    _seen: dict[Path, tuple[_Stamp, float]] = field(default_factory=dict)
    _given: dict[Path, _Stamp] = field(default_factory=dict)

    @property
    def waits(self) -> bool:
        """Whether a file was seen that has not settled."""
        return bool(self._seen)

    def look(self, *, at: float, task: Task = SILENT) -> list[Path]:
        """The images that have settled by the time `at` (seconds of a clock), each version of a file once.

        Raises CancelledError.
        """
        settled: list[Path] = []
        still: dict[Path, tuple[_Stamp, float]] = {}
        for path in images_below(self.folder, task=task):
            stamp = _stamp(path)
            if stamp is None or self._given.get(path) == stamp or any(map(path.is_relative_to, self.without)):
                continue
            before, since = self._seen.get(path, (None, at))
            if stamp != before:
                since = at
            if at - since >= self.settle_s * (1 if stamp.size else _EMPTY_TIMES):
                settled.append(path)
                self._given[path] = stamp
            else:
                still[path] = stamp, since
        self._seen = still
        return settled

    def give_again(self, paths: list[Path]) -> None:
        """Tell these files once more, because they could not be processed."""
        for path in paths:
            self._given.pop(path, None)


def watch(
    batch: Batch,
    folder: Path,
    *,
    settle_s: float = SETTLE_S,
    polling: bool = False,
    rest_s: float = _REST_S,
    task: Task,
) -> None:
    """Process the images below a folder, then those that arrive, until the task is stopped.

    An image that fails is tried again when it changes. Where the project or a disk fails, this is reported and tried
    again after `rest_s` seconds. A folder that is gone is watched again as soon as it is there. `polling`: do not
    rely on the system telling of changes. Events are those of `process`. Ends by CancelledError only.
    """
    without = (batch.project.folder, batch.output)
    files, worked_at = SettledFiles(folder.absolute(), settle_s, without=without), time.monotonic()
    while True:
        task.raise_if_stopped()
        if not is_folder(files.folder):
            task.report(
                Problem(str(folder), Phrase("The folder does not exist. Watching starts when it is created."))
            )
            while not is_folder(files.folder):
                _rest(_LOOK_MS / 1000, task=task)
        for _ in _changes(files, polling=polling, task=task):
            settled = files.look(at=time.monotonic(), task=task)
            if settled:
                if not _process(batch, settled, task=task):
                    files.give_again(settled)
                    batch.end_workers()
                    _rest(rest_s, task=task)
                worked_at = time.monotonic()
            elif time.monotonic() - worked_at >= _IDLE_S:
                batch.end_workers()  # they hold much memory, and start again within seconds
            if not is_folder(files.folder):
                break


def _process(batch: Batch, files: list[Path], *, task: Task) -> bool:
    """Process files; returns whether the project and the disks allowed it."""
    try:
        process(batch, files_to_process(batch.project, files, task=task), task=task)
    except CancelledError:
        raise
    except RbcDeskError as error:
        task.raise_if_stopped()
        task.report(Problem(str(files[0].parent), str(error)))
        return False
    return True


def _changes(files: SettledFiles, *, polling: bool, task: Task) -> Iterator[None]:
    """Yield when the folder is to be read: at once, when something changed in it, until all files have settled, and
    now and then.
    """
    import watchfiles

    yield
    looked_at = time.monotonic()
    try:
        for changes in watchfiles.watch(
            files.folder,
            watch_filter=None,
            stop_event=_Stopped(task),
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            force_polling=polling or None,
        ):
            if changes or files.waits or time.monotonic() - looked_at >= _RESCAN_S:
                looked_at = time.monotonic()
                yield
    except (OSError, RuntimeError) as error:
        # the folder went away, or the system allows no more watches: it is read again all the same
        task.report(Problem(str(files.folder), str(error)))
        _rest(_LOOK_MS / 1000, task=task)


class _Stopped:
    """A task as `watchfiles` asks it."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def is_set(self) -> bool:
        return self._task.stopped


def _rest(seconds: float, *, task: Task) -> None:
    """Wait. Raises CancelledError when stopped meanwhile."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        task.raise_if_stopped()
        threading.Event().wait(0.1)


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except OSError:  # gone meanwhile, or locked by the program that writes it
        return None
    return _Stamp(found.st_size, found.st_mtime_ns)
