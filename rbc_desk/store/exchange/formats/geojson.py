"""GeoJSON as QuPath writes and reads it: a file of objects for each image, in pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.geometry.polygons import Point, area
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.annotated import AnnotatedSet, ExportedCell, ExportedSet, ReadOptions
from rbc_desk.store.exchange.images import Pairing, folder_named, pictures_of
from rbc_desk.store.exchange.json_files import Part, listed, load_json, part, write_json
from rbc_desk.store.exchange.kind_names import UNLABELLED, name_of
from rbc_desk.store.exchange.objects import Objects, Remark
from rbc_desk.store.exchange.places import annotation_files
from rbc_desk.store.exchange.written import polygon_of, rounded_points

_PREDICTED = "Predicted by a model"


class _Ring(Part):
    points: tuple[tuple[float, float], ...]


class _Classification(Part):
    name: str | None = None
    names: tuple[str, ...] = ()


def read_geojson(source: Path, options: ReadOptions = ReadOptions()) -> AnnotatedSet:  # noqa: B008  frozen
    """Read a file, or every GeoJSON file below a folder, with the images of the same names.

    Polygons become outlines; of several pieces the largest is read, without holes. The class is the classification
    that QuPath shows. Raises RbcDeskError where no cell can be read.
    """
    files, root = annotation_files(source, format="geojson", task=options.task)
    tables_folder = folder_named(root, "annotations") or root
    images_folder = folder_named(root, "images") or root
    images = pictures_of(images_folder, task=options.task)
    pairing = Pairing(images, images_folder=images_folder, tables_folder=root)
    inside = Pairing(images, images_folder=images_folder, tables_folder=tables_folder)
    objects = Objects(options)
    for image in images:
        objects.image(image)
    for file in files:
        options.task.raise_if_stopped()
        paired = inside if file.is_relative_to(tables_folder) else pairing
        found = paired.image_of(file, named=file.stem)
        if found is None:
            objects.skip(file, Phrase("{name}: there is no image of this name.", name=file.name))
            continue
        try:
            content = load_json(file)
        except RbcDeskError as error:
            objects.skip(file, Phrase.of(str(error)))
            continue
        for number, feature in enumerate(_features(content), start=1):
            where = Phrase("{name}, object {number}", name=file.name, number=number)
            try:
                _add(feature, objects, image=found, where=where)
            except ValueError as error:
                objects.skip_part(file, where, error)
    return objects.found()


def _features(content: Any) -> list[Any]:
    if isinstance(content, dict):
        return listed(content["features"]) if "features" in content else [content]
    return listed(content)


def _add(feature: Any, objects: Objects, *, image: Path, where: Phrase) -> None:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict):
        raise ValueError(Phrase("it has no geometry"))
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    metadata = properties.get("metadata")
    name = _name(properties.get("classification"))
    coordinates = listed(geometry.get("coordinates"))
    match geometry.get("type"):
        case "Polygon":
            outline = _ring(coordinates)
        case "MultiPolygon":
            objects.count(Remark.PIECES)
            outline = max(map(_ring, map(listed, coordinates)), key=area, default=())
        case "Point":
            (x, y) = part(_Ring, {"points": [coordinates[:2]]}).points[0]
            objects.add_point(image, x=x, y=y, name=name, where=where)
            return
        case _:
            objects.count(Remark.OTHER_SHAPE)
            return
    predicted = isinstance(metadata, dict) and _PREDICTED in metadata
    objects.add(image, name=name, where=where, outline=outline, is_predicted=predicted)


def _ring(rings: Sequence[Any]) -> tuple[Point, ...]:
    """The outer ring of a polygon; the others are holes."""
    return part(_Ring, {"points": [listed(p)[:2] for p in listed(rings[0])]}).points if rings else ()


def _name(value: object) -> str:
    if value is None:
        return ""
    found = part(_Classification, {"name": value} if isinstance(value, str) else value)
    return (found.name or ": ".join(found.names)).strip()


def write_geojson(folder: Path, exported: ExportedSet) -> Sequence[Phrase]:
    """Write `annotations/<image>.geojson`, with classification and measurements. Raises StorageError."""
    for smear in exported.smears:
        content = {"type": "FeatureCollection", "features": [_feature(cell) for cell in smear.cells]}
        write_json(folder / PurePosixPath("annotations", f"{smear.image}.geojson"), content)
    return ()


def _feature(cell: ExportedCell) -> dict[str, object]:
    polygon = polygon_of(cell)
    name = name_of(cell.code, cell.kind)
    classified = {"name": name} if name != UNLABELLED else None
    properties: dict[str, object] = {
        "objectType": "annotation",
        **({"classification": classified} if classified else {}),
        "measurements": dict(_measurements(cell)),
        **({"metadata": {_PREDICTED: "yes"}} if cell.score is not None else {}),
    }
    ring = rounded_points((*polygon, polygon[0]))
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": properties}


def _measurements(cell: ExportedCell) -> Iterator[tuple[str, float]]:
    yield "Diameter px", round(cell.circle.diameter, 2)
    if cell.um_per_px:
        yield "Diameter µm", round(cell.circle.diameter * cell.um_per_px, 3)
    if cell.shape is not None:
        yield "Area px^2", round(cell.shape.area_px2, 1)
        yield "Elongation", round(cell.shape.elongation, 3)
        yield "Circularity", round(cell.shape.circularity, 3)
        yield "Solidity", round(cell.shape.solidity, 3)
    if cell.score is not None:
        yield "Confidence", round(cell.score, 4)
