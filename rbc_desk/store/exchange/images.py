"""Images alone, and the listing of a folder's images that the other formats use."""

from __future__ import annotations

from pathlib import Path

from rbc_desk.core.errors import NotAProjectError, RbcDeskError
from rbc_desk.core.image_files import find_images
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.registry import AnnotatedSmear


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
    """Every picture of a folder and its subfolders, or one file. Raises RbcDeskError where there is none."""
    return [AnnotatedSmear(path) for path in find_images([source])]
