"""The gallery as a view of the page Label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rbc_desk.ui.gallery.active_cells import GalleryActiveCells
from rbc_desk.ui.gallery.aside import ASIDES, KIND_OF, Aside
from rbc_desk.ui.gallery.reading import GalleryReading
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import EmptyState, tight


class GalleryView(GalleryReading):
    """`opened` carries a cell to show on its smear.

    `class_given` carries cells and the class ("" for none) of the group that they were dropped on. `confirmed`
    carries cells that were confirmed.
    """

    name = "galleryViewAction"
    key = "gallery"
    opened = Signal(int)
    class_given = Signal(object, str)
    confirmed = Signal(object)
    kind_given = Signal(object, object)  # cell ids, CellKind

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("galleryView")
        self._active_cells = GalleryActiveCells(self.area, read=self.cell)
        self._empty = EmptyState("", advice="")
        self._body = QStackedWidget()
        self._body.addWidget(self.area)
        self._body.addWidget(self._empty)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.bar)
        column.addWidget(self._body, 1)
        self.setFocusProxy(self.area)
        self._connect()

    @property
    def active_cells(self) -> GalleryActiveCells:
        return self._active_cells

    def activated(self) -> None:
        """Take the focus and scroll to the single selected cell, because keys apply to it."""
        self.area.setFocus()
        self._reveal_when_read()

    def pixels_of(self, smear_id: int) -> NDArray[np.uint8] | None:
        return self.pictures.smears.known(smear_id) if self.pictures.smears is not None else None

    def view_state(self) -> Mapping[str, Any]:
        boxes = (self.bar.scope, self.bar.group, self.bar.order)
        return {"size": self.area.tile, **{box.objectName(): box.currentData() for box in boxes}}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        for box in (self.bar.scope, self.bar.group, self.bar.order):
            if (at := box.findData(state.get(box.objectName()))) >= 0:
                box.setCurrentIndex(at)
        if isinstance(size := state.get("size"), int):
            self.bar.size_slider.setValue(size)

    def _connect(self) -> None:
        area = self.area
        self.arranged.connect(self._update_count)
        self.bar.size_changed.connect(area.set_tile)
        self.bar.confirm_requested.connect(self._on_confirm_requested)
        area.size_requested.connect(self.bar.size_slider.setValue)
        area.opened.connect(self.opened)
        area.dropped.connect(self._on_dropped)
        area.selection_changed.connect(self._context.set_selection)
        area.visible_changed.connect(self._show_visible)

    # messages

    @Slot()
    def _update_count(self) -> None:
        n = self.board.n_red
        words = self.tr("%n cell(s)", "", n)
        why = ""
        if self.board.compares_pixels:
            words = self.tr("{cells}, sizes in pixels").format(cells=words)
            why = self.tr(
                "Some of these smears are not calibrated, so sizes are compared in pixels instead of micrometres"
            )
        if self.reading:
            words = self.tr("{cells} so far, loading more").format(cells=words)
        elif self.stopped:
            words = self.tr("{cells} so far, loading was stopped").format(cells=words)
        self.bar.count.setText(words)
        self.bar.count.setToolTip(why)
        has_any = len(self.board.cells) > 0
        self._body.setCurrentIndex(0 if has_any else 1)
        if not has_any:
            self._empty.show_text(
                self.tr("No cells yet"),
                advice=self.tr(
                    "Find the cells of this smear first (press S, then click Find cells), or choose Whole "
                    "project above."
                ),
            )
        self._show_visible()

    @Slot()
    def _show_visible(self) -> None:
        self.bar.show_visible(len(self._unconfirmed_visible()), why_not=self._context.why_not_edit)

    def _unconfirmed_visible(self) -> list[int]:
        return self.board.only_predicted(self.area.visible_rows())

    # actions

    @Slot(object, str)
    def _on_dropped(self, ids: frozenset[int], key: str) -> None:
        if key in ASIDES:
            if kind := KIND_OF.get(Aside(key)):
                self.kind_given.emit(sorted(self.board.among(ids)), kind)
            return
        moved = self.board.not_labelled_as(ids, key or None)
        if moved:
            self.class_given.emit(moved, key)

    @Slot()
    def _on_confirm_requested(self) -> None:
        if ids := self._unconfirmed_visible():
            self.confirmed.emit(ids)
