"""Recognises image files and finds them in folders: one rule for every command and page."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rbc_desk.core.errors import UnreadableImageError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task

READABLE_SUFFIXES: frozenset[str] = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".tif", ".tiff", ".webp", ".gif"}
    | {".jp2", ".j2k", ".jpx", ".jpf", ".avif"}
)
FOREIGN_SUFFIXES: frozenset[str] = frozenset(
    {".heic", ".heif", ".hif", ".jxl", ".psd", ".dcm"}
    | {".cr2", ".cr3", ".nef", ".arw", ".dng", ".orf", ".rw2", ".raf"}
    | {".czi", ".nd2", ".lif", ".oib", ".oif", ".vsi", ".svs", ".ndpi", ".scn", ".mrxs", ".bif"}
)
"""Pictures of cameras, telephones and scanners that are named as unreadable, so that none is left out unsaid."""
IMAGE_SUFFIXES = READABLE_SUFFIXES | FOREIGN_SUFFIXES
READABLE_WORDS = Phrase("JPEG, PNG, TIFF, BMP, GIF, WebP, JPEG 2000 and AVIF files can be read.")

_NOT_IN_FOLDERS = frozenset({"__MACOSX"})  # macOS puts its own data of the same names there


def dialog_filter() -> str:
    """The patterns of readable pictures for a file dialog, in both cases."""
    patterns = " ".join(f"*{suffix}" for suffix in sorted(READABLE_SUFFIXES))
    return f"{patterns} {patterns.upper()}"


def natural_key(path: Path | str) -> tuple[tuple[int, int | str], ...]:
    """A key that sorts 9.jpg before 10.jpg."""
    text = path.as_posix() if isinstance(path, Path) else path
    parts = re.split(r"(\d+)", text.casefold())
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)


def is_file(path: Path) -> bool:
    """Whether the file is there; False as well where no file can have such a name (too long, a zero byte)."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether the folder is there; False as well where none can have such a name."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def files_below(folder: Path, *, task: Task = SILENT) -> Iterator[Path]:
    """Every file below a folder in natural order; files and folders whose names begin with a point are hidden.

    Raises CancelledError once `task` is stopped: it is polled for each file.
    """
    found = []
    for path in folder.rglob("*"):
        task.raise_if_stopped()
        if not _is_hidden(path.relative_to(folder)) and is_file(path):
            found.append(path)
    yield from sorted(found, key=natural_key)


def images_below(folder: Path, *, task: Task = SILENT) -> list[Path]:
    """The pictures below a folder, in natural order; those of formats that cannot be read are among them.

    Raises CancelledError.
    """
    return [path for path in files_below(folder, task=task) if path.suffix.lower() in IMAGE_SUFFIXES]


def find_images(paths: Iterable[Path | str]) -> list[Path]:
    """The pictures that `paths` name: files, folders with all below them, and patterns with `*`.

    Each once, in natural order (smear2 before smear10). A file named outright is taken whatever its name.
    Raises UnreadableImageError where one names nothing.
    """
    found: dict[Path, None] = {}
    for given in paths:
        for path in _matches(Path(given).expanduser()):
            found.setdefault(path)
    return sorted(found, key=natural_key)


def distinct_names(paths: Iterable[Path]) -> dict[Path, str]:
    """A name for each file: its own, or where several files have the same, its path from their common folder."""
    groups: dict[str, list[Path]] = {}
    for path in dict.fromkeys(paths):
        groups.setdefault(path.name.casefold(), []).append(path)
    names: dict[Path, str] = {}
    for group in groups.values():
        folders = [path.absolute().parent for path in group]
        for path in group:
            names[path] = path.name if len(group) == 1 else _from_common(path.absolute(), folders)
    return names


def _from_common(path: Path, folders: list[Path]) -> str:
    try:
        return path.relative_to(os.path.commonpath(folders)).as_posix()
    except ValueError:  # on several drives
        return path.as_posix()


def _matches(path: Path) -> list[Path]:
    if is_folder(path):
        below = images_below(path)
        if not below:
            raise UnreadableImageError(Phrase("There are no images in {path}.", path=path), hint=READABLE_WORDS)
        return below
    if is_file(path):
        return [path]
    files = [match for match in _expanded(path) if is_file(match) and match.suffix.lower() in IMAGE_SUFFIXES]
    if not files:
        raise UnreadableImageError(
            Phrase("{path} does not exist.", path=path), hint="Check the spelling of the path."
        )
    return files


def _expanded(pattern: Path) -> list[Path]:
    try:
        return [Path(match) for match in glob.glob(str(pattern), recursive=True)]  # noqa: PTH207  needs no base
    except (OSError, ValueError):
        return []


def _is_hidden(relative: Path) -> bool:
    return any(part.startswith(".") or part in _NOT_IN_FOLDERS for part in relative.parts)
