"""CVAT for images 1.1: one XML file with ellipses, polygons, boxes and masks of many images."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape, quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.files.atomic import replacing
from rbc_desk.core.geometry.circles import Box
from rbc_desk.core.geometry.polygons import Point
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.annotated import AnnotatedSet, ExportedCell, ExportedSet, ReadOptions
from rbc_desk.store.exchange.images import ImageFinder
from rbc_desk.store.exchange.kind_names import NAMES, UNLABELLED, name_of
from rbc_desk.store.exchange.masks import outline_of
from rbc_desk.store.exchange.objects import Objects, Remark
from rbc_desk.store.exchange.places import annotation_files
from rbc_desk.store.exchange.texts import finite

TABLE = "annotations.xml"
_MOST_CORNERS = 20_000


def read_cvat(source: Path, options: ReadOptions = ReadOptions()) -> AnnotatedSet:  # noqa: B008  frozen
    """Read a file, or every CVAT file below a folder, with the images that they name.

    A point is the centre of a cell whose radius is measured. Tracks of videos are not read. Raises RbcDeskError where
    no cell can be read.
    """
    files, root = annotation_files(source, format="cvat", task=options.task)
    finder = ImageFinder(root, task=options.task, anywhere=options.images_anywhere)
    objects = Objects(options)
    for file in files:
        try:
            for _, element in iterparse(file, events=("end",)):
                if element.tag == "image":
                    _read_image(element, objects, finder=finder, file=file)
                    element.clear()
                elif element.tag == "track":
                    objects.count(Remark.OTHER_SHAPE)
                    element.clear()
        except (OSError, ParseError, DefusedXmlException, ValueError, LookupError) as error:
            objects.skip(file, Phrase("{name} is not a valid annotation: {error}.", name=file.name, error=error))
    return objects.found(doubtful=finder.doubtful)


def _read_image(element: Element, objects: Objects, *, finder: ImageFinder, file: Path) -> None:
    name = element.get("name") or ""
    try:
        image = finder.find(name, beside=file.parent)
    except RbcDeskError as error:
        objects.skip(name, Phrase("{where}: {why}", where=file.name, why=error.message))
        return
    objects.image(image)
    for number, shape in enumerate(element, start=1):
        where = Phrase("{name}, {image}, object {number}", name=file.name, image=image.name, number=number)
        try:
            _add(shape, objects, image=image, where=where)
        except ValueError as error:
            objects.skip_part(file, where, error)


def _add(shape: Element, objects: Objects, *, image: Path, where: Phrase) -> None:
    name = (shape.get("label") or "").strip()
    angle = finite(shape.get("rotation") or "0")
    match shape.tag:
        case "ellipse":
            x, y, rx, ry = (finite(shape.get(key)) for key in ("cx", "cy", "rx", "ry"))
            objects.add_ellipse(image, x=x, y=y, rx=rx, ry=ry, angle_deg=angle, name=name, where=where)
        case "box":
            x0, y0, x1, y1 = (finite(shape.get(key)) for key in ("xtl", "ytl", "xbr", "ybr"))
            if x1 <= x0 or y1 <= y0:
                raise ValueError(Phrase("its box has no area"))
            objects.add(image, name=name, where=where, box=Box(x0, y0, x1, y1))
        case "polygon":
            objects.add(image, name=name, where=where, outline=_points(shape))
        case "mask":
            objects.add(image, name=name, where=where, outline=_mask(shape))
        case "points" if len(points := _points(shape)) == 1:
            objects.add_point(image, x=points[0][0], y=points[0][1], name=name, where=where)
        case "tag" | "attribute":
            pass
        case _:
            objects.count(Remark.OTHER_SHAPE)


def _points(shape: Element) -> tuple[Point, ...]:
    words = (shape.get("points") or "").split(";")
    if len(words) > _MOST_CORNERS:
        raise ValueError(Phrase("it has too many corners"))
    pairs = [word.split(",") for word in words if word.strip()]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError(Phrase("its points are not x,y;x,y"))
    return tuple((finite(x), finite(y)) for x, y in pairs)


def _mask(shape: Element) -> tuple[Point, ...]:
    left, top, width, height = (finite(shape.get(key)) for key in ("left", "top", "width", "height"))
    counts = [int(finite(word)) for word in (shape.get("rle") or "").split(",")]
    points = outline_of(counts, lines=int(height), length=int(width), swapped=False)
    return tuple((x + left, y + top) for x, y in points)


def write_cvat(folder: Path, exported: ExportedSet) -> Sequence[Phrase]:
    """Write annotations.xml: an ellipse for a cell without an outline, else a polygon. Raises StorageError."""
    names = [*exported.codes, UNLABELLED, *(NAMES.values() if exported.kinds else ())]
    labels = "".join(f"<label><name>{escape(name)}</name><type>any</type></label>" for name in dict.fromkeys(names))
    with replacing(folder / TABLE) as temporary, temporary.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n<version>1.1</version>\n')
        file.write(f"<meta><task><name>RBC Desk</name><labels>{labels}</labels></task></meta>\n")
        for number, smear in enumerate(exported.smears):
            size = f'width="{smear.width}" height="{smear.height}"'
            file.write(f'<image id="{number}" name={quoteattr(smear.image)} {size}>\n')
            file.writelines(_lines(smear.cells))
            file.write("</image>\n")
        file.write("</annotations>\n")
    return ()


def _lines(cells: Sequence[ExportedCell]) -> Iterator[str]:
    for cell in cells:
        common = f'label={quoteattr(name_of(cell.code, cell.kind))} source="manual" occluded="0" z_order="0"'
        if cell.shape is not None:
            points = ";".join(f"{x:.2f},{y:.2f}" for x, y in cell.shape.points)
            yield f'<polygon {common} points="{points}"/>\n'
        else:
            c = cell.circle
            yield f'<ellipse {common} cx="{c.x:.2f}" cy="{c.y:.2f}" rx="{c.r:.2f}" ry="{c.r:.2f}"/>\n'
