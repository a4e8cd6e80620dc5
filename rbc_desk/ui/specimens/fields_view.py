"""The fields of a specimen as thumbnails."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QFrame, QListView, QListWidget, QListWidgetItem

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.events import Event
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.pages.thumbnails import ThumbnailReady, thumbnails_of
from rbc_desk.ui.state.app_context import AppContext

_SIZE = QSize(12 * GRID, 8 * GRID)
_MOST_KEPT = 500  # a thumbnail takes 25 kB
_ID = Qt.ItemDataRole.UserRole


class FieldsView(QListWidget):
    """A click makes a field the current smear of all pages; Enter or a double click emits `open_requested`."""

    open_requested = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("specimenFields")
        self.setProperty("follows_context", True)
        self.setAccessibleName(self.tr("Fields"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setIconSize(_SIZE)
        self.setGridSize(QSize(_SIZE.width() + GRID, _SIZE.height() + 3 * GRID))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setMinimumHeight(_SIZE.height() + 5 * GRID)
        self._context = context
        self._smears: tuple[SmearInfo, ...] = ()
        self._icons: dict[str, QIcon] = {}
        blank = QPixmap(_SIZE)
        blank.fill(QColor(Qt.GlobalColor.transparent))
        self._blank = QIcon(blank)
        self.currentItemChanged.connect(self._on_current)
        self.itemActivated.connect(lambda _item: self.open_requested.emit())

    def show_fields(self, smears: Sequence[SmearInfo]) -> None:
        """Show these smears; if they are the same, the list stays as it is."""
        now = tuple(smears)
        if [smear.id for smear in now] != [smear.id for smear in self._smears]:
            self._smears = now
            self.blockSignals(True)
            self.clear()
            for smear in now:
                item = QListWidgetItem(self._icons.get(smear.sha256, self._blank), smear.name)
                item.setData(_ID, smear.id)
                item.setToolTip(smear.name)
                self.addItem(item)
            self.blockSignals(False)
            self._read_missing()
        self.show_current()

    def show_current(self) -> None:
        """Mark the current smear, if it is one of these."""
        self.blockSignals(True)
        for place, smear in enumerate(self._smears):
            if smear.id == self._context.smear_id:
                self.setCurrentRow(place)
                break
        else:
            self.setCurrentRow(-1)
        self.blockSignals(False)

    def _read_missing(self) -> None:
        project = self._context.project
        missing = [smear for smear in self._smears if smear.sha256 not in self._icons]
        if project is None or not missing:
            return
        if len(self._icons) > _MOST_KEPT:
            self._icons.clear()
        self._context.jobs.start(
            thumbnails_of(project, missing, size=_SIZE),
            title=self.tr("creating thumbnails"),
            on_progress=self._on_made,
            supersede="specimen thumbnails",
            lane=Lane.LONG,
            listed=False,
        )

    @Slot(object)
    def _on_made(self, event: Event) -> None:
        if not isinstance(event, ThumbnailReady):
            return
        made = self._icons[event.sha256] = _icon(event.image)
        for place, smear in enumerate(self._smears):
            if smear.sha256 == event.sha256 and (item := self.item(place)) is not None:
                item.setIcon(made)

    @Slot(QListWidgetItem)
    def _on_current(self, item: QListWidgetItem | None, *_: object) -> None:
        if item is not None:
            self._context.set_smear(int(item.data(_ID)))


def _icon(image: QImage) -> QIcon:
    made = QIcon(QPixmap.fromImage(image))
    # without this Qt would tint the current one, and a smear must keep its colours
    made.addPixmap(QPixmap.fromImage(image), QIcon.Mode.Selected)
    return made
