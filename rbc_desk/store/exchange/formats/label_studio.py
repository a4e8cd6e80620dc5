"""Label Studio JSON: tasks with ellipses, polygons and boxes in percent of the image's sides."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import quoteattr

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.geometry.polygons import Point
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.annotated import AnnotatedSet, ExportedCell, ExportedSet, ExportedSmear, ReadOptions
from rbc_desk.store.exchange.images import ImageFinder, upright_size
from rbc_desk.store.exchange.json_files import Part, contents, listed, part, write_json_list
from rbc_desk.store.exchange.kind_names import NAMES, UNLABELLED, name_of
from rbc_desk.store.exchange.objects import Objects
from rbc_desk.store.exchange.places import annotation_files

TABLE = "tasks.json"
CONFIG = "labeling_config.xml"
_UPLOADED = re.compile(r"^[0-9a-f]{8}-(?=.)")
_LOCAL = "/data/local-files/?d="
_SHAPES = frozenset({"rectangle", "ellipse", "polygon", "keypoint", "brush"})


class _Value(Part):
    x: float | None = None
    y: float | None = None
    width: float | None = None
    height: float | None = None
    radiusX: float | None = None  # noqa: N815  the file's keys
    radiusY: float | None = None  # noqa: N815
    rotation: float = 0.0
    points: tuple[tuple[float, float], ...] = ()


def read_label_studio(source: Path, options: ReadOptions = ReadOptions()) -> AnnotatedSet:  # noqa: B008  frozen
    """Read a file, or every Label Studio file below a folder, with the images that they name.

    A key point is the centre of a cell whose radius is measured. Cells of `predictions` have no class; they are read
    where a task has no annotation. Brush masks are not read. Raises RbcDeskError where no cell can be read.
    """
    files, root = annotation_files(source, format="labelstudio", task=options.task)
    finder = ImageFinder(root, task=options.task, anywhere=options.images_anywhere)
    objects = Objects(options)
    for file, content in contents(files, objects):
        for number, task in enumerate([content] if isinstance(content, dict) else listed(content), start=1):
            where = Phrase("{name}, task {number}", name=file.name, number=number)
            try:
                image = _image(task, finder, beside=file.parent)
            except RbcDeskError as error:
                objects.skip(file, Phrase("{where}: {why}", where=where, why=error.message))
                continue
            objects.image(image)
            _read_task(task, objects, image=image, file=file, where=where)
    return objects.found(doubtful=finder.doubtful)


def _image(task: Any, finder: ImageFinder, *, beside: Path) -> Path:
    data = task.get("data") if isinstance(task, dict) else None
    texts = [value for value in data.values() if isinstance(value, str)] if isinstance(data, dict) else []
    if not texts:
        raise RbcDeskError(Phrase("it does not name an image."))
    image = data.get("image") if isinstance(data, dict) else None
    written = image if isinstance(image, str) else texts[0]
    try:
        parts = urlsplit(written)
        inner = parse_qs(parts.query).get("d", [""])[0]
    except ValueError:
        raise RbcDeskError(Phrase("{written} does not exist.", written=written[:120])) from None
    remote = bool(parts.scheme and parts.netloc) or parts.path.startswith("/data/")
    path = (inner or unquote(parts.path)).lstrip("/") if remote else written
    try:
        return finder.find(path, beside=beside)
    except RbcDeskError:
        name = path.rpartition("/")[2]
        if not remote:
            raise
        for shorter in (name, _UPLOADED.sub("", name)):
            try:
                return finder.find(f"/{shorter}", beside=beside, of=path)
            except RbcDeskError:
                continue
        raise


def _read_task(task: dict[str, Any], objects: Objects, *, image: Path, file: Path, where: Phrase) -> None:
    confirmed = [a for a in listed(task.get("annotations") or task.get("completions")) if isinstance(a, dict)]
    confirmed = [a for a in confirmed if not a.get("was_cancelled") and a.get("result")]
    predicted = [p for p in listed(task.get("predictions")) if isinstance(p, dict)]
    size: tuple[int, int] | None = None
    for group, is_predicted in ((confirmed, False), (predicted, True)):
        results = [result for item in group for result in listed(item.get("result"))]
        for number, result in enumerate(results, start=1):
            place = Phrase("{where}, object {number}", where=where, number=number)
            try:
                if not isinstance(result, dict) or not isinstance(result.get("value"), dict):
                    raise ValueError(Phrase("it has no value"))
                size = _size(result) or size or upright_size(image)
                _add(result, objects, image=image, size=size, where=place, is_predicted=is_predicted)
            except RbcDeskError as error:
                objects.skip(file, Phrase("{where}: {why}", where=place, why=error.message))
            except ValueError as error:
                objects.skip_part(file, place, error)


def _size(result: dict[str, Any]) -> tuple[int, int] | None:
    width, height = result.get("original_width"), result.get("original_height")
    sound = all(isinstance(side, int) and 0 < side < 1_000_000 for side in (width, height))
    return (width, height) if sound else None  # type: ignore[return-value]


def _add(
    result: dict[str, Any],
    objects: Objects,
    *,
    image: Path,
    size: tuple[int, int],
    where: Phrase,
    is_predicted: bool,
) -> None:
    given, kind = result["value"], str(result.get("type"))
    shape = kind.removesuffix("labels")
    if shape not in _SHAPES or shape == "brush":
        if shape == "brush":
            raise ValueError(Phrase("brush masks are not read: export the data set as COCO"))
        return
    labels = listed(given.get(kind)) or listed(given.get("labels"))
    name = str(labels[0]).strip() if labels else ""
    value = part(_Value, given)
    w, h = size[0] / 100, size[1] / 100
    more: dict[str, Any] = {"name": name, "where": where, "is_predicted": is_predicted}
    x, y = (value.x or 0.0) * w, (value.y or 0.0) * h
    if shape == "polygon":
        objects.add(image, outline=[(px * w, py * h) for px, py in value.points], **more)
    elif shape == "keypoint":
        objects.add_point(image, x=x, y=y, name="" if is_predicted else name, where=where)
    elif shape == "ellipse":
        rx, ry = (value.radiusX or 0.0) * w, (value.radiusY or 0.0) * h
        objects.add_ellipse(image, x=x, y=y, rx=rx, ry=ry, angle_deg=value.rotation, **more)
    else:
        corners = _corners(x, y, (value.width or 0.0) * w, (value.height or 0.0) * h, value.rotation)
        objects.add_corners(image, corners, **more)


def _corners(x: float, y: float, width: float, height: float, angle_deg: float) -> tuple[Point, ...]:
    """The corners of a box that is turned around its first one."""
    cos, sin = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    return tuple(
        (x + dx * cos - dy * sin, y + dx * sin + dy * cos)
        for dx, dy in ((0, 0), (width, 0), (width, height), (0, height))
    )


def write_label_studio(folder: Path, exported: ExportedSet) -> Sequence[Phrase]:
    """Write tasks.json, and labeling_config.xml for the project that imports it. Raises StorageError."""
    write_json_list(folder / TABLE, (_task(n, smear) for n, smear in enumerate(exported.smears, start=1)))
    names = [*exported.codes, UNLABELLED, *(NAMES.values() if exported.kinds else ())]
    labels = "".join(f"<Label value={quoteattr(name)}/>" for name in dict.fromkeys(names))
    tools = "".join(f'<{tag} name="{name}" toName="image">{labels}</{tag}>\n' for name, tag in _TOOLS.items())
    write_text(folder / CONFIG, f'<View>\n<Image name="image" value="$image"/>\n{tools}</View>\n')
    return (Phrase("Label Studio shows the images where this folder is its document root of local files."),)


_TOOLS = {"ellipse": "EllipseLabels", "polygon": "PolygonLabels"}


def _task(number: int, smear: ExportedSmear) -> dict[str, object]:
    confirmed = [cell for cell in smear.cells if cell.score is None]
    predicted = [cell for cell in smear.cells if cell.score is not None]
    return {
        "id": number,
        "data": {"image": _LOCAL + quote(f"images/{smear.image}")},
        "annotations": [{"result": list(_results(confirmed, smear))}] if confirmed else [],
        "predictions": [{"model_version": "RBC Desk", "result": list(_results(predicted, smear))}]
        if predicted
        else [],
    }


def _results(cells: Sequence[ExportedCell], smear: ExportedSmear) -> Iterator[dict[str, object]]:
    w, h = smear.width / 100, smear.height / 100
    for cell in cells:
        tool = "polygon" if cell.shape is not None else "ellipse"
        c = cell.circle
        place: dict[str, object]
        if cell.shape is not None:
            place = {"points": [[round(x / w, 5), round(y / h, 5)] for x, y in cell.shape.points], "closed": True}
        else:
            numbers = {"x": c.x / w, "y": c.y / h, "radiusX": c.r / w, "radiusY": c.r / h}
            place = {**{key: round(value, 5) for key, value in numbers.items()}, "rotation": 0}
        yield {
            "id": f"cell-{cell.cell_id}",
            "from_name": tool,
            "to_name": "image",
            "type": f"{tool}labels",
            "original_width": smear.width,
            "original_height": smear.height,
            "image_rotation": 0,
            **({"score": round(cell.score, 4)} if cell.score is not None else {}),
            "value": {**place, f"{tool}labels": [name_of(cell.code, cell.kind)]},
        }
