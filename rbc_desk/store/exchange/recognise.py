"""Recognises the format of a data set by its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rbc_desk.core.errors import NotAProjectError, RbcDeskError, UnknownFormatError
from rbc_desk.core.files.images import IMAGE_SUFFIXES, files_below, is_file, is_folder
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.store.exchange.images import upright_size
from rbc_desk.store.exchange.places import format_of_file

_CROP_PX = 160  # a field of a smear is larger
_MOST_LOOKED_AT, _CROPS_LOOKED_AT = 200, 20
_ONE_OF = ("labelme", "geojson", "bbbc", "labelstudio", "coco", "cvat", "voc", "boxes", "yolo", "chula", "csv")


def recognised(source: Path, *, task: Task = SILENT) -> str:
    """Return the name of the format of a file or folder.

    A folder of images without annotations is `images`. Raises UnknownFormatError where nothing is recognised,
    RbcDeskError where files of several formats are mixed, CancelledError.
    """
    source = source.expanduser()
    if is_file(source):
        found = format_of_file(source) or ("images" if source.suffix.lower() in IMAGE_SUFFIXES else None)
        if found is None:
            raise _unknown(source)
        return found
    if not is_folder(source):
        raise NotAProjectError(Phrase("{path} does not exist.", path=source), hint="Check the path.")
    formats: Counter[str] = Counter()
    images: list[Path] = []
    for path in files_below(source, task=task):
        if path.suffix.lower() in IMAGE_SUFFIXES:
            images.append(path)
        elif formats.total() < _MOST_LOOKED_AT and (name := format_of_file(path)):
            formats[name] += 1
    names = [name for name in _ONE_OF if formats[name]]
    if len(names) > 1:
        raise RbcDeskError(
            Phrase("{path} has annotations in several formats: {names}.", path=source, names=", ".join(names)),
            hint="Choose one of them as the format, or choose the file itself.",
        )
    if names:
        return names[0]
    if not images:
        raise _unknown(source)
    return "imagefolder" if _are_crops(images, source) else "images"


def _are_crops(images: Sequence[Path], source: Path) -> bool:
    """Whether all images are in folders, and those looked at are as small as crops of single cells."""
    if any(path.parent == source for path in images):
        return False
    step = max(len(images) // _CROPS_LOOKED_AT, 1)
    try:
        return all(max(upright_size(path)) <= _CROP_PX for path in images[::step])
    except RbcDeskError:
        return False


def _unknown(source: Path) -> UnknownFormatError:
    return UnknownFormatError(
        Phrase("{name} is not a data set that RBC Desk knows.", name=source.name),
        hint="Choose the folder with its images and annotations, or name the format.",
    )
