"""Loads the current smear into the preview: its image, cells and measurements."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import cell_width, detectors, find_cells
from rbc_desk.services.smears import library
from rbc_desk.ui.canvas import ImageLevels
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.smears.detect.panel import DetectPanel
from rbc_desk.ui.smears.detect.preview import DetectPreview
from rbc_desk.ui.state.app_context import AppContext

if TYPE_CHECKING:
    from rbc_desk.core.task import Task


class PreviewFeed(QObject):
    """Reads images in a job, and keeps the preview in sync with the panel's settings and the store."""

    def __init__(self, context: AppContext, *, preview: DetectPreview, panel: DetectPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._preview, self._panel = context, preview, panel
        self._shown: SmearInfo | None = None
        self._set_px: float | None = None  # the width of a typical cell that a person set
        panel.changed.connect(self._on_settings_changed)
        panel.preview.toggled.connect(preview.set_live)
        preview.failed.connect(panel.show_error)
        self._on_settings_changed()

    def forget(self) -> None:
        """Drop the current smear: another project was opened."""
        self._shown = None
        self._preview.show_smear(None, None)
        self._panel.show_measured(None)

    def show(self, info: SmearInfo | None) -> None:
        """Preview this smear, or update it."""
        before, self._shown = self._shown, info
        if info is None or self._context.project is None:
            self.forget()
        elif before is None or before.id != info.id:
            self._read_width(info)
            self._load(info)
        else:
            self._read_width(info)
            self._show_cells(info)

    def _read_width(self, info: SmearInfo) -> None:
        width = self._context.guard(cell_width.of_smear, self._context.opened, smear_id=info.id)
        set_px = width.set_px if width is not None else None
        if set_px != self._set_px:
            self._set_px = set_px
            self._on_settings_changed()

    def _load(self, info: SmearInfo) -> None:
        project = self._context.opened

        def work(task: Task) -> tuple[ImageLevels, float]:
            pixels = library.load_pixels(project, smear_id=info.id)
            task.raise_if_stopped()
            return ImageLevels.of(pixels), detectors.measured_cell_px(pixels)

        self._context.jobs.start(
            work,
            title=self.tr("opening the smear"),
            on_success=partial(self._on_loaded, info.id),
            on_failure=partial(self._on_not_loaded, info.id),
            supersede="smears-picture",
        )

    def _on_loaded(self, smear_id: int, read: tuple[ImageLevels, float]) -> None:
        info = self._shown
        if info is None or info.id != smear_id:
            return
        levels, cell_px = read
        self._preview.show_smear(info, levels, cell_px=cell_px)
        self._panel.show_measured(cell_px, um_per_px=info.um_per_px)
        self._show_cells(info)

    def _on_not_loaded(self, smear_id: int, error: JobError) -> None:
        if self._shown is not None and self._shown.id == smear_id:
            self._preview.show_smear(None, None)
        self._context.failed.emit(error)

    def _show_cells(self, info: SmearInfo) -> None:
        project = self._context.project
        if project is None or not self._preview.shows(info.id):
            return
        stored = self._context.guard(labelling.cells, project, smear_id=info.id) or ()
        kept = self._context.guard(find_cells.kept_visible, project, smear_id=info.id) or ()
        self._preview.set_cells(stored, kept, self._context.guard(project.class_set))

    @Slot()
    def _on_settings_changed(self) -> None:
        detector, params = self._panel.detector, self._panel.params
        if self._set_px is not None:
            params = cell_width.with_width(detector, params, set_px=self._set_px, expected=None)
        self._preview.set_settings(detector, params)
