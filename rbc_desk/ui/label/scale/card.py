"""The card that sets the scale: by a line of known length, by the cells, or by a number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from rbc_desk.core.cells.cell import ScaleSource, SmearInfo
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.services.smears import calibration
from rbc_desk.ui.canvas.cells.view import CellsView
from rbc_desk.ui.canvas.ruler import Ruler
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.label.scale.form import ScaleForm
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.scale_text import source_text

if TYPE_CHECKING:
    from rbc_desk.core.task import Task
    from rbc_desk.services.smears.calibration import MeasuredDiameter


class CalibrationCard(ScaleForm):
    """A card opened by `set_open`. Setting a scale is one undoable step. `open_changed` tells whether it is open."""

    open_changed = Signal(bool)

    def __init__(self, context: AppContext, *, canvas: CellsView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._canvas = context, canvas
        self._smear: SmearInfo | None = None
        self._n_of = {"specimen": 1, "project": 1}
        self._measured: MeasuredDiameter | None = None
        self.ruler = Ruler(canvas, parent=self)
        self._connect()
        self.hide()

    def _connect(self) -> None:
        self.ways.idToggled.connect(self._on_way)
        self.ruler.changed.connect(self._on_line)
        self.ruler.left.connect(partial(self.set_open, False))
        self.close_button.clicked.connect(partial(self.set_open, False))
        for box in (self.length_px, self.length_um, self.mean_um, self.typed):
            box.valueChanged.connect(self._show_result)
        self.species.activated.connect(self._on_species)
        self.scope.currentIndexChanged.connect(self._measure)
        self.apply_button.clicked.connect(self._on_apply)
        self.remove_button.clicked.connect(self._on_remove)
        self.ways.button(0).setChecked(True)

    # content

    def set_open(self, on: bool) -> None:
        """Open the card for the current smear, or close it and remove its line."""
        on = on and self._smear is not None
        if on == (not self.isHidden()):
            return
        self.setVisible(on)
        if on:
            self._fill_species()
            self._show_smear()
            self._on_way(self.ways.checkedId(), True)
        else:
            self._canvas.setFocus()
        self.open_changed.emit(on)

    def show_smear(self, smear: SmearInfo | None, *, smears: Sequence[SmearInfo]) -> None:
        """Set the current smear, among those of the project."""
        other = smear is None or self._smear is None or smear.id != self._smear.id
        self._smear = smear
        alike = sum(smear is not None and each.specimen == smear.specimen for each in smears)
        self._n_of = {"specimen": alike, "project": len(smears)}
        permit(self.remove_button, can=smear is not None, why_not=self._context.why_not_edit)
        if smear is None:
            self.set_open(False)
        elif not self.isHidden():
            if other:
                self.ruler.clear()
            self._show_smear()

    def _show_smear(self) -> None:
        smear = self._smear
        if smear is None:
            return
        if smear.um_per_px:
            parts = [f"{smear.um_per_px:.4f} µm/px", source_text(smear.scale_source)]
            self.now.setText(", ".join(filter(None, parts)))
        else:
            self.now.setText(self.tr("Not calibrated. Sizes are in pixels."))
        self.remove_button.setVisible(bool(smear.um_per_px))
        kept = self.scope.currentData() or "smear"
        self.scope.blockSignals(True)
        self.scope.clear()
        self.scope.addItem(self.tr("this smear"), "smear")
        if (n := self._n_of["specimen"]) > 1:
            scope_text = self.tr("the {n} smears of {specimen}")
            self.scope.addItem(scope_text.format(n=n, specimen=smear.specimen), "specimen")
        if (n := self._n_of["project"]) > 1:
            self.scope.addItem(self.tr("all {n} smears of the project").format(n=n), "project")
        self.scope.setCurrentIndex(max(self.scope.findData(kept), 0))
        self.scope.blockSignals(False)
        self._measure()

    def _fill_species(self) -> None:
        project = self._context.project
        if project is None or self.species.count():
            return
        names = {"dog": self.tr("Dog"), "cat": self.tr("Cat"), "human": self.tr("Human")}
        for one in calibration.species(self._context.settings.mean_diameter_um):
            self.species.addItem(names.get(one.key, one.name), one.key)
        self.species.setCurrentIndex(self.species.findData(self._context.guard(calibration.likely_species, project)))
        self._on_species()

    @Slot()
    def _on_species(self) -> None:
        species_of_user = calibration.species(self._context.settings.mean_diameter_um)
        self.mean_um.setValue(
            next((s.mean_diameter_um for s in species_of_user if s.key == self.species.currentData()), 7.0)
        )

    @Slot(int, bool)
    def _on_way(self, way: int, on: bool) -> None:
        if not on:
            return
        self.bodies.setCurrentIndex(way)
        self.ruler.set_active(way == 0 and not self.isHidden())
        if way == 1:
            self._measure()
        self._show_result()

    @Slot(QLineF)
    def _on_line(self, line: QLineF) -> None:
        self.length_px.setValue(line.length())

    @Slot()
    def _measure(self) -> None:
        """Read the median diameter of the cells, if the card needs it."""
        project, smear = self._context.project, self._smear
        if project is None or smear is None or self.isHidden() or self.ways.checkedId() != 1:
            return
        scope = calibration.Scope(self.scope.currentData())
        self._measured = None

        def work(_task: Task) -> MeasuredDiameter:
            ids = calibration.smears_in(project, smear_id=smear.id, scope=scope)
            return calibration.measured_diameter(project, smear_ids=ids)

        self._context.jobs.start(
            work, title=self.tr("measuring the cells"), on_success=self._on_measured, supersede="cell-size"
        )

    @Slot(object)
    def _on_measured(self, measured: MeasuredDiameter) -> None:
        self._measured = measured
        if measured.n_cells:
            message = self.tr(
                "Median of {n} cells: {px:.1f} px. Calibration sets the mean; the spread is still measured."
            )
        else:
            message = self.tr(
                "Few cells have been found, so the estimated typical cell of the image is used ({px:.1f} px)."
            )
        self.median.setText(message.format(n=measured.n_cells, px=measured.diameter_px))
        self._show_result()

    def _scale(self) -> float | None:
        """The scale to set; None if input is missing. Raises RbcDeskError if it is invalid."""
        way = self.ways.checkedId()
        if way == 0:
            if not self.length_px.value() or not self.length_um.value():
                return None
            return calibration.by_line(length_px=self.length_px.value(), length_um=self.length_um.value())
        if way == 1:
            measured = self._measured
            return calibration.by_cells(measured, mean_diameter_um=self.mean_um.value()) if measured else None
        return self.typed.value() or None

    @Slot()
    def _show_result(self) -> None:
        try:
            scale = self._scale()
        except RbcDeskError as error:
            self.result.setText(f"{translated(error.message)} {translated(error.hint)}")
            permit(self.apply_button, can=False, why_not=self._context.why_not_edit)
            return
        self.result.setText(self.tr("= {scale:.4f} µm/px").format(scale=scale) if scale else "")
        permit(self.apply_button, can=scale is not None, why_not=self._context.why_not_edit)

    # actions

    @Slot()
    def _on_apply(self) -> None:
        scale = self._scale()
        if scale is None:
            return
        sources = (ScaleSource.LINE, ScaleSource.SPECIES, ScaleSource.TYPED)
        source = sources[self.ways.checkedId()]
        if source is ScaleSource.SPECIES:
            self._save_mean()
        self._set(scale, source)

    @Slot()
    def _on_remove(self) -> None:
        self._set(None, ScaleSource.TYPED)

    def _set(self, um_per_px: float | None, source: ScaleSource) -> None:
        project, smear = self._context.project, self._smear
        if project is None or smear is None:
            return
        scope = calibration.Scope(self.scope.currentData())
        ids = self._context.guard(calibration.smears_in, project, smear_id=smear.id, scope=scope)
        smear_ids = ids or (smear.id,)
        self._context.commit(
            lambda project: calibration.set_scale(project, smear_ids=smear_ids, um_per_px=um_per_px, source=source),
            on_saved=lambda _step: self.set_open(False),
        )

    def _save_mean(self) -> None:
        """Store a mean diameter that differs from the known one."""
        key, mean = self.species.currentData(), round(self.mean_um.value(), 2)
        known = {s.key: s.mean_diameter_um for s in calibration.species(self._context.settings.mean_diameter_um)}
        if known.get(key) != mean:
            self._context.change_settings(mean_diameter_um={**self._context.settings.mean_diameter_um, key: mean})

    def hideEvent(self, event: QHideEvent) -> None:
        if self.isHidden():  # closed, not just hidden with the page
            self.ruler.set_active(False)
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.set_open(False)
        else:
            super().keyPressEvent(event)
