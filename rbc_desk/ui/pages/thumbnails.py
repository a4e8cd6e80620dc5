"""Makes thumbnails of smears off the interface thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Event
from rbc_desk.core.task import Task
from rbc_desk.services.smears import library
from rbc_desk.ui.kit.jobs import Work

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project


@dataclass(frozen=True, slots=True)
class ThumbnailReady(Event):
    """The thumbnail of the smear whose content has this hash."""

    sha256: str
    image: QImage


def thumbnails_of(project: Project, smears: Sequence[SmearInfo], *, size: QSize) -> Work:
    """A function that reports one `ThumbnailReady` per smear, and skips smears that cannot be read."""

    def work(task: Task) -> None:
        for smear in smears:
            task.raise_if_stopped()
            try:
                pixels = library.load_pixels(project, smear_id=smear.id)
            except RbcDeskError:
                continue  # the page that shows the smear reports the reason
            height, width = pixels.shape[:2]
            whole = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
            task.report(ThumbnailReady(smear.sha256, _fitted(whole, size=size)))

    return work


def _fitted(image: QImage, *, size: QSize) -> QImage:
    """The centre of the image in the given size, undistorted."""
    keep = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    large = image.scaled(size * 2, keep, Qt.TransformationMode.SmoothTransformation)  # sharp on high-density screens
    canvas = QImage(size * 2, QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    offset = QPoint((canvas.width() - large.width()) // 2, (canvas.height() - large.height()) // 2)
    painter.drawImage(offset, large)
    painter.end()
    return canvas
