"""Pascal VOC boxes, as the BCCD set has them: RBC boxes become circles; white cells and platelets are left out."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from rbc_desk.core.cells import AnnotatedCell
from rbc_desk.core.classes import code_from_name
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.geometry import Box, Circle
from rbc_desk.core.image_files import images_below
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.images import folder_named
from rbc_desk.store.exchange.registry import AnnotatedSmear

_UNLABELLED = frozenset({"rbc", "red blood cell", "cell"})
_NOT_RED = frozenset({"wbc", "platelets", "platelet", "white blood cell"})
_MIN_SIDE_PX = 5  # smaller boxes are slips of the labeller's mouse
_TWICE_IOU = 0.85


def read_voc(source: Path) -> list[AnnotatedSmear]:
    """Images with the boxes of their annotation; names other than RBC become class codes.

    Raises RbcDeskError that names a faulty file.
    """
    annotations = folder_named(source, "annotations", "Annotations")
    images = images_below(folder_named(source, "images", "JPEGImages"))
    found = []
    for path in images:
        table = annotations / f"{path.stem}.xml"
        found.append(AnnotatedSmear(path, _cells(table) if table.is_file() else ()))
    return found


def _cells(table: Path) -> tuple[AnnotatedCell, ...]:
    boxes: list[tuple[Box, str | None]] = []
    try:
        for thing in ET.parse(table).iter("object"):
            name = (thing.findtext("name") or "").strip()
            corners = [float(thing.findtext(f"bndbox/{k}") or "nan") for k in ("xmin", "ymin", "xmax", "ymax")]
            if name.casefold() in _NOT_RED:
                continue
            if min(corners[2] - corners[0], corners[3] - corners[1]) < _MIN_SIDE_PX:
                continue
            box = Box(*corners)
            if all(box.iou(other) < _TWICE_IOU for other, _ in boxes):
                boxes.append((box, None if name.casefold() in _UNLABELLED else code_from_name(name)))
    except (OSError, ET.ParseError, ValueError) as error:
        raise RbcDeskError(
            Phrase("{name} is no valid annotation: {error}.", name=table.name, error=error),
            hint="Correct or remove it.",
        ) from error
    circles = ((Circle.within(box), code) for box, code in boxes)
    return tuple(AnnotatedCell(c.x, c.y, c.r, code) for c, code in circles)
