"""The format `images`, and finding the images that other formats refer to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from rbc_desk.core.errors import NotAProjectError, RbcDeskError
from rbc_desk.core.image_files import READABLE_WORDS, find_images, images_below, is_folder
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task
from rbc_desk.store.exchange.annotated import AnnotatedSet, AnnotatedSmear, ReadOptions


def read_images(source: Path, options: ReadOptions = ReadOptions()) -> AnnotatedSet:  # noqa: B008  frozen
    """Return the images in a folder and its subfolders, or one file. Raises RbcDeskError where there is none."""
    return AnnotatedSet(tuple(AnnotatedSmear(path) for path in find_images([source])))


def folder_named(source: Path, *names: str) -> Path | None:
    """Return the first of `names`, in any case, that is a folder in `source`; None where there is none.

    Raises NotAProjectError where `source` is not a folder.
    """
    if not is_folder(source):
        raise NotAProjectError(Phrase("The folder {source} does not exist.", source=source), hint="Check the path.")
    folders = {entry.name.casefold(): entry for entry in sorted(source.iterdir()) if is_folder(entry)}
    return next((folders[name.casefold()] for name in names if name.casefold() in folders), None)


def pictures_of(folder: Path, *, task: Task) -> list[Path]:
    """Return the images below a folder. Raises RbcDeskError where there is none, CancelledError."""
    found = images_below(folder, task=task)
    if not found:
        raise RbcDeskError(Phrase("There are no images in {path}.", path=folder), hint=READABLE_WORDS)
    return found


def checked(found: AnnotatedSet) -> AnnotatedSet:
    """Return the data set. Raises RbcDeskError with the first error where no cell could be read."""
    if found.skipped and not any(smear.cells for smear in found.smears):
        raise RbcDeskError(Phrase.of(found.skipped[0].message), hint="Correct it, and import again.")
    return found


class Pairing:
    """Finds the image of a label file, by the name without suffix in any case.

    Among several, the one in the same folder is used, or the one at the same place below the folder of images.
    """

    def __init__(self, images: Iterable[Path], *, images_folder: Path, tables_folder: Path) -> None:
        self._folders = images_folder, tables_folder
        self._by_stem: dict[str, list[Path]] = defaultdict(list)
        self._by_name: dict[str, list[Path]] = defaultdict(list)
        for path in images:
            self._by_stem[path.stem.casefold()].append(path)
            self._by_name[path.name.casefold()].append(path)

    def image_of(self, table: Path, *, named: str = "") -> Path | None:
        """Return the image of a label file. `named`: the image name in it, used where its own is ambiguous."""
        same_stem = self._by_stem.get(table.stem.casefold(), ())
        return self._nearest(table, same_stem, named) or self._nearest(table, self._by_name.get(named.casefold(), ()))

    def _nearest(self, table: Path, images: Sequence[Path], named: str = "") -> Path | None:
        images_folder, tables_folder = self._folders
        mirrored = images_folder / table.parent.relative_to(tables_folder)
        near = [path for path in images if path.parent in (table.parent, mirrored)] or list(images)
        if len(near) > 1:
            near = [path for path in near if path.name.casefold() == named.casefold()] or near
        return near[0] if len(near) == 1 or (near and near[0].parent in (table.parent, mirrored)) else None
