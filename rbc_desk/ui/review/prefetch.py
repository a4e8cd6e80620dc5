"""Prepares the large images of the next cells in the background."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Event
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.services.cells import gallery
from rbc_desk.ui.gallery.pictures import SmearCache
from rbc_desk.ui.kit.jobs import Job, JobRunner

if TYPE_CHECKING:
    from rbc_desk.core.task import Task
    from rbc_desk.services.project.project import Project

_BYTES = 120_000_000
_GRACE_MS = 400
_AT_ONCE = 4  # number of distant cells per job, because a job costs more than an image

Key = tuple[int, Circle, int, float]
View = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Cut(Event):
    key: Key
    image: QImage | None  # None: the smear cannot be read
    view: View = (0, 0, 1)


@dataclass(frozen=True, slots=True)
class CellPicture:
    """A cell on its smear. At the border it is off the centre, because the view stays inside the smear.

    `left`, `top` and `size` are the square that is shown, in pixels of the smear.
    """

    pixmap: QPixmap
    left: int
    top: int
    size: int


class PicturePrefetch(QObject):
    """Squares of `side` screen pixels that show `around` cell widths. `arrived` carries a cell's id.

    `broken` holds smears that could not be read. On the interface thread.
    """

    arrived = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = JobRunner(self)
        self.smears: SmearCache | None = None
        self.broken: set[int] = set()
        self._held: OrderedDict[Key, CellPicture] = OrderedDict()
        self._coming: frozenset[Key] = frozenset()
        self._job: Job | None = None
        self._smear_of: dict[int, int] = {}
        self.side, self.around = 1, 3.0

    def set_project(self, project: Project | None) -> None:
        """Switch to another project; everything of the previous one is dropped."""
        self._runner.shut_down(wait_ms=_GRACE_MS)  # a thread that continues would find its store closed
        self.smears = SmearCache(project) if project is not None else None
        self._held.clear()
        self.broken.clear()
        self._coming, self._job = frozenset(), None

    def of(self, cell: Cell) -> CellPicture | None:
        """The cell's image, made now if its smear is loaded; None if it is being made or cannot be."""
        key = self._key(cell)
        if key not in self._held:
            pixels = self.smears.known(cell.smear_id) if self.smears is not None else None
            if pixels is None:
                return None
            self._keep(key, *_picture(pixels, cell.circle, side=self.side, around=self.around))
        self._held.move_to_end(key)
        return self._held[key]

    def request(self, cells: Sequence[Cell]) -> None:
        """Request images in this order. A running job for the next few cells continues."""
        missing = [cell for cell in cells if self._key(cell) not in self._held and cell.smear_id not in self.broken]
        near = [self._key(cell) for cell in missing if cell in cells[: max(1, len(cells) // 2)]]
        busy = self._job is not None and not self._job.ended
        smears = self.smears
        if smears is None or not missing or (busy and self._coming.issuperset(near)):
            return
        if not near and len(missing) < _AT_ONCE:
            return
        side, around = self.side, self.around
        keys = [self._key(cell) for cell in missing]
        self._coming = frozenset(keys)
        self._smear_of = {cell.id: cell.smear_id for cell in missing}

        def work(task: Task) -> None:
            for cell, key in zip(missing, keys, strict=True):
                task.raise_if_stopped()
                try:
                    pixels = smears.pixels(cell.smear_id)
                except RbcDeskError:
                    task.report(_Cut(key, None))
                    continue
                task.report(_Cut(key, *_picture(pixels, cell.circle, side=side, around=around)))

        self._job = self._runner.start(
            work, title=self.tr("cropping cells"), on_progress=self._on_cut, supersede="ahead", listed=False
        )

    def _key(self, cell: Cell) -> Key:
        return cell.id, cell.circle, self.side, self.around

    def _keep(self, key: Key, image: QImage, view: View) -> None:
        self._held[key] = CellPicture(QPixmap.fromImage(image), *view)
        while len(self._held) > max(16, _BYTES // (4 * key[2] * key[2])):
            self._held.popitem(last=False)

    def _on_cut(self, event: Event) -> None:
        if not isinstance(event, _Cut):
            return
        if event.image is None:
            self.broken.add(self._smear_of.get(event.key[0], 0))
        elif event.key not in self._held:
            self._keep(event.key, event.image, event.view)
        self.arrived.emit(event.key[0])


def _picture(pixels: np.ndarray, circle: Circle, *, side: int, around: float) -> tuple[QImage, View]:
    cut = np.ascontiguousarray(gallery.pictures(pixels, [circle], side_px=side, around=around, inside=True)[0])
    image = QImage(cut.data, side, side, 3 * side, QImage.Format.Format_RGB888)
    shown = gallery.view(pixels, circle, around=around)
    return image.convertToFormat(QImage.Format.Format_RGB32), shown
