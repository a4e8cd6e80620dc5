"""A whole slide: regions are chosen on it, or proposed, and become smears."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.core.geometry.regions import Region
from rbc_desk.core.task import Task
from rbc_desk.services.smears import slides
from rbc_desk.ui.canvas import SlideCanvas, TiledLevels
from rbc_desk.ui.canvas.overlays import CanvasOverlays
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Job, Lane
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.kit.window_size import open_at
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button, quiet

if TYPE_CHECKING:
    from rbc_desk.imaging.slides.slide import Slide

_WIDTH_PX, _HEIGHT_PX = 150 * GRID, 100 * GRID
_SIDE_PX = 36 * GRID
_PROPOSED, _MOST_PROPOSED = 6, 50


class SlideDialog(QDialog):
    """`chosen` carries the path of the slide, its regions and the code of their specimen."""

    chosen = Signal(object, object, str)  # Path, tuple[Region, ...]

    def __init__(
        self, context: AppContext, *, slide: Slide, overview: Any, taken: list[Region], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("slideDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(slide.path.name)
        self._context, self._slide = context, slide
        self._proposing: Job | None = None
        self.levels = TiledLevels(slide, overview, self)
        self.canvas = SlideCanvas()
        self._overlays = CanvasOverlays(self.canvas)
        self._lay_out(n_taken=len(taken))
        self._connect()
        open_at(self, width=_WIDTH_PX, height=_HEIGHT_PX)
        self.canvas.show_slide(self.levels, taken=taken)
        self._overlays.set_um_per_px(slide.um_per_px)
        self._show_regions()
        self.canvas.setFocus()

    def _lay_out(self, *, n_taken: int) -> None:
        self.list = QListWidget(objectName="regionList")
        self.list.setAccessibleName(self.tr("Regions"))
        self.empty = quiet(
            self.tr("Drag on the slide to choose a region, or let the program propose regions with a monolayer."),
            wrap=True,
        )
        self.overlapping = QLabel(wordWrap=True, objectName="overlappingRegions")
        self.number = QSpinBox(minimum=1, maximum=_MOST_PROPOSED, value=_PROPOSED, objectName="proposeNumber")
        self.number.setAccessibleName(self.tr("Number of regions to propose"))
        self.propose_button = button(self.tr("Propose regions"), name="proposeRegionsButton")
        self.here_button = button(self.tr("Add a region here"), name="regionHereButton")
        self.here_button.setToolTip(self.tr("Choose a region in the middle of the view"))
        self.remove_button = button(self.tr("Remove region"), name="removeRegionButton")
        self.specimen = QLineEdit(self._slide.path.stem, objectName="slideSpecimenField")
        self.add_button = button("", name="addRegionsButton", primary=True)
        self.close_button = button(self.tr("Cancel"), name="closeSlideButton")
        self.close_button.setToolTip(self.tr("The chosen regions are shown again when you open this slide again"))
        for one in (self.propose_button, self.here_button, self.remove_button, self.add_button, self.close_button):
            one.setAutoDefault(False)
        propose = QHBoxLayout()
        self.number.setToolTip(self.number.accessibleName())
        self.number.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)  # as high as the button
        propose.addWidget(self.number)
        propose.addWidget(self.propose_button, 1)
        form = QFormLayout()
        form.addRow(self.tr("Specimen"), self.specimen)
        ends = QHBoxLayout()
        ends.addWidget(self.close_button)
        ends.addWidget(self.add_button, 1)
        side = QVBoxLayout()
        side.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        side.setSpacing(GRID + GRID // 2)
        side.addWidget(QLabel(self._facts(), wordWrap=True, objectName="slideFacts"))
        if n_taken:
            side.addWidget(quiet(self.tr("%n region(s) of this slide are in the project.", "", n_taken), wrap=True))
        side.addLayout(propose)
        side.addWidget(self.empty)
        side.addWidget(self.list, 1)
        side.addWidget(self.overlapping)
        side.addStretch(0)
        side.addWidget(self.here_button)
        side.addWidget(self.remove_button)
        side.addLayout(form)
        side.addWidget(
            quiet(
                self.tr("Scroll to zoom, hold Space and drag to move the slide, press F to show all of it."),
                wrap=True,
            )
        )
        side.addLayout(ends)
        panel = QWidget()
        panel.setLayout(side)
        panel.setFixedWidth(_SIDE_PX)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(panel)

    def _connect(self) -> None:
        self.canvas.regions_changed.connect(self._show_regions)
        self.canvas.region_selected.connect(self._on_region_selected)
        self.levels.failed.connect(self._on_unreadable)
        self.list.currentRowChanged.connect(self._on_row_chosen)
        self.list.itemActivated.connect(lambda item: self.canvas.reveal_region(self.list.row(item)))
        self.propose_button.clicked.connect(self._on_propose)
        self.here_button.clicked.connect(self._on_here)
        self.remove_button.clicked.connect(self.canvas.remove_selected)
        self.close_button.clicked.connect(self.reject)
        self.add_button.clicked.connect(self._on_add)
        self._context.project_changed.connect(self.reject)
        self.finished.connect(self._on_finished)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the widget with the focus has no use for."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.canvas.remove_selected()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.canvas.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.canvas.redo()
        else:
            super().keyPressEvent(event)

    def _facts(self) -> str:
        slide = self._slide
        size = f"{slide.width:,} × {slide.height:,} px".replace(",", "\u202f")
        scale = slide.um_per_px
        if not scale:
            return size + "\n" + self.tr("The file has no scale.")
        mm = f"{slide.width * scale / 1000:.1f} × {slide.height * scale / 1000:.1f} mm, {scale:.3g} µm/px"
        return f"{size}\n{mm}"

    @Slot()
    def _show_regions(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for number, region in enumerate(self.canvas.regions, start=1):
            self.list.addItem(QListWidgetItem(f"{number}   {self._size_text(region)}"))
        overlaps = self._overlaps_text()
        self.overlapping.setText(overlaps)
        self.overlapping.setVisible(bool(overlaps))
        self.list.setCurrentRow(self.canvas.selected)
        self.list.blockSignals(False)
        n = sum(len(region.fields()) for region in self.canvas.regions)
        self.list.setVisible(n > 0)
        self.empty.setVisible(n == 0)
        self.add_button.setText(self.tr("Add %n smear(s)", "", n) if n else self.tr("Add smears"))
        self.add_button.setEnabled(n > 0 and not overlaps)
        self.add_button.setToolTip(overlaps)
        self.remove_button.setEnabled(self.canvas.selected >= 0)

    def _overlaps_text(self) -> str:
        """What has to be done before the regions can be added; empty if none overlaps another."""
        for index in range(len(self.canvas.regions)):
            other = self.canvas.overlapped_by(index)
            if other is None:
                continue
            text = (
                self.tr("Region {n} overlaps a region in the project. Move or remove it, or its cells count twice.")
                if other < 0
                else self.tr("Region {n} overlaps region {other}. Move or remove one, or their cells count twice.")
            )
            return text.format(n=index + 1, other=other + 1)
        return ""

    def _size_text(self, region: Region) -> str:
        n = len(region.fields())
        text = f"{region.width} × {region.height} px"
        if scale := self._slide.um_per_px:
            text += f", {region.width * scale:.0f} × {region.height * scale:.0f} µm"
        return text if n == 1 else self.tr("{size} (%n smears)", "", n).format(size=text)

    @Slot(int)
    def _on_region_selected(self, index: int) -> None:
        self.list.blockSignals(True)
        self.list.setCurrentRow(index)
        self.list.blockSignals(False)
        self.remove_button.setEnabled(index >= 0)

    @Slot(int)
    def _on_row_chosen(self, row: int) -> None:
        self.canvas.select_region(row)
        if row >= 0:
            self.canvas.reveal_region(row)

    @Slot()
    def _on_here(self) -> None:
        """Choose a region in the middle of the view, which the keyboard can reach."""
        from rbc_desk.imaging.slides.monolayer import field_side

        side, middle = field_side(self._slide), self.canvas.visible_part().center()
        field = self.canvas.moved(Region(0, 0, side, side), dx=middle.x() - side / 2, dy=middle.y() - side / 2)
        self.canvas.set_regions([*self.canvas.regions, field], selected=len(self.canvas.regions))

    @Slot()
    def _on_propose(self) -> None:
        n, taken = self.number.value(), [*self.canvas.regions, *self.canvas.taken]
        path = self._slide.path

        def work(task: Task) -> list[Region]:
            with slides.open_slide(path) as slide:  # its own, because this window may be closed meanwhile
                return slides.propose(slide, n=n, taken=taken, task=task)

        self.canvas.setFocus()  # a disabled button gives the focus to the list, which would show its first region
        self.propose_button.setEnabled(False)
        self.propose_button.setText(self.tr("Looking for regions…"))
        self._proposing = self._context.jobs.start(
            work,
            title=self.tr("looking for regions"),
            on_success=self._on_proposed,
            on_failure=self._context.failed.emit,
            lane=Lane.LONG,
        )
        self._proposing.finished.connect(self._on_proposing_ended)

    @Slot(object)
    def _on_proposed(self, found: list[Region]) -> None:
        chosen = (*self.canvas.regions, *self.canvas.taken)  # some may have been drawn in the meantime
        if free := [region for region in found if not any(map(region.overlaps, chosen))]:
            self.canvas.set_regions([*self.canvas.regions, *free], selected=self.canvas.selected)
        else:
            self.empty.setText(
                self.tr("No region with cells side by side was found. Drag on the slide to choose one.")
            )

    @Slot()
    def _on_proposing_ended(self) -> None:
        self._proposing = None
        self.propose_button.setEnabled(True)
        self.propose_button.setText(self.tr("Propose regions"))

    @Slot()
    def _on_add(self) -> None:
        if self.canvas.regions:
            code = self.specimen.text().strip() or self._slide.path.stem
            self.chosen.emit(self._slide.path, self.canvas.regions, code)
            self.accept()

    @Slot(object)
    def _on_unreadable(self, error: Exception) -> None:
        self._context.failed.emit(JobError.from_exception(error, title=self.tr("reading the slide")))

    @Slot()
    def _on_finished(self) -> None:
        if self._proposing is not None:
            self._proposing.finished.disconnect(self._on_proposing_ended)
            self._proposing.cancel()
        self.canvas.set_image(None)
        self.levels.close()


def open_slide_dialog(context: AppContext, path: Path, *, parent: QWidget, then: Any) -> Job:
    """Open a slide in a job, then show its window. `then(dialog)` gets it before it is shown.

    The window is not shown if another project was opened in the meantime.
    """
    project = context.opened

    def work(task: Task) -> tuple[Slide, Any, list[Region]]:
        slide = slides.open_slide(path)
        try:
            task.raise_if_stopped()
            return slide, slide.overview(), [region for _, region in slides.regions_of(project, slide)]
        except BaseException:
            slide.close()
            raise

    def show(opened: tuple[Slide, Any, list[Region]]) -> None:
        slide, overview, taken = opened
        if context.project is None or context.project.store is not project.store:
            slide.close()
            return
        dialog = SlideDialog(context, slide=slide, overview=overview, taken=taken, parent=parent.window())
        then(dialog)
        dialog.open()

    return context.jobs.start(
        work, title=QCoreApplication.translate("SlideDialog", "opening the slide"), on_success=show
    )
