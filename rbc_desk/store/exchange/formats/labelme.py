"""labelme JSON: a file beside each image, with circles, polygons and boxes in pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.geometry.polygons import bounds
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.annotated import AnnotatedSet, ExportedCell, ExportedSet, ExportedSmear, ReadOptions
from rbc_desk.store.exchange.images import ImageFinder
from rbc_desk.store.exchange.json_files import Part, listed, load_json, part, write_json
from rbc_desk.store.exchange.kind_names import name_of
from rbc_desk.store.exchange.objects import Objects, Remark
from rbc_desk.store.exchange.places import annotation_files
from rbc_desk.store.exchange.written import rounded_points

_VERSION = "5.5.0"  # of the file format that is written


class _Shape(Part):
    label: str
    points: tuple[tuple[float, float], ...]
    shape_type: str = "polygon"


def read_labelme(source: Path, options: ReadOptions = ReadOptions()) -> AnnotatedSet:  # noqa: B008  frozen
    """Read a file, or every labelme file below a folder, with the images that they name.

    A point is the centre of a cell whose radius is measured; of a mask the box is read. Raises RbcDeskError where no
    cell can be read.
    """
    files, root = annotation_files(source, format="labelme", task=options.task)
    finder = ImageFinder(root, task=options.task, anywhere=options.images_anywhere)
    objects = Objects(options)
    for file in files:
        options.task.raise_if_stopped()
        try:
            content = load_json(file)
            image = _image(content, finder, file=file)
        except RbcDeskError as error:
            objects.skip(file, Phrase("{name}: {error}", name=file.name, error=Phrase.of(str(error))))
            continue
        objects.image(image)
        for number, value in enumerate(listed(content.get("shapes")), start=1):
            where = Phrase("{name}, object {number}", name=file.name, number=number)
            try:
                _add(part(_Shape, value), objects, image=image, where=where)
            except ValueError as error:
                objects.skip_part(file, where, error)
    return objects.found(doubtful=finder.doubtful)


def _image(content: Any, finder: ImageFinder, *, file: Path) -> Path:
    if not isinstance(content, dict):
        raise RbcDeskError(Phrase("{name} is not a labelme file.", name=file.name))
    written = content.get("imagePath")
    if not isinstance(written, str) or not written:
        raise RbcDeskError(Phrase("{name} does not name its image.", name=file.name))
    return finder.find(written, beside=file.parent)


def _add(shape: _Shape, objects: Objects, *, image: Path, where: Phrase) -> None:
    name = shape.label.strip()
    points = shape.points
    match shape.shape_type:
        case "circle" if len(points) == 2:
            (x, y), (u, v) = points
            r = math.hypot(u - x, v - y)
            objects.add_ellipse(image, x=x, y=y, rx=r, ry=r, angle_deg=0, name=name, where=where)
        case "rectangle" | "mask" if len(points) >= 2:
            try:
                box = bounds(points)
            except ValueError:
                raise ValueError(Phrase("its box has no area")) from None
            objects.add(image, name=name, where=where, box=box)
        case "polygon":
            objects.add(image, name=name, where=where, outline=points)
        case "point" if len(points) == 1:
            objects.add_point(image, x=points[0][0], y=points[0][1], name=name, where=where)
        case _:
            objects.count(Remark.OTHER_SHAPE)


def write_labelme(folder: Path, exported: ExportedSet) -> Sequence[Phrase]:
    """Write a JSON file beside each image: circles, and polygons for cells with an outline. Raises StorageError."""
    for smear in exported.smears:
        path = PurePosixPath(smear.image)
        write_json(folder / path.with_suffix(".json"), _content(smear, path.name))
    return ()


def _content(smear: ExportedSmear, name: str) -> dict[str, object]:
    return {
        "version": _VERSION,
        "flags": {},
        "shapes": [_shape(cell) for cell in smear.cells],
        "imagePath": name,
        "imageData": None,
        "imageHeight": smear.height,
        "imageWidth": smear.width,
    }


def _shape(cell: ExportedCell) -> dict[str, object]:
    c = cell.circle
    points = cell.shape.points if cell.shape is not None else ((c.x, c.y), (c.x + c.r, c.y))
    return {
        "label": name_of(cell.code, cell.kind),
        "points": rounded_points(points),
        "group_id": None,
        "description": "",
        "shape_type": "polygon" if cell.shape is not None else "circle",
        "flags": {},
        "mask": None,
    }
