"""What each export format can hold, and where its images lie."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fact(StrEnum):
    """What the project knows of a cell and not every format can hold."""

    READER = "reader"
    SPECIMEN = "specimen"
    OUTLINE = "outline"
    RADIUS = "radius"
    SCORE = "score"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Traits:
    """`images`: the folder of the images in the data set, "." for the data set's own, None where it has none.

    `crops`: it consists of crops. `holds`: what it can tell of a cell besides place and class.
    """

    images: str | None = None
    crops: bool = False
    holds: frozenset[Fact] = frozenset()


_SHAPES = frozenset({Fact.OUTLINE, Fact.RADIUS, Fact.KIND})

TRAITS: dict[str, Traits] = {
    "csv": Traits(holds=frozenset({Fact.READER, Fact.SPECIMEN, Fact.RADIUS, Fact.KIND})),
    "imagefolder": Traits(crops=True, holds=frozenset()),
    "coco": Traits(images="images", holds=_SHAPES | {Fact.SCORE}),
    "yolo": Traits(images="images", holds=_SHAPES - {Fact.OUTLINE}),
    "yolo-segment": Traits(images="images", holds=_SHAPES),
    "voc": Traits(images="images", holds=_SHAPES - {Fact.OUTLINE}),
    "chula": Traits(images="images"),
    "geojson": Traits(images="images", holds=_SHAPES | {Fact.SCORE}),
    "labelme": Traits(images=".", holds=_SHAPES),
    "cvat": Traits(images="images", holds=_SHAPES),
    "labelstudio": Traits(images="images", holds=_SHAPES | {Fact.SCORE}),
    "bbbc": Traits(images="images", holds=_SHAPES - {Fact.OUTLINE}),
}
"""By the name of the format; a format of a plug-in that is not here holds nothing."""


def traits_of(format: str) -> Traits:
    return TRAITS.get(format, Traits())
