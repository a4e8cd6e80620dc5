"""Pascal VOC (Everingham et al. 2010): an XML file of boxes for each image, as labelImg writes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import parse

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.files.images import files_below
from rbc_desk.core.geometry.circles import Box
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.annotated import AnnotatedSet, ExportedSet, ReadOptions
from rbc_desk.store.exchange.cell_table import file_name
from rbc_desk.store.exchange.images import Pairing, folder_named, pictures_of
from rbc_desk.store.exchange.kind_names import name_of
from rbc_desk.store.exchange.objects import Objects
from rbc_desk.store.exchange.texts import finite
from rbc_desk.store.exchange.written import on_image


def read_voc(source: Path, options: ReadOptions = ReadOptions()) -> AnnotatedSet:  # noqa: B008  frozen
    """Read images with the boxes of their annotations. A cell keeps its class name as written.

    The XML files are in a folder `annotations` or beside the images. A faulty file or object is named in `skipped`,
    and the others are read. White cells, platelets, accidental and duplicate boxes are counted in `left_out`. Raises
    RbcDeskError where no cell can be read.
    """
    tables_folder = folder_named(source, "annotations") or source
    images_folder = folder_named(source, "images", "JPEGImages") or source
    images = pictures_of(images_folder, task=options.task)
    below = files_below(tables_folder, task=options.task)
    tables = [path for path in below if path.suffix.lower() == ".xml"]
    if not tables:
        raise RbcDeskError(
            Phrase("There are no annotations (*.xml) in {path}.", path=tables_folder),
            hint="Choose the folder of the data set, with its images and XML files.",
        )
    pairing = Pairing(images, images_folder=images_folder, tables_folder=tables_folder)
    objects = Objects(options)
    for image in images:
        objects.image(image)
    for table in tables:
        options.task.raise_if_stopped()
        root = _root_of(table, objects)
        if root is None:
            continue
        found = pairing.image_of(table, named=file_name((root.findtext("filename") or "").strip()))
        if found is None:
            objects.skip(table, Phrase("{name}: there is no image of this name.", name=table.name))
        else:
            _read_objects(root, objects, table=table, image=found)
    return objects.found()


def _root_of(table: Path, objects: Objects) -> Element | None:
    """Return the annotation in a file; None for a faulty file, which is skipped, or a file of another kind."""
    try:
        root: Element | None = parse(table).getroot()
    except (OSError, ParseError, DefusedXmlException, ValueError, LookupError) as error:
        objects.skip(table, Phrase("{name} is not a valid annotation: {error}.", name=table.name, error=error))
        return None
    return root if root is not None and root.tag == "annotation" else None


def _read_objects(root: Element, objects: Objects, *, table: Path, image: Path) -> None:
    for number, element in enumerate(root.iter("object"), start=1):
        where = Phrase("{name}, object {number}", name=table.name, number=number)
        name = (element.findtext("name") or "").strip()
        try:
            objects.add(image, name=name, where=where, box=_box(element))
        except ValueError as error:
            objects.skip_part(table, where, error)
            continue
        if not name:
            objects.skip(table, Phrase("{where} has no name; its cell was imported without a class.", where=where))


def _box(element: Element) -> Box:
    """Return the box of an object. Raises ValueError, which says what is wrong."""
    if element.find("bndbox") is None:
        raise ValueError(Phrase("it has no box"))
    x0, y0, x1, y1 = (finite(element.findtext(f"bndbox/{side}")) for side in ("xmin", "ymin", "xmax", "ymax"))
    if x0 == x1 or y0 == y1:
        raise ValueError(Phrase("its box has no area"))
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def write_voc(folder: Path, exported: ExportedSet) -> Sequence[Phrase]:
    """Write `annotations/<image>.xml` with boxes in whole pixels. Raises StorageError."""
    n_outside = 0
    for smear in exported.smears:
        objects = []
        for cell in smear.cells:
            seen = on_image(cell, width=smear.width, height=smear.height)
            if seen is None:
                n_outside += 1
            else:
                objects.append(_object(name_of(cell.code, cell.kind), seen[0]))
        size = f"<width>{smear.width}</width><height>{smear.height}</height><depth>3</depth>"
        name = escape(PurePosixPath(smear.image).name)
        text = f"<annotation>\n<filename>{name}</filename>\n<size>{size}</size>\n{''.join(objects)}</annotation>\n"
        path = PurePosixPath("annotations", smear.image).with_suffix(".xml")
        write_text(folder / path, f'<?xml version="1.0" encoding="utf-8"?>\n{text}')
    whole = Phrase("Boxes are in whole pixels.")
    if n_outside:
        return whole, Phrase("{n} cells lie outside their image and were not written.", n=n_outside)
    return (whole,)


def _object(name: str, box: Box) -> str:
    sides = zip(("xmin", "ymin", "xmax", "ymax"), (box.x0, box.y0, box.x1, box.y1), strict=True)
    corners = "".join(f"<{side}>{round(value)}</{side}>" for side, value in sides)
    flags = "<pose>Unspecified</pose><truncated>0</truncated><difficult>0</difficult>"
    return f"<object><name>{escape(name)}</name>{flags}<bndbox>{corners}</bndbox></object>\n"
