"""The interface of views of cells in the middle of the page Label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QStackedWidget, QWidget

from rbc_desk.core.classes import ClassSet
from rbc_desk.ui.pages.active_cells import ActiveCells


class LabelView(QWidget):
    """A view of the page Label. It reads data when the bus reports a change, and never while hidden."""

    name = ""  # object name of the action that shows it, as in `LABEL_ACTIONS`
    key = ""  # key of its stored state; "" if it has none
    shows_probabilities = False  # of the selected cell; the side column then leaves them out
    gathered = Signal()  # it shows other cells

    @property
    def active_cells(self) -> ActiveCells:
        raise NotImplementedError

    def tools(self) -> Sequence[QAction | QWidget]:
        """The content of the bar above while the view is shown."""
        return ()

    def set_classes(self, classes: ClassSet | None) -> None:
        """Set the project's classes."""

    def pixels_of(self, smear_id: int) -> NDArray[np.uint8] | None:
        """A smear's image, uint8 RGB, if the view has it loaded."""

    def view_state(self) -> Mapping[str, Any]:
        """The switches to store, as JSON values."""
        return {}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        """Restore a stored state; invalid values are ignored."""

    def activated(self) -> None:
        """Take the focus after the view was shown."""
        self.setFocus()


class LabelViews(QObject):
    """The views as a stack, and the actions that switch between them. `changed` carries the visible view.

    `gathered` is emitted when one of them shows other cells.
    """

    changed = Signal(object)
    gathered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.stack = QStackedWidget(parent)
        self._group = QActionGroup(self)
        self._views: list[LabelView] = []

    def add(self, view: LabelView, action: QAction) -> None:
        """Add a view; the first one is visible."""
        self._views.append(view)
        self.stack.addWidget(view)
        action.setCheckable(True)
        self._group.addAction(action)
        action.setChecked(len(self._views) == 1)
        action.triggered.connect(lambda: self.show_view(view.name))
        view.gathered.connect(self.gathered)

    @property
    def current(self) -> LabelView:
        return self._views[self.stack.currentIndex()]

    @property
    def actions(self) -> list[QAction]:
        return self._group.actions()

    def view(self, name: str) -> LabelView:
        """The view of that name. Raises StopIteration if there is none."""
        return next(view for view in self._views if view.name == name)

    @Slot(str)
    def show_view(self, name: str) -> None:
        """Show a view; an unknown name is ignored."""
        names = [view.name for view in self._views]
        if name not in names or self.current.name == name:
            return
        self.stack.setCurrentIndex(names.index(name))
        self.actions[names.index(name)].setChecked(True)
        self.changed.emit(self.current)
        self.current.activated()

    def set_classes(self, classes: ClassSet | None) -> None:
        for view in self._views:
            view.set_classes(classes)

    def pixels_of(self, smear_id: int) -> NDArray[np.uint8] | None:
        """A smear's image from the first view that has it loaded."""
        pictures = (view.pixels_of(smear_id) for view in self._views)
        return next((pixels for pixels in pictures if pixels is not None), None)

    def view_state(self) -> dict[str, Any]:
        """The visible view and the state of each view, as JSON values."""
        return {"view": self.current.name} | {view.key: view.view_state() for view in self._views if view.key}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        """Restore a stored state; invalid values are ignored."""
        for view in self._views:
            if view.key and isinstance(kept := state.get(view.key), dict):
                view.restore_view_state(kept)
        self.show_view(str(state.get("view", "")))
