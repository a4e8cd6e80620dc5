"""COCO JSON (Lin et al., arXiv 1405.0312): boxes, polygons and run-length masks of many images in one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rbc_desk.core.cells.cell import CellKind
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.files.atomic import replacing
from rbc_desk.core.geometry.circles import Box, Circle
from rbc_desk.core.geometry.polygons import Point, area, flat, pairs
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.annotated import AnnotatedSet, ExportedCell, ExportedSet, ExportedSmear, ReadOptions
from rbc_desk.store.exchange.images import ImageFinder
from rbc_desk.store.exchange.json_files import Part, contents, dumped, list_lines, listed, part
from rbc_desk.store.exchange.kind_names import NAMES, name_of
from rbc_desk.store.exchange.masks import counts_of, outline_of
from rbc_desk.store.exchange.objects import Objects, Remark
from rbc_desk.store.exchange.places import annotation_files
from rbc_desk.store.exchange.written import on_image, rounded

TABLE = "annotations.json"
_RED = "red cell"
_KIND_OF = {_RED: CellKind.RED, **{name: kind for kind, name in NAMES.items()}}


class _Image(Part):
    id: int | str
    file_name: str
    width: int | None = None
    height: int | None = None


class _Category(Part):
    id: int | str
    name: str
    supercategory: str | None = None


class _Rle(Part):
    size: tuple[int, int]
    counts: str | list[int]


class _Attributes(Part):
    circle: tuple[float, float, float] | None = None


class _Annotation(Part):
    image_id: int | str
    category_id: int | str
    bbox: tuple[float, float, float, float] | None = None
    score: float | None = None


def read_coco(source: Path, options: ReadOptions = ReadOptions()) -> AnnotatedSet:  # noqa: B008  frozen
    """Read a file, or every COCO file below a folder, with its images.

    Polygons and run-length masks become outlines, boxes circles. An annotation with a score is a prediction: its cell
    has no class. Raises RbcDeskError where no cell can be read.
    """
    files, root = annotation_files(source, format="coco", task=options.task)
    finder = ImageFinder(root, task=options.task, anywhere=options.images_anywhere)
    objects = Objects(options)
    for file, content in contents(files, objects):
        if isinstance(content, dict):
            _File(file, content, objects=objects).read(finder)
        else:
            objects.skip(file, Phrase("{name} is not a COCO file.", name=file.name))
    return objects.found(doubtful=finder.doubtful)


class _File:
    def __init__(self, file: Path, content: dict[str, Any], *, objects: Objects) -> None:
        self._file, self._content, self._objects = file, content, objects

    def _parts(self, key: str, model: type[Any]) -> Iterator[tuple[Any, Any, Phrase]]:
        for number, value in enumerate(listed(self._content.get(key)), start=1):
            where = Phrase("{name}, {key} {number}", name=self._file.name, key=key, number=number)
            try:
                yield part(model, value), value, where
            except ValueError as error:
                self._skip(where, error)

    def _skip(self, where: Phrase, error: Exception) -> None:
        self._objects.skip_part(self._file, where, error)

    def read(self, finder: ImageFinder) -> None:
        images: dict[int | str, tuple[Path, tuple[int, int] | None] | None] = {}
        for image, _, where in self._parts("images", _Image):
            try:
                path = finder.find(image.file_name, beside=self._file.parent)
            except RbcDeskError as error:
                images[image.id] = None
                self._objects.skip(image.file_name, Phrase("{where}: {why}", where=where, why=error.message))
                continue
            self._objects.image(path)
            images[image.id] = (path, (image.width, image.height) if image.width and image.height else None)
        categories = {category.id: category for category, _, _ in self._parts("categories", _Category)}
        for found, value, where in self._parts("annotations", _Annotation):
            category = categories.get(found.category_id)
            if found.image_id not in images or category is None:
                why = Phrase("it refers to an image or a category that the file does not have")
                self._skip(where, ValueError(why))
            elif (image := images[found.image_id]) is not None:
                try:
                    self._add(found, value, category, image=image, where=where)
                except ValueError as error:
                    self._skip(where, error)

    def _add(
        self,
        found: _Annotation,
        value: dict[str, Any],
        category: _Category,
        *,
        image: tuple[Path, tuple[int, int] | None],
        where: Phrase,
    ) -> None:
        path, size = image
        outline = self._outline(value.get("segmentation"))
        attributes = value.get("attributes")
        circle = part(_Attributes, attributes).circle if isinstance(attributes, dict) else None
        box = None
        if found.bbox is not None and min(found.bbox[2:]) > 0:
            x, y, w, h = found.bbox
            box = Box(x, y, x + w, y + h)
        self._objects.add(
            path,
            name=category.name.strip(),
            where=where,
            box=box,
            outline=outline,
            circle=Circle(*circle) if circle is not None and circle[2] > 0 else None,
            size=size,
            kind=_KIND_OF.get(category.supercategory or ""),
            is_predicted=found.score is not None,
        )

    def _outline(self, segmentation: object) -> tuple[Point, ...]:
        if isinstance(segmentation, dict):
            rle = part(_Rle, segmentation)
            counts = counts_of(rle.counts) if isinstance(rle.counts, str) else rle.counts
            height, width = rle.size
            return outline_of(counts, lines=width, length=height, swapped=True)
        polygons = []
        for numbers in listed(segmentation):
            if isinstance(numbers, list) and len(numbers) >= 6 and len(numbers) % 2 == 0:
                polygons.append(pairs(part(_Numbers, {"numbers": numbers}).numbers))
        if len(polygons) > 1:
            self._objects.count(Remark.PIECES)
        return max(polygons, key=area, default=())


class _Numbers(Part):
    numbers: tuple[float, ...]


def write_coco(folder: Path, exported: ExportedSet) -> Sequence[Phrase]:
    """Write annotations.json, one smear at a time; the paths of its images are relative to the folder `images`.

    The category of an object has its kind as `supercategory`. `attributes.circle` is the circle before it was cut at
    the border of the image. Predictions have a `score`. Raises StorageError.
    """
    ids: dict[tuple[CellKind, str], int] = {(CellKind.RED, code): n for n, code in enumerate(exported.codes, start=1)}
    images: list[dict[str, object]] = []
    n_outside = 0

    def annotations() -> Iterator[dict[str, object]]:
        nonlocal n_outside
        n = 0
        for smear in exported.smears:
            number = len(images) + 1
            images.append({"id": number, "file_name": smear.image, "width": smear.width, "height": smear.height})
            for cell in smear.cells:
                key = cell.kind, name_of(cell.code, cell.kind)
                written = _annotation(cell, smear, category=ids.setdefault(key, len(ids) + 1))
                if written is None:
                    n_outside += 1
                    continue
                n += 1
                yield {"id": n, "image_id": number, **written}

    with replacing(folder / TABLE) as temporary, temporary.open("w", encoding="utf-8") as file:
        file.write('{"info": {"description": "Red cells, exported by RBC Desk"},\n"annotations": ')
        file.writelines(list_lines(annotations()))
        categories = [
            {"id": number, "name": name, "supercategory": NAMES.get(kind, _RED)}
            for (kind, name), number in ids.items()
        ]
        file.write(f',\n"images": {dumped(images)},\n"categories": {dumped(categories)}}}\n')
    return outside_note(n_outside)


def outside_note(n: int) -> tuple[Phrase, ...]:
    """The note on cells of which nothing is on the image."""
    return (Phrase("{n} cells lie outside their image and were not written.", n=n),) if n else ()


def _annotation(cell: ExportedCell, smear: ExportedSmear, *, category: int) -> dict[str, object] | None:
    found = on_image(cell, width=smear.width, height=smear.height)
    if found is None:
        return None
    box, polygon = found
    x0, y0, x1, y1 = rounded((box.x0, box.y0, box.x1, box.y1))
    c = cell.circle
    return {
        "category_id": category,
        "bbox": rounded((x0, y0, x1 - x0, y1 - y0)),
        "area": round(area(polygon), 2),
        "segmentation": [rounded(flat(polygon))],
        "iscrowd": 0,
        **({"score": round(cell.score, 4)} if cell.score is not None else {}),
        "attributes": {"circle": rounded((c.x, c.y, c.r))},
    }
