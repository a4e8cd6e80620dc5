"""Histogram of cell sizes in the side column. An interval selects cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.history.changes import Change, ChangeSet, Entity, Topic
from rbc_desk.services.cells import sizes
from rbc_desk.services.smears import calibration
from rbc_desk.ui.kit.theme import GRID, tabular_font
from rbc_desk.ui.pages.cell_view import LabelViews
from rbc_desk.ui.pages.follower import Follower, Missed
from rbc_desk.ui.plots.histogram import Histogram
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.fold import Fold
from rbc_desk.ui.widgets.texts import quiet

if TYPE_CHECKING:
    from rbc_desk.core.task import Task
    from rbc_desk.services.cells.sizes import Diameters

_COALESCE_MS = 150


class SizesSection(QWidget):
    """The heading shows mean and spread even when closed. `changed_by_hand`: opened, closed, or scope changed.

    It shows how many cells of the interval are selected in the visible view, because keys apply to those.
    """

    changed_by_hand = Signal()

    def __init__(self, context: AppContext, *, views: LabelViews, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sizesSection")
        self._context, self._views = context, views
        self.found: Diameters | None = None
        self._brushing = False
        self.toggle = Fold(self.tr("Sizes"), name="sizesToggle")
        self.toggle.setProperty("quiet", True)
        self.toggle.setToolTip(self.tr("Variation of cell diameters (anisocytosis)"))
        self.brief = quiet("")
        self.brief.setObjectName("sizesBrief")
        self.brief.setFont(tabular_font())
        self.scope = QComboBox(objectName="sizesScopeBox")
        self.scope.setAccessibleName(self.tr("Cells in the histogram"))
        for text, key in (
            (self.tr("This smear"), "smear"),
            (self.tr("This specimen"), "specimen"),
            (self.tr("Whole project"), "project"),
        ):
            self.scope.addItem(text, key)
        self.histogram = Histogram()
        self.histogram.setAccessibleName(self.tr("Cell diameters"))
        self.histogram.setToolTip(
            self.tr("Drag over the bars to select cells by size. Drag an end to adjust the range; click to clear it.")
        )
        self.figures = quiet("", wrap=True)
        self.figures.setObjectName("sizesFigures")
        self.figures.setFont(tabular_font())
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=_COALESCE_MS)
        self._later.timeout.connect(self.refresh)
        self.toggle.toggled.connect(self._on_toggled)
        self.scope.currentIndexChanged.connect(self._on_scope)
        self.histogram.interval_changed.connect(self._on_interval)
        views.changed.connect(self._update_text)
        views.gathered.connect(self._update_text)
        self._follower = follower = Follower(context, widget=self)
        follower.changed.connect(self._on_changed)
        follower.smear_changed.connect(self._on_other)
        follower.project_changed.connect(self._on_other)
        follower.selection_changed.connect(self._on_selection)
        follower.caught_up.connect(self._on_caught_up)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.toggle)
        top.addWidget(self.brief, 1)
        self._body = QWidget()
        self._body.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID)
        inner.addWidget(self.scope)
        inner.addWidget(self.histogram)
        inner.addWidget(self.figures)
        self._body.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(top)
        column.addWidget(self._body)

    # state that is kept between sessions

    @property
    def is_open(self) -> bool:
        return self.toggle.isChecked()

    def set_open(self, on: bool) -> None:
        self.toggle.setChecked(on)

    # reading

    @Slot()
    def refresh(self) -> None:
        """Read the diameters again: at once for one smear, in a job for several."""
        self._later.stop()
        project, smear_id = self._context.project, self._context.smear_id
        if self._follower.miss(Topic.CELLS):
            return
        scope = calibration.Scope(self.scope.currentData())
        if project is None or not smear_id:
            self._show(None)
        elif scope is calibration.Scope.SMEAR:
            self._show(self._context.guard(sizes.diameters, project, smear_id=smear_id, scope=scope))
        else:

            def work(_task: Task) -> Diameters:
                return sizes.diameters(project, smear_id=smear_id, scope=scope)

            self._context.jobs.start(
                work, title=self.tr("loading cell sizes"), on_success=self._show, supersede="label-sizes"
            )

    @Slot(object)
    def _show(self, found: Diameters | None) -> None:
        self.found = found
        unit = "µm" if found is not None and found.unit == "um" else "px"
        self.histogram.set_values(found.values if found is not None else np.zeros(0), unit=unit)
        self._update_text()

    @Slot()
    def _update_text(self) -> None:
        found = self.found
        if found is None or not found.summary.n:
            self.brief.setText("")
            self.figures.setText(self.tr("No cells to measure yet."))
            return
        summary = found.summary
        unit, digits = ("µm", 2) if found.unit == "um" else ("px", 1)
        if summary.sd is None or summary.cv_percent is None:
            self.brief.setText(f"{summary.mean:.{digits}f} {unit}")
            self.figures.setText(self.tr("Only one cell, so no variation can be computed."))
            return
        self.brief.setText(f"{summary.mean:.{digits}f} ± {summary.sd:.{digits}f} {unit}")
        lines = [
            self.tr("{n} cells, mean {mean} {unit}, SD {sd} {unit}, CV {cv} %").format(
                n=summary.n,
                mean=f"{summary.mean:.{digits}f}",
                sd=f"{summary.sd:.{digits}f}",
                unit=unit,
                cv=f"{summary.cv_percent:.1f}",
            )
        ]
        if (chosen := self._chosen_text(unit, digits)) is not None:
            lines.append(chosen)
        elif found.mixed:
            lines.append(
                self.tr("{n} smears are not calibrated. Their sizes are in pixels and cannot be compared.").format(
                    n=found.n_uncalibrated
                )
            )
        else:
            lines.append(self.tr("CV of circle diameters, not of volumes (not RDW)."))
        self.figures.setText("\n".join(lines))

    def _chosen_text(self, unit: str, digits: int) -> str | None:
        interval, found = self.histogram.interval, self.found
        if interval is None or found is None:
            return None
        ids = found.within(*interval)
        low, high = (f"{end:.{digits}f}" for end in interval)
        n_selected = len(self._context.selection.intersection(ids, self._views.current.active_cells.targets))
        if n_selected == len(ids):
            return self.tr("{n} cells from {low} to {high} {unit} selected").format(
                n=len(ids), low=low, high=high, unit=unit
            )
        return self.tr("{n} cells from {low} to {high} {unit}; the {here} on this smear are selected").format(
            n=len(ids), low=low, high=high, unit=unit, here=n_selected
        )

    # interaction

    @Slot(object)
    def _on_interval(self, interval: tuple[float, float] | None) -> None:
        if self.found is None:
            return
        self._brushing = True
        try:
            self._context.set_selection(self.found.within(*interval) if interval is not None else ())
        finally:
            self._brushing = False
        self._update_text()

    @Slot(object)
    def _on_selection(self, ids: frozenset[int]) -> None:
        """The selection changed elsewhere, so the interval no longer describes it."""
        if self._brushing or self.histogram.interval is None or self.found is None:
            return
        if not ids or not ids <= set(self.found.within(*self.histogram.interval)):
            self.histogram.blockSignals(True)
            self.histogram.set_interval(None)
            self.histogram.blockSignals(False)
        self._update_text()

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        self._body.setVisible(on)
        self.changed_by_hand.emit()

    @Slot()
    def _on_scope(self) -> None:
        self.histogram.set_interval(None)
        self.refresh()
        self.changed_by_hand.emit()

    @Slot()
    def _on_other(self) -> None:
        self.histogram.set_interval(None)
        self._later.start()

    @Slot(object)
    def _on_caught_up(self, missed: Missed) -> None:
        if missed.project or missed.smear:
            self._on_other()
        elif missed.topics & {Topic.SMEARS, Topic.CELLS}:
            self._later.start()
        if missed.selection:
            self._on_selection(self._context.selection)

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        if changes_sizes(changeset):
            self._later.start()


def changes_sizes(changeset: ChangeSet) -> bool:
    """Whether cells were added, removed or resized. Labels do not change sizes."""
    if Topic.SMEARS in changeset.topics or Topic.CELLS in changeset.more_topics:
        return True
    return any(map(_changes_size, changeset.changes))


def _changes_size(change: Change) -> bool:
    if change.entity is not Entity.CELL:
        return False
    if change.before is None or change.after is None:
        return True
    if {"r", "kind", "kinds"} & (change.before.keys() | change.after.keys()):
        return True
    # for a blinded reader the state is their own verdict, which may change while the shared state does not
    columns = [rows.get(name) for rows in (change.before, change.after) for name in ("state", "verdicts")]
    rejected = CellState.REJECTED.value
    return any(rejected in (state or "") for column in columns for state in set(column or ()))
