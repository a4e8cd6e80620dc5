"""Finds smears of the project that show the same field, and caches the compared pairs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Progress
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.linked_groups import linked_groups
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library

_FILE = "fields-shown-twice.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class SharedField:
    """Smears `first` and `second` show one field: (x, y) in the first is (x - dx_px, y - dy_px) in the second."""

    first: int
    second: int
    likeness: float
    overlap: float
    dx_px: float
    dy_px: float


def shared_fields(project: Project, *, task: Task = SILENT) -> tuple[SharedField, ...]:
    """Find the pairs of smears with a shared field. Unreadable smears are left out.

    Only new smears are compared, with each other and with the known ones. Raises CancelledError.
    """
    from rbc_desk.imaging.field.duplicates import find_pairs

    infos = library.smears(project)
    cache = _read(project)
    new = [info for info in infos if info.sha256 not in cache["seen"]]
    if new:
        old = [info for info in infos if info.sha256 in cache["seen"]]
        thumbprints = {}
        # a single smear has nothing to be compared with
        for index, info in enumerate([*new, *old] if len(infos) > 1 else []):
            task.raise_if_stopped()
            task.report(Progress(index, len(infos), "Looking for duplicate fields"))
            if (look := _look(project, info)) is not None:
                thumbprints[info.sha256] = look
        readable = [info for info in new if info.sha256 in thumbprints]
        known = [info for info in old if info.sha256 in thumbprints]
        names = [info.sha256 for info in [*readable, *known]]
        pairs = find_pairs(
            [thumbprints[i.sha256] for i in readable], known=[thumbprints[i.sha256] for i in known], task=task
        )
        cache["pairs"] += [[names[p.first], names[p.second], p.likeness, p.overlap, p.dx, p.dy] for p in pairs]
        cache["seen"] = sorted({*cache["seen"], *(info.sha256 for info in readable)})
        _write(project, cache)
    by_name = {info.sha256: info for info in infos}
    return tuple(
        SharedField(by_name[a].id, by_name[b].id, likeness, overlap, dx * _side(by_name[a]), dy * _side(by_name[a]))
        for a, b, likeness, overlap, dx, dy in cache["pairs"]
        if a in by_name and b in by_name
    )


def fields_of(project: Project, smears: Sequence[int], *, task: Task = SILENT) -> list[int]:
    """The field number of each smear. Smears that share a field, directly or through others, have the same number.

    Cells of one field are not independent, even on different images. Raises CancelledError.
    """
    shared = shared_fields(project, task=task)
    return [int(name) for name in linked_groups(smears, pairs=[(one.first, one.second) for one in shared])]


def _look(project: Project, info: SmearInfo) -> Any:
    from rbc_desk.imaging.field.duplicates import thumbprint

    try:
        return thumbprint(library.load_pixels(project, smear_id=info.id))
    except RbcDeskError:
        return None


def _side(info: SmearInfo) -> int:
    return max(info.width, info.height)


def _read(project: Project) -> dict[str, Any]:
    """Read the cache; it is empty, and computed again, where the file is missing, damaged or of another version."""
    try:
        value = json.loads((project.folder / _FILE).read_text(encoding="utf-8"))
        if value["format"] == _FORMAT:
            pairs = [[str(a), str(b), *map(float, rest)] for a, b, *rest in value["pairs"]]
            return {"seen": list(map(str, value["seen"])), "pairs": [p for p in pairs if len(p) == 6]}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return {"seen": [], "pairs": []}


def _write(project: Project, cache: dict[str, Any]) -> None:
    write_text(project.folder / _FILE, json.dumps({"format": _FORMAT, **cache}))
