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
    """A view of the page Label. It reads for itself when the bus says so, and nothing while it is hidden."""

    name = ""  # the object name of the action that shows it, as in `LABEL_ACTIONS`
    key = ""  # under which its state is kept; "" where it has none
    gathered = Signal()  # it shows other cells than before

    @property
    def active_cells(self) -> ActiveCells:
        raise NotImplementedError

    def tools(self) -> Sequence[QAction | QWidget]:
        """The contents of the bar above while the view is shown."""
        return ()

    def set_classes(self, classes: ClassSet | None) -> None:
        """The project's classes are other than before."""

    def pixels_of(self, smear_id: int) -> NDArray[np.uint8] | None:
        """A smear's picture, uint8 RGB, where the view has it loaded."""

    def view_state(self) -> Mapping[str, Any]:
        """The switches that are worth keeping, as JSON values."""
        return {}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        """Take up what was left; what does not fit is passed over."""

    def activated(self) -> None:
        """The view was brought to the front: take the keys."""
        self.setFocus()


class LabelViews(QObject):
    """The views as a stack, and the actions that switch among them; `changed` comes with the view now in front.

    `gathered` comes when one of them shows other cells than before.
    """

    changed = Signal(object)
    gathered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.stack = QStackedWidget(parent)
        self._group = QActionGroup(self)
        self._views: list[LabelView] = []

    def add(self, view: LabelView, action: QAction) -> None:
        """The first one added is in front."""
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
        """Raises StopIteration where there is none of that name."""
        return next(view for view in self._views if view.name == name)

    @Slot(str)
    def show_view(self, name: str) -> None:
        """Bring a view to the front; an unknown name is passed over."""
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
        """A smear's picture from the first view that has it loaded."""
        pictures = (view.pixels_of(smear_id) for view in self._views)
        return next((pixels for pixels in pictures if pixels is not None), None)

    def view_state(self) -> dict[str, Any]:
        """Which view is in front, and what each keeps, as JSON values."""
        return {"view": self.current.name} | {view.key: view.view_state() for view in self._views if view.key}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        """Take up what was left; what does not fit is passed over."""
        for view in self._views:
            if view.key and isinstance(kept := state.get(view.key), dict):
                view.restore_view_state(kept)
        self.show_view(str(state.get("view", "")))
