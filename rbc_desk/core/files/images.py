"""Recognises image files and finds them in folders, by the same rule for every command and page."""

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
    | {".jp2", ".j2k", ".jpx", ".jpf", ".avif", ".jxl"}
)
MICROSCOPE_SUFFIXES: frozenset[str] = frozenset({".czi", ".nd2", ".dcm", ".dicom"})
"""Images of microscopes and hospital archives that are read by packages of their own."""
SLIDE_SUFFIXES: frozenset[str] = frozenset({".svs", ".ndpi", ".mrxs", ".scn", ".bif", ".vms", ".vmu", ".svslide"})
"""Files of slide scanners. Regions are chosen on them. Other files, such as TIFF, can be slides as well."""
FOREIGN_SUFFIXES: frozenset[str] = frozenset(
    {".heic", ".heif", ".hif", ".psd"}
    | {".cr2", ".cr3", ".nef", ".arw", ".dng", ".orf", ".rw2", ".raf"}
    | {".lif", ".oib", ".oif", ".vsi"}
)
"""Image formats of cameras, phones and scanners that cannot be read. They are reported instead of silently skipped.
"""
IMAGE_SUFFIXES = READABLE_SUFFIXES | MICROSCOPE_SUFFIXES | SLIDE_SUFFIXES | FOREIGN_SUFFIXES
READABLE_WORDS = Phrase(
    "JPEG, PNG, TIFF, BMP, GIF, WebP, JPEG 2000, JPEG XL, AVIF, DICOM, CZI, ND2 files and whole slides can be read."
)

_NOT_IN_FOLDERS = frozenset({"__MACOSX"})  # macOS stores metadata files of the same names there


def dialog_filter() -> str:
    """The patterns of readable images for a file dialog, in upper and lower case."""
    readable = READABLE_SUFFIXES | MICROSCOPE_SUFFIXES | SLIDE_SUFFIXES
    patterns = " ".join(f"*{suffix}" for suffix in sorted(readable))
    return f"{patterns} {patterns.upper()}"


def is_image(path: Path) -> bool:
    """Whether the suffix is that of an image, also of one that cannot be read."""
    return path.suffix.lower() in IMAGE_SUFFIXES


def may_be_slide(path: Path) -> bool:
    """Whether a file of this suffix can be a whole slide; whether it is one is found by opening it."""
    return path.suffix.lower() in SLIDE_SUFFIXES | {".tif", ".tiff", ".czi", ".dcm", ".dicom"}


def natural_key(path: Path | str) -> tuple[tuple[int, int | str], ...]:
    """A key that sorts 9.jpg before 10.jpg."""
    text = path.as_posix() if isinstance(path, Path) else path
    parts = re.split(r"(\d+)", text.casefold())
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)


def is_file(path: Path) -> bool:
    """Whether the file exists; False also for names that no file can have (too long, a null byte)."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether the folder exists; False also for names that no folder can have."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def files_below(folder: Path, *, task: Task = SILENT) -> Iterator[Path]:
    """All files below a folder in natural order, without those in hidden folders or with hidden names.

    `task` is polled for each file. Raises CancelledError if it is stopped.
    """
    files = []
    for path in folder.rglob("*"):
        task.raise_if_stopped()
        if not _is_hidden(path.relative_to(folder)) and is_file(path):
            files.append(path)
    yield from sorted(files, key=natural_key)


def images_below(folder: Path, *, task: Task = SILENT) -> list[Path]:
    """The images below a folder in natural order, including formats that cannot be read.

    Raises CancelledError.
    """
    return [path for path in files_below(folder, task=task) if path.suffix.lower() in IMAGE_SUFFIXES]


def find_images(paths: Iterable[Path | str]) -> list[Path]:
    """The images that `paths` name: files, folders with everything below them, and patterns with `*`.

    Each appears once, in natural order (smear2 before smear10). A file named explicitly is included whatever its
    suffix. Raises UnreadableImageError if a path matches nothing.
    """
    found, missing = images_and_missing(paths)
    if missing:
        raise missing[0][1]
    return found


def images_and_missing(paths: Iterable[Path | str]) -> tuple[list[Path], list[tuple[Path, UnreadableImageError]]]:
    """The same images, and each path that matches nothing with the reason."""
    found: dict[Path, None] = {}
    missing: list[tuple[Path, UnreadableImageError]] = []
    for given in paths:
        try:
            matches = _matches(Path(given).expanduser())
        except UnreadableImageError as error:
            missing.append((Path(given), error))
            continue
        for path in matches:
            found.setdefault(path)
    return sorted(found, key=natural_key), missing


def distinct_names(paths: Iterable[Path], *, by_stem: bool = False) -> dict[Path, str]:
    """A name for each file: its own, or its path from the common folder if several files share the name.

    `by_stem`: names that differ only in their suffix are the same.
    """
    groups: dict[str, list[Path]] = {}
    for path in dict.fromkeys(paths):
        groups.setdefault((path.stem if by_stem else path.name).casefold(), []).append(path)
    names: dict[Path, str] = {}
    for group in groups.values():
        folders = [path.absolute().parent for path in group]
        for path in group:
            names[path] = path.name if len(group) == 1 else _from_common(path.absolute(), folders)
    return names


def _from_common(path: Path, folders: list[Path]) -> str:
    try:
        return path.relative_to(os.path.commonpath(folders)).as_posix()
    except ValueError:  # files on different drives have no common folder
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
