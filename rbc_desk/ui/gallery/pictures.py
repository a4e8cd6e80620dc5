"""Images of the visible tiles, cropped in the background and cached."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Event
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.services.cells import gallery
from rbc_desk.services.smears import library
from rbc_desk.ui.kit.jobs import JobRunner

if TYPE_CHECKING:
    from rbc_desk.core.task import Task
    from rbc_desk.services.project.project import Project

_PICTURES_BYTES = 160_000_000
_SMEARS_BYTES = 400_000_000
_BATCH = 64
_GRACE_MS = 400


@dataclass(frozen=True, slots=True)
class PicturesReady(Event):
    """`images` of the cells `keys` (id and circle), `side` pixels wide."""

    keys: tuple[tuple[int, Circle], ...]
    images: tuple[QImage, ...]
    side: int


class SmearCache:
    """Recently used decoded smears, limited in bytes. Any thread."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._lock = threading.Lock()
        self._held: OrderedDict[int, NDArray[np.uint8]] = OrderedDict()

    def known(self, smear_id: int) -> NDArray[np.uint8] | None:
        """The smear's pixels if they are loaded."""
        with self._lock:
            return self._held.get(smear_id)

    def pixels(self, smear_id: int) -> NDArray[np.uint8]:
        """The smear's pixels, loaded if needed. Raises RbcDeskError."""
        with self._lock:
            if smear_id in self._held:
                self._held.move_to_end(smear_id)
                return self._held[smear_id]
        pixels = library.load_pixels(self._project, smear_id=smear_id)
        with self._lock:
            self._held[smear_id] = pixels
            while len(self._held) > 1 and sum(p.nbytes for p in self._held.values()) > _SMEARS_BYTES:
                self._held.popitem(last=False)
        return pixels


class Pictures(QObject):
    """`arrived` is emitted when images requested by `request` are available from `of`."""

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = JobRunner(self)
        self.smears: SmearCache | None = None
        self._held: OrderedDict[int, tuple[Circle, int, QPixmap]] = OrderedDict()
        self._requested: tuple[tuple[int, Circle, int], ...] = ()

    def set_project(self, project: Project | None) -> None:
        """Switch to another project; everything of the previous one is dropped."""
        self._runner.shut_down(wait_ms=_GRACE_MS)  # a thread that continues would find its store closed
        self.smears = SmearCache(project) if project is not None else None
        self._held.clear()
        self._requested = ()

    def of(self, cell: Cell) -> QPixmap | None:
        """The cell's image, possibly at another size while the right one is being made; None if there is none yet."""
        held = self._held.get(cell.id)
        return held[2] if held is not None and held[0] == cell.circle else None

    def request(self, cells: Sequence[Cell], *, side: int) -> None:
        """Request images in this order. Earlier requests that have not finished are dropped."""
        missing = [cell for cell in cells if not self._has(cell, side)]
        wanted = tuple((cell.id, cell.circle, side) for cell in missing)
        smears = self.smears
        if not missing or smears is None or wanted == self._requested:
            return
        self._requested = wanted

        def work(task: Task) -> None:
            for smear_id, ours in groupby(missing, key=lambda cell: cell.smear_id):
                batch = list(ours)
                for start in range(0, len(batch), _BATCH):
                    task.raise_if_stopped()
                    task.report(_cut(smears, smear_id, batch[start : start + _BATCH], side=side))

        self._runner.start(
            work, title=self.tr("cropping cells"), on_progress=self._on_ready, supersede="pictures", listed=False
        )

    def _has(self, cell: Cell, side: int) -> bool:
        held = self._held.get(cell.id)
        if held is None or held[0] != cell.circle or held[1] != side:
            return False
        self._held.move_to_end(cell.id)
        return True

    def _on_ready(self, event: Event) -> None:
        if not isinstance(event, PicturesReady):
            return
        for (cell_id, circle), image in zip(event.keys, event.images, strict=True):
            self._held[cell_id] = (circle, event.side, QPixmap.fromImage(image))
            self._held.move_to_end(cell_id)
        most = max(400, _PICTURES_BYTES // (4 * event.side * event.side))
        while len(self._held) > most:
            self._held.popitem(last=False)
        self.arrived.emit()


def _cut(smears: SmearCache, smear_id: int, cells: Sequence[Cell], *, side: int) -> PicturesReady:
    keys = tuple((cell.id, cell.circle) for cell in cells)
    try:
        pixels = gallery.pictures(smears.pixels(smear_id), [cell.circle for cell in cells], side_px=side)
    except RbcDeskError:  # the page that shows the smear reports the reason
        pixels = np.full((len(cells), side, side, 3), 128, np.uint8)
    images = tuple(
        QImage(p.data, side, side, 3 * side, QImage.Format.Format_RGB888).convertToFormat(QImage.Format.Format_RGB32)
        for p in np.ascontiguousarray(pixels)
    )
    return PicturesReady(keys, images, side)
