"""A picture of each recent project, read off the interface thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from rbc_desk.core.events import Event
from rbc_desk.core.task import Task
from rbc_desk.ui.kit.jobs import Work

_LOOKED_AT = 200  # files of a folder
_MOST_PIXELS = 60_000_000  # a larger image would take seconds


@dataclass(frozen=True, slots=True)
class PictureReady(Event):
    """A picture of the project in a folder."""

    folder: Path
    image: QImage


def pictures_of(folders: Sequence[Path], *, size: QSize) -> Work:
    """A function that reports one `PictureReady` per project with an image that Qt reads. Projects are not opened."""

    def work(task: Task) -> None:
        for folder in folders:
            task.raise_if_stopped()
            if (image := _picture(folder, size=size)) is not None:
                task.report(PictureReady(folder, image))

    return work


def _picture(folder: Path, *, size: QSize) -> QImage | None:
    """The centre of one smear's image, filling `size` in pixels; None without one."""
    try:
        files = sorted(islice((folder / "smears").iterdir(), _LOOKED_AT))
    except OSError:
        return None
    for file in files[:3]:
        reader = QImageReader(str(file))
        whole = reader.size()
        if whole.isEmpty() or whole.width() * whole.height() > _MOST_PIXELS:
            continue
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
        image = reader.read()
        if not image.isNull():
            inside = QRect(0, 0, size.width(), size.height())
            inside.moveCenter(image.rect().center())
            return image.copy(inside).convertToFormat(QImage.Format.Format_RGB32)
    return None
