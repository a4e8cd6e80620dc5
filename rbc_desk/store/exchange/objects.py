"""Collects the objects of a data set by the same rules for every format.

A box becomes the circle with its centre and half its mean side as radius; a polygon is kept as the outline, and its
box becomes the circle. Accidental boxes, duplicates and, unless they are asked for, objects of other kinds are left
out.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rbc_desk.core.cells.cell import AnnotatedCell, CellKind
from rbc_desk.core.events import Problem
from rbc_desk.core.geometry.circles import Box, Circle
from rbc_desk.core.geometry.polygons import Point, area, bounds, flat, of_ellipse, stands_for
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.annotated import AnnotatedSet, AnnotatedSmear, ReadOptions
from rbc_desk.store.exchange.images import checked
from rbc_desk.store.exchange.kind_names import kind_named, means_no_class

MIN_SIDE_PX = 5  # smaller boxes are accidental
_TWICE_IOU = 0.85
_MOST_CORNERS = 2000
_ROUND = 0.005  # of the radius: an ellipse that differs by less is a circle
_SAME_PX = 1.0  # between the circle that this program wrote and a box that no other program moved


class Remark(StrEnum):
    """What is counted while a data set is read, and reported with its number."""

    SLIP = "boxes"
    TWIN = "duplicates"
    PREDICTED = "predictions"
    PIECES = "masks"
    OTHER_SHAPE = "shapes"

    def phrase(self, n: int) -> Phrase:
        match self:
            case Remark.SLIP:
                return Phrase(
                    "{n} box narrower than {px} pixels was left out."
                    if n == 1
                    else "{n} boxes narrower than {px} pixels were left out.",
                    n=n,
                    px=MIN_SIDE_PX,
                )
            case Remark.TWIN:
                return Phrase(
                    "{n} duplicate box of a cell was left out."
                    if n == 1
                    else "{n} duplicate boxes of cells were left out.",
                    n=n,
                )
            case Remark.PREDICTED:
                return Phrase("{n} classes are predictions of a model: their cells came without a class.", n=n)
            case Remark.PIECES:
                return Phrase("{n} objects have several pieces: the largest one was read.", n=n)
            case Remark.OTHER_SHAPE:
                return Phrase("{n} lines, points or texts are not cells and were left out.", n=n)


class Objects:
    """The objects of a data set, by image, and what was skipped and left out."""

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        self.skipped: list[Problem] = []
        self._cells: dict[Path, list[AnnotatedCell]] = {}
        self._specimens: dict[Path, str] = {}
        self._drawn: defaultdict[tuple[Path, CellKind], DrawnBoxes] = defaultdict(DrawnBoxes)
        self._not_red: Counter[str] = Counter()
        self._counts: Counter[Remark] = Counter()

    def skip_part(self, item: Path | str, where: Phrase, error: Exception) -> None:
        """Name a part of a file that is faulty, with the reason in the error."""
        why = Phrase.of(error.args[0] if error.args else str(error))
        self.skip(item, Phrase("{where}: {why}.", where=where, why=why))

    def image(self, path: Path, *, specimen: str | None = None) -> None:
        """List an image, which may have no objects."""
        self._cells.setdefault(path, [])
        if specimen:
            self._specimens[path] = specimen

    def skip(self, item: Path | str, why: Phrase) -> None:
        self.skipped.append(Problem(str(item), why))

    def count(self, what: Remark) -> None:
        """Count something that `left_out` reports once."""
        self._counts[what] += 1

    def add(
        self,
        image: Path,
        *,
        name: str,
        where: Phrase,
        box: Box | None = None,
        outline: Sequence[Point] = (),
        circle: Circle | None = None,
        size: tuple[int, int] | None = None,
        kind: CellKind | None = None,
        is_predicted: bool = False,
    ) -> None:
        """Add an object by its box or outline in pixels.

        `circle` is one that this program wrote beside a box that is clipped to the image of this `size`; a box that
        another program moved overrules it. `kind` is the format's own, or else what the name means. A predicted class
        is not imported as a label. Raises ValueError where the object has no area.
        """
        self.options.task.raise_if_stopped()
        kind = self._kind(name, kind)
        self.image(image)
        if kind is not CellKind.RED and not self.options.all_kinds:
            self._not_red[name] += 1
            return
        if len(outline) > 1 and outline[0] == outline[-1]:
            outline = outline[:-1]
        if box is None:
            if len(outline) < 3:
                raise ValueError(Phrase("it has no area"))
            box = _box_of(outline)
        if min(box.width, box.height) < MIN_SIDE_PX:
            self.count(Remark.SLIP)
            return
        if self._drawn[image, kind].already(box):
            self.count(Remark.TWIN)
            return
        c = circle if circle is not None and _agree(circle, box, size=size) else Circle.within(box)
        code = self._code(name, kind)
        if is_predicted and code is not None:
            self.count(Remark.PREDICTED)
            code = None
        points = () if len(outline) < 3 or len(outline) > _MOST_CORNERS or stands_for(outline, c) else outline
        cell = AnnotatedCell(c.x, c.y, c.r, code, where, kind, box, flat(points) or None)
        self._cells[image].append(cell)

    def add_point(self, image: Path, *, x: float, y: float, name: str, where: Phrase) -> None:
        """Add an object whose radius is to be measured."""
        self.options.task.raise_if_stopped()
        kind = self._kind(name, None)
        self.image(image)
        if kind is not CellKind.RED and not self.options.all_kinds:
            self._not_red[name] += 1
        else:
            self._cells[image].append(AnnotatedCell(x, y, None, self._code(name, kind), where, kind))

    def add_ellipse(
        self, image: Path, *, x: float, y: float, rx: float, ry: float, angle_deg: float, **more: Any
    ) -> None:
        """Add an object by its ellipse; one that is a circle has no outline. `more`: see `add`."""
        if not (rx > 0 and ry > 0):
            raise ValueError(Phrase("it has no area"))
        if abs(rx - ry) <= _ROUND * max(rx, ry):
            self.add(image, box=_box_of([(x - rx, y - ry), (x + rx, y + ry)]), **more)
        else:
            self.add(image, outline=of_ellipse(x, y, rx, ry, angle_deg), **more)

    def add_corners(self, image: Path, corners: Sequence[Point], **more: Any) -> None:
        """Add an object by the corners of a box, which may be turned; one that is not has no outline."""
        box = _box_of(corners)
        if area(corners) >= (1 - _ROUND) * box.area:
            self.add(image, box=box, **more)
        else:
            self.add(image, outline=corners, **more)

    def _kind(self, name: str, given: CellKind | None) -> CellKind:
        if name in self.options.keep_names:
            return CellKind.RED
        return kind_named(name) if given is None else given

    def _code(self, name: str, kind: CellKind) -> str | None:
        is_none = means_no_class(name) and name not in self.options.keep_names
        return None if is_none or kind is not CellKind.RED else name

    def found(self, *, doubtful: Mapping[Path, str] = MappingProxyType({})) -> AnnotatedSet:
        """The data set in the order of the images. Raises RbcDeskError where no cell could be read.

        `doubtful`: images of which it is not known whose cells are theirs, with a path. They are left out.
        """
        for path, written in doubtful.items():
            if self._cells.pop(path, None) is not None:
                words = Phrase("Several images of the data set are called {name}.", name=path.name)
                self.skip(written, words)
        smears = tuple(
            AnnotatedSmear(path, tuple(cells), self._specimens.get(path)) for path, cells in self._cells.items()
        )
        return checked(AnnotatedSet(smears, tuple(self.skipped), tuple(self._left_out())))

    def _left_out(self) -> Iterator[Problem]:
        for name, n in sorted(self._not_red.items()):
            words = (
                "{n} cell named {name!r} is not a red cell and was left out."
                if n == 1
                else "{n} cells named {name!r} are not red cells and were left out."
            )
            yield Problem(name, Phrase(words, n=n, name=name))
        for what, n in self._counts.items():
            yield Problem(str(what), what.phrase(n))


def _box_of(outline: Sequence[Point]) -> Box:
    try:
        return bounds(outline)
    except ValueError:
        raise ValueError(Phrase("it has no area")) from None


def _agree(circle: Circle, box: Box, *, size: tuple[int, int] | None) -> bool:
    """Whether the box is that of the circle, as far as it lies on the image."""
    width, height = size or (math.inf, math.inf)
    whole = circle.box
    expected = (max(whole.x0, 0.0), max(whole.y0, 0.0), min(whole.x1, width), min(whole.y1, height))
    found = (box.x0, box.y0, box.x1, box.y1)
    return all(abs(a - b) <= _SAME_PX for a, b in zip(expected, found, strict=True))


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
