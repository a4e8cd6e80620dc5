"""Data sets to write and read: cells in every format's reach, with names of every script."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from pathlib import Path

from hypothesis import strategies as st
from PIL import Image

from rbc_desk.core.cells.cell import AnnotatedCell, CellKind
from rbc_desk.core.geometry.circles import Circle, Ellipse
from rbc_desk.core.geometry.polygons import flat, of_ellipse
from rbc_desk.core.geometry.shape import CellShape
from rbc_desk.store.exchange import AnnotatedSet, ExportedCell, ExportedSet, ExportedSmear

WIDTH, HEIGHT = 420, 300
CODES = (
    "normal",
    "codocyte",
    "เซลล์รูปเป้า",
    "靶形红细胞",
    'a "b" & <c>',
    "a: b # c",
    "=1+1",
    "ß é 🩸",
    "0",
    "no",
    "null",
)
IMAGES = ("1.png", "a/1.png", "b/1.png", "สเมียร์/ภาพ 2.png", "血/3 (4).png", "ß's.png")


def shape_around(circle: Circle, *, slim: float = 0.7) -> CellShape:
    corners = of_ellipse(circle.x, circle.y, circle.r, circle.r * slim, 30)
    ellipse = Ellipse(circle.x, circle.y, circle.r, circle.r * slim, 30)
    return CellShape(ellipse, math.pi * circle.r**2 * slim, 0.9, 1.0, flat(corners))


@st.composite
def smears(draw: st.DrawFn, *, inside: bool = False, kinds: bool = True) -> tuple[ExportedSmear, ...]:
    """Smears whose cells lie apart on a grid; without `inside`, the border may cut some."""
    made = []
    for image in draw(st.lists(st.sampled_from(IMAGES), min_size=1, max_size=3, unique=True)):
        cells = []
        places = draw(st.lists(st.sampled_from(range(35)), min_size=1, max_size=6, unique=True))
        for number, place in enumerate(places):
            x, y = 30 + 60 * (place % 7), 30 + 60 * (place // 7)
            shift = 0 if inside else draw(st.sampled_from((0, 0, -25, 25)))
            r = draw(st.floats(3, 24))
            circle = Circle(x + shift + draw(st.floats(-4, 4)), y + draw(st.floats(-1, 1)), r)
            kind = draw(st.sampled_from(CellKind)) if kinds else CellKind.RED
            code = draw(st.sampled_from((*CODES, ""))) if kind is CellKind.RED else ""
            shape = shape_around(circle) if draw(st.booleans()) and r > 6 else None
            cells.append(ExportedCell(number, image, "s", circle, code, "A", None, None, shape, kind))
        made.append(ExportedSmear(image, WIDTH, HEIGHT, tuple(cells)))
    return tuple(made)


def exported(made: Iterable[ExportedSmear]) -> ExportedSet:
    return ExportedSet(iter(made), codes=CODES[:4], kinds=True)


def draw_images(folder: Path, made: Iterable[ExportedSmear]) -> None:
    for smear in made:
        (folder / smear.image).parent.mkdir(parents=True, exist_ok=True)
        Image.new("1", (smear.width, smear.height)).save(folder / smear.image)


def by_image(found: AnnotatedSet, folder: Path) -> dict[str, tuple[AnnotatedCell, ...]]:
    return {smear.path.relative_to(folder).as_posix(): smear.cells for smear in found.smears}


def same(a: Circle, b: AnnotatedCell, *, tolerance: float) -> bool:
    return b.r is not None and max(abs(a.x - b.x), abs(a.y - b.y), abs(a.r - b.r)) <= tolerance


CircleOf = Callable[[ExportedCell], Circle]
