"""YOLO as Ultralytics reads it: a text file per image with a line per object, in shares of the image's sides."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from rbc_desk.core.cells.cell import CellKind
from rbc_desk.core.errors import NotAProjectError, RbcDeskError
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.files.images import files_below, images_below, is_file, is_folder, natural_key
from rbc_desk.core.geometry.circles import Box
from rbc_desk.core.geometry.polygons import Point, flat, pairs
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.annotated import AnnotatedSet, ExportedCell, ExportedSet, ExportedSmear, ReadOptions
from rbc_desk.store.exchange.images import upright_size
from rbc_desk.store.exchange.kind_names import name_of
from rbc_desk.store.exchange.objects import Objects
from rbc_desk.store.exchange.texts import finite, text_of
from rbc_desk.store.exchange.written import on_image

TABLE = "data.yaml"
_NAME_FILES = ("classes.txt", "obj.names", "classes.names")
_MOST_YAML = 50_000  # characters; PyYAML takes about a second for them
_NO_LABELS = frozenset({"train.txt", "val.txt", "valid.txt", "test.txt", "readme.txt", *_NAME_FILES})


def read_yolo(source: Path, options: ReadOptions = ReadOptions()) -> AnnotatedSet:  # noqa: B008  frozen
    """Read images with the boxes or polygons of their label files.

    A label file has the name of its image, in a folder `labels` where the image is in `images`, or beside it. The
    names of the classes are in data.yaml, classes.txt or obj.names; without one, the numbers are the names. A line
    with a confidence is a prediction: its cell has no class. Raises RbcDeskError where no cell can be read.
    """
    root = source.parent if is_file(source) else source
    if not is_folder(root):
        raise NotAProjectError(Phrase("The folder {source} does not exist.", source=source), hint="Check the path.")
    images = images_below(root, task=options.task)
    tables = [p for p in files_below(root, task=options.task) if _is_label_file(p)]
    if not images or not tables:
        raise RbcDeskError(
            Phrase("There are no images with label files (*.txt) in {path}.", path=root),
            hint="Choose the folder of the data set, with its folders images and labels.",
        )
    objects = Objects(options)
    names = _names_in(root, objects=objects)
    by_place = {key: image for image in reversed(images) for key in _places(image.relative_to(root))}
    for image in images:
        objects.image(image)
    for table in tables:
        options.task.raise_if_stopped()
        found = by_place.get(table.relative_to(root).as_posix().casefold())
        if found is None:
            objects.skip(table, Phrase("{name}: there is no image of this name.", name=table.name))
            continue
        try:
            _Lines(table, found, size=upright_size(found), names=names, objects=objects).read()
        except RbcDeskError as error:
            objects.skip(table, Phrase("{name}: {error}", name=table.name, error=error.message))
    return objects.found()


def _is_label_file(path: Path) -> bool:
    return path.suffix.lower() == ".txt" and path.name.casefold() not in _NO_LABELS


def _places(image: Path) -> Iterator[str]:
    """Where the label file of an image may be, in lower case."""
    yield image.with_suffix(".txt").as_posix().casefold()
    yield f"{image.as_posix()}.txt".casefold()
    parts = list(image.with_suffix(".txt").parts)
    for index in reversed(range(len(parts) - 1)):
        if parts[index].casefold() == "images":
            yield PurePosixPath(*parts[:index], "labels", *parts[index + 1 :]).as_posix().casefold()
    yield PurePosixPath("labels", *parts).as_posix().casefold()


class _Lines:
    def __init__(
        self, table: Path, image: Path, *, size: tuple[int, int], names: Mapping[int, str], objects: Objects
    ) -> None:
        self._table, self._image, self._size = table, image, size
        self._names, self._objects = names, objects

    def read(self) -> None:
        for number, line in enumerate(text_of(self._table).splitlines(), start=1):
            words = line.split()
            if not words:
                continue
            where = Phrase("{name}, line {number}", name=self._table.name, number=number)
            try:
                self._add(words, where)
            except ValueError as error:
                self._objects.skip_part(self._table, where, error)

    def _add(self, words: Sequence[str], where: Phrase) -> None:
        numbers = [finite(word) for word in words]
        number = numbers[0]
        if not number.is_integer() or (self._names and int(number) not in self._names):
            raise ValueError(Phrase("the data set has no class {word}", word=words[0]))
        name = self._names.get(int(number), str(int(number)))
        width, height = self._size
        box, outline = None, tuple[Point, ...]()
        if len(numbers) in (5, 6):
            x, y, w, h = (share * side for share, side in zip(numbers[1:5], (width, height) * 2, strict=True))
            if w <= 0 or h <= 0:
                raise ValueError(Phrase("its box has no area"))
            box = Box(x - w / 2, y - h / 2, x + w / 2, y + h / 2)
        elif len(numbers) >= 7:
            corners = numbers[1 : len(numbers) - (len(numbers) + 1) % 2]
            outline = tuple((x * width, y * height) for x, y in pairs(corners))
        else:
            raise ValueError(Phrase("it is neither a box nor a polygon"))
        is_predicted = len(numbers) % 2 == 0
        self._objects.add(self._image, name=name, where=where, box=box, outline=outline, is_predicted=is_predicted)


def _names_in(root: Path, *, objects: Objects) -> dict[int, str]:
    """The names of the classes by number; none where no file has them."""
    near = sorted((path for path in root.iterdir() if is_file(path)), key=natural_key)
    for path in near:
        if path.suffix.lower() in (".yaml", ".yml"):
            try:
                if names := _names_of_yaml(path):
                    return names
            except RbcDeskError as error:
                objects.skip(path, Phrase.of(str(error)))
    listed = [*near, *(p for p in root.glob("*/*") if p.name.casefold() in _NAME_FILES and is_file(p))]
    for path in listed:
        if path.name.casefold() in _NAME_FILES:
            lines = text_of(path).rstrip().splitlines()
            return {number: line.strip() for number, line in enumerate(lines)}
    return {}


def _names_of_yaml(path: Path) -> dict[int, str]:
    import yaml

    text = text_of(path)
    broken = RbcDeskError(
        Phrase("{name} is not valid YAML with the names of classes.", name=path.name), hint="Export it again."
    )
    try:
        if len(text) > _MOST_YAML or any(isinstance(t, yaml.AliasToken) for t in yaml.scan(text)):
            raise broken
        content = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise broken from error
    names = content.get("names") if isinstance(content, dict) else None
    if isinstance(names, list):
        names = dict(enumerate(names))
    if names is None:
        return {}
    if not isinstance(names, dict) or not all(isinstance(key, int) for key in names):
        raise broken
    return {key: str(name).strip() for key, name in names.items()}


def write_yolo(folder: Path, exported: ExportedSet) -> Sequence[Phrase]:
    """Write `labels/…/N.txt` with a box per cell, and data.yaml. Raises StorageError."""
    return _write(folder, exported, segment=False)


def write_yolo_segment(folder: Path, exported: ExportedSet) -> Sequence[Phrase]:
    """Write `labels/…/N.txt` with a polygon per cell, and data.yaml. Raises StorageError."""
    return _write(folder, exported, segment=True)


def _write(folder: Path, exported: ExportedSet, *, segment: bool) -> Sequence[Phrase]:
    numbers: dict[tuple[CellKind, str], int] = {(CellKind.RED, code): n for n, code in enumerate(exported.codes)}
    n_outside = n_cut = 0
    for smear in exported.smears:
        lines = []
        for cell in smear.cells:
            shares = _shares(cell, smear, segment=segment)
            if shares is None:
                n_outside += 1
                continue
            n_cut += cell.circle.cut_by_border(width=smear.width, height=smear.height)
            number = numbers.setdefault((cell.kind, name_of(cell.code, cell.kind)), len(numbers))
            lines.append(f"{number} {' '.join(f'{share:.7g}' for share in shares)}\n")
        path = PurePosixPath("labels", smear.image).with_suffix(".txt")
        write_text(folder / path, "".join(lines))
    names = "".join(f"  {number}: {_yaml_text(name)}\n" for (_, name), number in numbers.items())
    about = (
        "# Cells of blood smears, exported by RBC Desk. The images are not split: train and val are one folder.\n"
        "# Split by specimen before training.\n"
    )
    write_text(folder / TABLE, f"{about}path: .\ntrain: images\nval: images\nnames:\n{names}")
    notes = [Phrase("The images are not split into training and validation: split them by specimen.")]
    if n_cut:
        words = "{n} cells that the border cuts have boxes that end at the border."
        notes.append(Phrase(words, n=n_cut))
    if n_outside:
        notes.append(Phrase("{n} cells lie outside their image and were not written.", n=n_outside))
    return tuple(notes)


def _shares(cell: ExportedCell, smear: ExportedSmear, *, segment: bool) -> tuple[float, ...] | None:
    found = on_image(cell, width=smear.width, height=smear.height)
    if found is None:
        return None
    box, polygon = found
    w, h = smear.width, smear.height
    if segment:
        return flat([(x / w, y / h) for x, y in polygon])
    return (box.x0 + box.x1) / 2 / w, (box.y0 + box.y1) / 2 / h, box.width / w, box.height / h


def _yaml_text(name: str) -> str:
    """A double-quoted YAML scalar; letters of every script stay as they are."""

    def char(letter: str) -> str:
        if letter in '"\\':
            return f"\\{letter}"
        if letter.isprintable():
            return letter
        return f"\\U{ord(letter):08x}" if not 0xD800 <= ord(letter) < 0xE000 else json.dumps("\ufffd")[1:-1]

    return f'"{"".join(map(char, name))}"'
