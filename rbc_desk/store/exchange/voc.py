"""Pascal VOC boxes as written by labelImg. Boxes become circles; white cells and platelets are left out."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import parse

from rbc_desk.core.cells import AnnotatedCell, CellKind
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Problem
from rbc_desk.core.geometry import Box, Circle
from rbc_desk.core.image_files import files_below
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.annotated import AnnotatedSet, AnnotatedSmear, ReadOptions
from rbc_desk.store.exchange.cell_table import file_name
from rbc_desk.store.exchange.images import Pairing, checked, folder_named, pictures_of
from rbc_desk.store.exchange.texts import finite

_UNLABELLED = frozenset({"rbc", "red blood cell", "cell"})
_NOT_RED = {
    "wbc": CellKind.WHITE,
    "white blood cell": CellKind.WHITE,
    "platelets": CellKind.PLATELET,
    "platelet": CellKind.PLATELET,
}
_MIN_SIDE_PX = 5  # smaller boxes are accidental
_TWICE_IOU = 0.85


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
    reading = _Reading(options)
    cells: dict[Path, tuple[AnnotatedCell, ...]] = {}
    for table in tables:
        options.task.raise_if_stopped()
        root = reading.root_of(table)
        if root is None:
            continue
        image = pairing.image_of(table, named=file_name((root.findtext("filename") or "").strip()))
        if image is None:
            reading.skip(table, Phrase("{name}: there is no image of this name.", name=table.name))
        else:
            cells[image] = (*cells.get(image, ()), *reading.cells_of(root, table=table))
    smears = tuple(AnnotatedSmear(path, cells.get(path, ())) for path in images)
    return checked(AnnotatedSet(smears, tuple(reading.skipped), tuple(reading.left_out())))


@dataclass(slots=True)
class _Reading:
    """Counts and errors while annotation files are read."""

    options: ReadOptions
    skipped: list[Problem] = field(default_factory=list)
    not_red: Counter[str] = field(default_factory=Counter)
    slips: int = 0
    twins: int = 0

    def skip(self, table: Path, why: Phrase) -> None:
        self.skipped.append(Problem(str(table), why))

    def root_of(self, table: Path) -> Element | None:
        """Return the annotation in a file; None for a faulty file, which is skipped, or a file of another kind."""
        try:
            root: Element | None = parse(table).getroot()
        except (OSError, ParseError, DefusedXmlException, ValueError, LookupError) as error:
            self.skip(table, Phrase("{name} is not a valid annotation: {error}.", name=table.name, error=error))
            return None
        return root if root is not None and root.tag == "annotation" else None

    def cells_of(self, root: Element, *, table: Path) -> Iterator[AnnotatedCell]:
        drawn: defaultdict[CellKind, DrawnBoxes] = defaultdict(DrawnBoxes)
        for number, element in enumerate(root.iter("object"), start=1):
            where = Phrase("{name}, object {number}", name=table.name, number=number)
            name = (element.findtext("name") or "").strip()
            kind = kind_named(name) if name not in self.options.keep_names else CellKind.RED
            if kind is not CellKind.RED and not self.options.all_kinds:
                self.not_red[name] += 1
                continue
            try:
                box = _box(element)
            except ValueError as error:
                self.skip(table, Phrase("{where}: {why}.", where=where, why=Phrase.of(error.args[0])))
                continue
            if min(box.width, box.height) < _MIN_SIDE_PX:
                self.slips += 1
                continue
            if drawn[kind].already(box):
                self.twins += 1
                continue
            if not name:
                self.skip(table, Phrase("{where} has no name; its cell was imported without a class.", where=where))
            circle = Circle.within(box)
            unlabelled = not name or (name.casefold() in _UNLABELLED and name not in self.options.keep_names)
            code = None if unlabelled or kind is not CellKind.RED else name
            yield AnnotatedCell(circle.x, circle.y, circle.r, code, where, kind, box)

    def left_out(self) -> Iterator[Problem]:
        for name, n in sorted(self.not_red.items()):
            yield Problem(
                name,
                Phrase(
                    "{n} cell named {name!r} is not a red cell and was left out."
                    if n == 1
                    else "{n} cells named {name!r} are not red cells and were left out.",
                    n=n,
                    name=name,
                ),
            )
        if self.slips:
            message = Phrase(
                "{n} box narrower than {px} pixels was left out."
                if self.slips == 1
                else "{n} boxes narrower than {px} pixels were left out.",
                n=self.slips,
                px=_MIN_SIDE_PX,
            )
            yield Problem("boxes", message)
        if self.twins:
            yield Problem(
                "boxes",
                Phrase(
                    "{n} duplicate box of a cell was left out."
                    if self.twins == 1
                    else "{n} duplicate boxes of cells were left out.",
                    n=self.twins,
                ),
            )


def kind_named(name: str) -> CellKind:
    """Return the kind of object that a class name means; a name without a kind means a red cell."""
    return _NOT_RED.get(name.strip().casefold(), CellKind.RED)


def _box(element: Element) -> Box:
    """Return the box of an object. Raises ValueError, which says what is wrong."""
    if element.find("bndbox") is None:
        raise ValueError(Phrase("it has no box"))
    x0, y0, x1, y1 = (finite(element.findtext(f"bndbox/{side}")) for side in ("xmin", "ymin", "xmax", "ymax"))
    if x0 == x1 or y0 == y1:
        raise ValueError(Phrase("its box has no area"))
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


class DrawnBoxes:
    """Boxes indexed by place and size, so that a box is compared only with similar ones."""

    def __init__(self) -> None:
        self._near: dict[tuple[int, int, int, int], list[Box]] = defaultdict(list)

    def already(self, box: Box) -> bool:
        """Return whether almost the same box was added before, and add the box if not."""
        across, along = _scale(box.width), _scale(box.height)
        # boxes with an IoU of 85 % differ by less than a fifth in size and in place
        for sx, sy in product((across - 1, across, across + 1), (along - 1, along, along + 1)):
            x, y = _place(box, sx, sy)
            for dx, dy in product((-1, 0, 1), repeat=2):
                if any(box.iou(other) >= _TWICE_IOU for other in self._near.get((sx, sy, x + dx, y + dy), ())):
                    return True
        self._near[across, along, *_place(box, across, along)].append(box)
        return False


def _scale(side_px: float) -> int:
    return math.floor(math.log2(side_px))


def _place(box: Box, across: int, along: int) -> tuple[int, int]:
    return math.floor(box.x0 / 2.0**across), math.floor(box.y0 / 2.0**along)
