"""Atomic writing of files and folders, and removal of temporary files that a killed process left behind."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from rbc_desk.core.errors import storage_error
from rbc_desk.core.files.processes import is_running, place_key, this_process
from rbc_desk.core.phrases import Phrase

_OWNED = re.compile(
    r"\.(?P<name>.+)\.(?P<place>[0-9a-f]{8}|[0-9a-f]{16})-(?P<pid>\d+)-((?P<started>[0-9a-f]+)-)?[^.-]+"
    r"\.(?P<kind>part|old)(-wal|-shm|-journal)?"
)
"""Temporary names that contain their writer. Earlier versions used eight digits for the machine, and no start time.
"""
_UNOWNED = re.compile(r"\..+\.part|project-\d{8}T\d+\.part|\.(taking-in|demo)-.+")
"""Temporary names of earlier versions, which do not contain the writer."""
_OLD_S = 24 * 3600
_NAME_BYTES = 180

Check = Callable[[], None]
"""Called before a file is replaced; raises if it must not be replaced."""


def always() -> None:
    """A check that permits everything."""


@contextmanager
def replacing(path: Path, *, check: Check = always) -> Iterator[Path]:
    """Yield a temporary path beside `path`; on a clean exit it replaces `path` atomically.

    The old file stays if the block fails, or if `check` raises. `check` is called last, when the new file is on disk.
    Temporary files of killed writers in the folder are removed. Raises StorageError if the disk is full, permission
    is denied and the like.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep_once(path.parent)
        with temporary_file(path) as temporary:
            yield temporary
            with temporary.open("r+b") as handle:
                os.fsync(handle.fileno())
            temporary.chmod(0o666 & ~_umask())
            check()
            temporary.replace(path)
    except OSError as error:
        raise storage_error(error, doing=Phrase("writing {name}", name=path.name)) from error


@contextmanager
def temporary_file(path: Path) -> Iterator[Path]:
    """Yield an empty file beside `path` that is deleted afterwards; `sweep` recognises it. Raises OSError."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path.name), suffix=".part")
    os.close(descriptor)
    temporary = Path(name)
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def temporary_folder(path: Path) -> Path:
    """Make a folder beside `path`, to be filled and then renamed to it; `sweep` recognises it. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep_once(path.parent)
    return Path(tempfile.mkdtemp(dir=path.parent, prefix=_prefix(path.name), suffix=".part"))


def sweep(folder: Path, *, unowned: bool = False) -> None:
    """Remove temporary files and folders in `folder` whose writer no longer runs.

    The writer ran on this computer and has ended, or the files are a day old. `unowned` includes those of earlier
    versions, for folders that only this program uses. A folder that was being replaced (`.old`) is restored if its
    replacement is missing. Files that cannot be removed stay.
    """
    with suppress(OSError):
        for path in sorted(folder.iterdir()):  # .old before .part
            owned = _OWNED.fullmatch(path.name)
            if not (_is_left_over(path, owned) if owned else unowned and _is_old(path)):
                continue
            if owned and owned["kind"] == "old" and not (target := folder / owned["name"]).exists():
                path.replace(target)
            elif path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def left_over(folder: Path) -> frozenset[str]:
    """The names of the files in `folder` for which a writer that no longer runs left a temporary file."""
    with suppress(OSError):
        found = ((path, _OWNED.fullmatch(path.name)) for path in folder.iterdir())
        return frozenset(owned["name"] for path, owned in found if owned and _is_left_over(path, owned))
    return frozenset()


def is_being_written(path: Path) -> bool:
    """Whether a process of this machine, possibly this one, is about to replace `path`."""
    try:
        matches = [_OWNED.fullmatch(beside.name) for beside in path.parent.glob(".*.part")]
    except OSError:
        return False
    return any(one is not None and one["name"] == path.name and _is_being_written(one) for one in matches)


def is_same_file(a: Path, b: Path) -> bool:
    """Whether two paths lead to the same file or folder."""
    try:
        return a.samefile(b)
    except OSError:  # one of them does not exist
        return a.absolute() == b.absolute()


@lru_cache(maxsize=1024)
def _sweep_once(folder: Path) -> None:
    """Sweep a folder once per process, because an export writes thousands of files into one."""
    sweep(folder)


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path` atomically. Raises StorageError."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 to `path` atomically. Raises StorageError."""
    write_bytes(path, text.encode())


def _prefix(name: str) -> str:
    short = name.encode()[:_NAME_BYTES].decode(errors="ignore")  # file systems allow names of up to 255 bytes
    writer = this_process()
    return f".{short}.{writer.place}-{writer.pid}-{round(1000 * writer.started):x}-"


def _is_left_over(path: Path, owned: re.Match[str]) -> bool:
    if owned["place"] == place_key():
        return not _is_being_written(owned)
    return _age_s(path) > _OLD_S


def _is_being_written(owned: re.Match[str]) -> bool:
    """Whether the writer is a process of this machine that still runs."""
    if owned["place"] != place_key() or not owned["started"]:
        return False
    return is_running(pid=int(owned["pid"]), started=int(owned["started"], 16) / 1000)


def _is_old(path: Path) -> bool:
    return _UNOWNED.fullmatch(path.name) is not None and _age_s(path) > _OLD_S


def _age_s(path: Path) -> float:
    try:
        return time.time() - path.lstat().st_mtime
    except OSError:
        return 0.0


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
