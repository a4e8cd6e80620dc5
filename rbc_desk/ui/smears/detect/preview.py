"""Live preview of the detection settings on the visible part of the current smear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsRectItem, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rbc_desk.core.cells.cell import Cell, CellState, DetectedCell, SmearInfo
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.geometry.circles import Box
from rbc_desk.services.detection import detectors, find_cells
from rbc_desk.ui.canvas import ImageLevels, SmearCanvas
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Job, JobRunner
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import BODY, GRID, accent, heading_font, tabular_font
from rbc_desk.ui.smears.detect.uncertain import UncertainBar
from rbc_desk.ui.widgets.texts import quiet

if TYPE_CHECKING:
    from rbc_desk.core.task import Task

_DEBOUNCE_MS = 30
_MOST_CELLS_WIDE = 18.0  # only the middle of a larger visible part is tried, so that the result appears at once


class DetectPreview(QWidget):
    """Shows a smear's cells, or with `live` the result of a detection; it changes nothing in the project.

    `previewed` is emitted when circles for the latest settings and view are on the canvas. `failed` carries a message
    for the user if the settings do not work, "" once they do.
    """

    previewed = Signal()
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detectPreview")
        self.canvas = SmearCanvas()
        self.canvas.setMinimumHeight(20 * GRID)
        self.name = QLabel(objectName="previewName")
        self.name.setFont(heading_font(scale=BODY))
        self.count = quiet("")
        self.count.setObjectName("previewCount")
        self.count.setFont(tabular_font())
        self.uncertain = UncertainBar(self.canvas)
        self._frame = QGraphicsRectItem()
        self._frame.setVisible(False)
        self.canvas.scene().addItem(self._frame)
        self._runner = JobRunner(self)
        self._info: SmearInfo | None = None
        self._cell_px: float | None = None
        self._kept: tuple[Cell, ...] = ()
        self._stored: tuple[Cell, ...] = ()
        self._classes: ClassSet | None = None
        self._settings: tuple[str, Mapping[str, Any]] = ("", {})
        self._live = True
        self._job: Job | None = None
        self._tried: Any = None
        self._found: int | None = None  # None: the settings are invalid
        self._later = QTimer(self, singleShot=True, interval=_DEBOUNCE_MS)
        self._later.timeout.connect(self._try)
        self.canvas.view_changed.connect(self._on_view_changed)
        self._runner.active_changed.connect(self._update_text)
        self._lay_out()

    def add_bar(self, bar: QWidget) -> None:
        """Put a bar above the image."""
        self._column.insertWidget(1, bar)

    # content

    def show_smear(
        self, info: SmearInfo | None, levels: ImageLevels | None, *, cell_px: float | None = None
    ) -> None:  # fmt: skip
        """Show a smear with its image and measured cell width; None shows nothing."""
        self._stop()
        self._cell_px = cell_px
        self._info, self._tried, self._found = info, None, 0
        self._kept = self._stored = ()
        self.canvas.set_cells((), None)
        self.canvas.set_image(levels)
        self.canvas.fit()
        self._update_text()

    @property
    def shown_id(self) -> int:
        """The smear whose image is on the canvas, 0 if there is none."""
        return self._info.id if self._info is not None else 0

    def shows(self, smear_id: int) -> bool:
        """Whether this smear's image is on the canvas."""
        return self._info is not None and self._info.id == smear_id

    def set_cells(self, stored: Sequence[Cell], kept: Sequence[Cell], classes: ClassSet | None) -> None:
        """Set the smear's stored cells, and those among them that a new detection keeps."""
        self._stored, self._kept, self._classes = tuple(stored), tuple(kept), classes
        self._tried = None
        self._show_again()

    def set_settings(self, detector: str, params: Mapping[str, Any]) -> None:
        """Set the settings to try."""
        self._settings = (detector, dict(params))
        self._show_again()

    def set_live(self, live: bool) -> None:
        """Show the result of a detection (True) or the stored cells."""
        self._live, self._tried = live, None
        self._show_again()

    @property
    def settled(self) -> bool:
        """Whether no preview is running or pending."""
        return not self._later.isActive() and not self._runner.active

    def _show_again(self) -> None:
        if self._live:
            self._later.start()
            return
        self._stop()
        self._frame.hide()
        self.canvas.set_cells(self._stored, self._classes)
        self._update_text()

    # preview

    @Slot()
    def _on_view_changed(self) -> None:
        if self._live and self._info is not None:
            self._later.start()

    def _stop(self) -> None:
        self._later.stop()
        if self._job is not None and not self._job.ended:
            self._job.cancel()

    def _part(self) -> QRectF:
        """The part to preview: the visible part, or only its middle if it is very large."""
        visible = self.canvas.visible_part()
        most = _MOST_CELLS_WIDE * (self._cell_px or 1.0)
        dx, dy = max(0.0, visible.width() - most) / 2, max(0.0, visible.height() - most) / 2
        return visible.adjusted(dx, dy, -dx, -dy)

    @Slot()
    def _try(self) -> None:
        levels, info = self.canvas.image.levels, self._info
        if not self._live or not isinstance(levels, ImageLevels) or info is None or not self.isVisible():
            return
        part = self._part()
        wanted = (self._settings, part.getRect())
        if part.isEmpty() or wanted == self._tried:
            return
        self._tried = wanted
        (detector, params), kept, cell_px = self._settings, self._kept, self._cell_px
        box = Box(part.left(), part.top(), part.right(), part.bottom())

        def work(task: Task) -> list[DetectedCell]:
            found = detectors.detect_part(
                levels.pixels, box=box, detector=detector, params=params, cell_px=cell_px, task=task
            )
            return find_cells.unclaimed(found, kept)

        self._job = self._runner.start(
            work,
            title=self.tr("previewing the settings"),
            on_success=partial(self._on_tried, part),
            on_failure=self._on_failed,
            supersede="try",
        )

    def _on_tried(self, part: QRectF, found: Sequence[DetectedCell]) -> None:
        info = self._info
        if info is None:
            return
        proposed = [
            Cell(-n, info.id, cell.circle, CellState.PROPOSED, row_version=1, score=cell.score, run_id=0)
            for n, cell in enumerate(found, start=1)
        ]
        self.canvas.set_cells((*self._kept, *proposed), self._classes)
        self._frame.setRect(part)
        self._frame.setPen(_frame_pen(self))
        self._frame.setVisible(part != self.canvas.visible_part())
        self.failed.emit("")
        self._found = len(proposed)
        self._update_text()
        self.previewed.emit()

    def _on_failed(self, error: JobError) -> None:
        self._tried = self._found = None
        self.canvas.set_cells(self._kept, self._classes)
        self._frame.hide()
        self._update_text()
        self.failed.emit(f"{translated(error.message)} {translated(error.hint)}".strip())

    # texts

    @Slot()
    def _update_text(self) -> None:
        self.uncertain.refresh()
        if self._info is None:
            self.name.setText("")
            self.count.setText(self.tr("Choose a smear above to see it here"))
            return
        self.name.setText(self._info.name)
        if not self._live:
            stored = sum(cell.state is not CellState.REJECTED for cell in self._stored)
            self.count.setText(self.tr("%n cell(s) in the project", "", stored))
        elif self._found is None:
            self.count.setText(self.tr("no preview"))
        elif self._runner.active or self._tried is None:
            self.count.setText(self.tr("Previewing the settings…"))
        else:
            kept = sum(cell.state is not CellState.REJECTED for cell in self._kept)
            whole = not self._frame.isVisible() and self.canvas.visible_part() == self.canvas.picture
            if whole:
                parts = [self.tr("%n cell(s) would be found", "", self._found)]
            else:
                parts = [self.tr("%n cell(s) would be found here", "", self._found)]
            if kept:
                parts.append(self.tr("%n reviewed cell(s) are kept", "", kept))
            self.count.setText(", ".join(parts))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(self.name)
        head.addWidget(self.count, 1)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.uncertain)


def _frame_pen(widget: QWidget) -> QPen:
    pen = QPen(accent(widget.palette()), 1.5, Qt.PenStyle.DashLine)
    pen.setCosmetic(True)
    return pen
