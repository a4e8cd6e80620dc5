"""JSON of boxes by object, as the Broad Bioimage Benchmark Collection has it (BBBC041, Ljosa et al. 2012)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.geometry.circles import Box
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.annotated import AnnotatedSet, ExportedSet, ReadOptions
from rbc_desk.store.exchange.images import ImageFinder
from rbc_desk.store.exchange.json_files import Part, contents, listed, part, write_json_list
from rbc_desk.store.exchange.kind_names import name_of
from rbc_desk.store.exchange.objects import Objects
from rbc_desk.store.exchange.places import annotation_files
from rbc_desk.store.exchange.written import on_image

TABLE = "boxes.json"


class _Corner(Part):
    r: float
    c: float


class _BoundingBox(Part):
    minimum: _Corner
    maximum: _Corner


class _Object(Part):
    bounding_box: _BoundingBox
    category: str = ""


class _Image(Part):
    pathname: str


class _Entry(Part):
    image: _Image


def read_bbbc(source: Path, options: ReadOptions = ReadOptions()) -> AnnotatedSet:  # noqa: B008  frozen
    """Read a file, or every such file below a folder, with the images that they name.

    Raises RbcDeskError where no cell can be read.
    """
    files, root = annotation_files(source, format="bbbc", task=options.task)
    finder = ImageFinder(root, task=options.task, anywhere=options.images_anywhere)
    objects = Objects(options)
    for file, entries in contents(files, objects):
        for number, value in enumerate(listed(entries), start=1):
            where = Phrase("{name}, image {number}", name=file.name, number=number)
            try:
                image = finder.find(part(_Entry, value).image.pathname.lstrip("/"), beside=file.parent)
            except RbcDeskError as error:
                objects.skip(file, Phrase("{where}: {why}", where=where, why=error.message))
                continue
            except ValueError as error:
                objects.skip_part(file, where, error)
                continue
            objects.image(image)
            _read_objects(listed(value.get("objects")), objects, image=image, file=file)
    return objects.found(doubtful=finder.doubtful)


def _read_objects(values: Sequence[object], objects: Objects, *, image: Path, file: Path) -> None:
    for number, value in enumerate(values, start=1):
        where = Phrase("{name}, object {number}", name=image.name, number=number)
        try:
            found = part(_Object, value)
            low, high = found.bounding_box.minimum, found.bounding_box.maximum
            if high.c <= low.c or high.r <= low.r:
                raise ValueError(Phrase("its box has no area"))
            box = Box(low.c, low.r, high.c, high.r)
            objects.add(image, name=found.category.strip(), where=where, box=box)
        except ValueError as error:
            objects.skip_part(file, where, error)


def write_bbbc(folder: Path, exported: ExportedSet) -> Sequence[Phrase]:
    """Write boxes.json with a box for each object. Raises StorageError."""
    n_outside = 0

    def entries() -> Iterator[dict[str, object]]:
        nonlocal n_outside
        for smear in exported.smears:
            found = []
            for cell in smear.cells:
                seen = on_image(cell, width=smear.width, height=smear.height)
                if seen is None:
                    n_outside += 1
                    continue
                low = {"r": round(seen[0].y0, 2), "c": round(seen[0].x0, 2)}
                high = {"r": round(seen[0].y1, 2), "c": round(seen[0].x1, 2)}
                box = {"minimum": low, "maximum": high}
                found.append({"bounding_box": box, "category": name_of(cell.code, cell.kind)})
            shape = {"r": smear.height, "c": smear.width, "channels": 3}
            yield {"image": {"pathname": f"/images/{smear.image}", "shape": shape}, "objects": found}

    write_json_list(folder / TABLE, entries())
    return (Phrase("{n} cells lie outside their image and were not written.", n=n_outside),) if n_outside else ()
