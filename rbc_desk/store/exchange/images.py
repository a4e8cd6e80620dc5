"""Images alone, and the listing of a folder's images that the other formats use."""

from __future__ import annotations

import math
import re
from pathlib import Path

from rbc_desk.core.errors import NotAProjectError, RbcDeskError
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.registry import AnnotatedSmear

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff"})


def natural(path: Path) -> list[tuple[int, int | str]]:
    """A key that sorts 9.jpg before 10.jpg."""
    words = re.split(r"(\d+)", path.as_posix().casefold())
    return [(0, int(word)) if word.isdigit() else (1, word) for word in words if word]


def finite(word: str | None) -> float:
    """The finite number that a word of a file stands for. Raises ValueError."""
    value = float(word or "")
    if not math.isfinite(value):
        raise ValueError(f"{word} is no finite number")
    return value


def text_of(path: Path) -> str:
    """The text of a file, with or without a byte-order mark. Raises RbcDeskError."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RbcDeskError(
            Phrase("{path} cannot be read as text: {error}.", path=path, error=error), hint="Save it as UTF-8 text."
        ) from error


def images_in(folder: Path) -> list[Path]:
    """The image files directly in a folder, in natural order; hidden ones are left out."""
    found = (p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith("."))
    return sorted(found, key=natural)


def folder_named(source: Path, *names: str) -> Path:
    """The first of `names` that is a folder in `source`. Raises RbcDeskError that says what was looked for."""
    if not source.is_dir():
        raise NotAProjectError(Phrase("There is no folder {source}.", source=source), hint="Check the path.")
    for name in names:
        if (source / name).is_dir():
            return source / name
    raise RbcDeskError(
        Phrase("{source} has no folder {names}.", source=source, names=" or ".join(names)),
        hint="Name the data set's own folder, the one above it.",
    )


def read_images(source: Path) -> list[AnnotatedSmear]:
    """Every image of a folder and its subfolders, or one file. Raises RbcDeskError where there is none."""
    if source.is_file():
        return [AnnotatedSmear(source)]
    if not source.is_dir():
        raise RbcDeskError(Phrase("There is no {source}.", source=source), hint="Check the path.")
    found = [p for p in source.rglob("*") if p.suffix.lower() in SUFFIXES and not p.name.startswith(".")]
    if not found:
        raise RbcDeskError(
            Phrase("{source} holds no images.", source=source),
            hint=Phrase("Images end in {names}.", names=", ".join(sorted(SUFFIXES))),
        )
    return [AnnotatedSmear(path) for path in sorted(found, key=natural)]
