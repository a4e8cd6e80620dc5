"""Where the files of a data set are: its annotation files and the folder that holds its images."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from rbc_desk.core.errors import NotAProjectError, RbcDeskError
from rbc_desk.core.files.images import files_below, is_file, is_folder
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task

_LABEL_FOLDERS = frozenset({"annotations", "labels", "json", "xml"})
_PEEKED_BYTES = 200_000


def annotation_files(source: Path, *, format: str, task: Task) -> tuple[list[Path], Path]:
    """Return the files of this format, and the folder of the data set.

    `source` is a file or a folder. A file in a folder `annotations` or the like belongs to the folder above it.
    Raises RbcDeskError where there is none, CancelledError.
    """
    if is_file(source):
        folder = source.parent
        return [source], folder.parent if folder.name.casefold() in _LABEL_FOLDERS else folder
    if not is_folder(source):
        raise NotAProjectError(Phrase("{path} does not exist.", path=source), hint="Check the path.")
    files = [path for path in files_below(source, task=task) if format_of_file(path) == format]
    if not files:
        raise RbcDeskError(
            Phrase("There are no files of the format {format} in {path}.", format=format, path=source),
            hint="Choose the folder of the data set, with its images and annotations.",
        )
    return files, source


def format_of_file(path: Path) -> str | None:
    """The format of an annotation file, by its name and its beginning and end; None for any other file."""
    tell = _BY_SUFFIX.get(path.suffix.lower())
    if tell is None:
        return None
    try:
        with path.open("rb") as file:
            head = file.read(_PEEKED_BYTES)
            size = file.seek(0, 2)
            file.seek(max(size - _PEEKED_BYTES, 0))
            tail = file.read(_PEEKED_BYTES) if size > _PEEKED_BYTES else b""
    except OSError:
        return None
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return tell(path, "\n".join(piece.decode(encoding, errors="replace") for piece in (head, tail)))


def _json(_path: Path, text: str) -> str | None:
    """The keys that only one of the formats has, the rarest first."""

    def has(*keys: str) -> bool:
        return all(re.search(rf'"{key}"\s*:', text) for key in keys)

    if has("shapes") and (has("imagePath") or has("shape_type")):
        return "labelme"
    if re.search(r'"type"\s*:\s*"Feature(Collection)?"', text) or has("geometry", "coordinates"):
        return "geojson"
    if has("bounding_box", "minimum"):
        return "bbbc"
    if has("data") and (has("annotations") or has("predictions") or has("completions")):
        return "labelstudio"
    if has("image_id") or has("images", "categories"):
        return "coco"
    return None


def _xml(_path: Path, text: str) -> str | None:
    """By the root element, after the declaration and comments."""
    at = text.find("<")
    while at >= 0 and text[at + 1 : at + 2] in ("?", "!"):
        end = "-->" if text.startswith("<!--", at) else ">"
        at = text.find(end, at)
        at = text.find("<", at) if at >= 0 else at
    root = re.match(r"<([A-Za-z_][\w.-]{0,40})[\s/>]", text[at : at + 60]) if at >= 0 else None
    return {"annotation": "voc", "annotations": "cvat"}.get(root.group(1)) if root else None


def _csv(path: Path, text: str) -> str | None:
    if path.name.casefold() == "boxes.csv":
        return "boxes"
    first = next((line for line in text.splitlines() if line.strip()), "").removeprefix("\ufeff")
    columns = {word.strip(' "').casefold() for word in re.split(r"[,;\t]", first)}
    return "csv" if {"image", "x", "y"} <= columns else None


def _yaml(_path: Path, text: str) -> str | None:
    return "yolo" if re.search(r"^\s*[\"']?names[\"']?\s*:", text, flags=re.MULTILINE) else None


def _text(path: Path, text: str) -> str | None:
    """A label file of YOLO or Chula, by its first lines; the names of classes beside them are no such file."""
    lines = [line.split() for line in text.splitlines()[:20] if line.strip()]
    if not lines or path.name.casefold() in ("classes.txt", "train.txt", "val.txt", "test.txt"):
        return None
    try:
        numbers = [[float(word) for word in line] for line in lines]
    except ValueError:
        return None
    if all(len(line) >= 5 and line[0].is_integer() and max(map(abs, line[1:])) <= 2 for line in numbers):
        return "yolo"
    return "chula" if all(len(line) == 3 and line[2].is_integer() for line in numbers) else None


_BY_SUFFIX: dict[str, Callable[[Path, str], str | None]] = {
    ".json": _json,
    ".geojson": _json,
    ".xml": _xml,
    ".csv": _csv,
    ".tsv": _csv,
    ".yaml": _yaml,
    ".yml": _yaml,
    ".txt": _text,
}
