"""The bar above the smear: its name, previous and next smear, and display."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.ui.kit.theme import BODY, GRID, heading_font, tabular_font
from rbc_desk.ui.pages.cell_view import LabelView, LabelViews
from rbc_desk.ui.widgets.texts import Elided, tight
from rbc_desk.ui.widgets.wrap import WrapRow


class SmearStrip(QWidget):
    """Shows a smear's name and position, the view switch, and the tools of the visible view."""

    stepped = Signal(int)  # the smear to go to

    def __init__(
        self,
        *,
        previous: QAction,
        next_: QAction,
        views: LabelViews,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("smearStrip")
        self.name = Elided(object_name="smearName")
        self.name.setFont(heading_font(scale=BODY))
        self.place = Elided(muted=True, object_name="smearPlace", mode=Qt.TextElideMode.ElideRight)
        self.place.setFont(tabular_font())
        self._switch = QHBoxLayout()
        tight(self._switch)
        switch = QWidget()
        switch.setLayout(self._switch)
        self._row = WrapRow(self, spacing=GRID // 2)
        self._row.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        for widget in (
            switch,
            _arrow(previous, Qt.ArrowType.LeftArrow, name="previousSmearButton"),
            _arrow(next_, Qt.ArrowType.RightArrow, name="nextSmearButton"),
            self.name,
            self.place,
        ):
            self._row.addWidget(widget)
        self._row.add_stretch()
        self._n_fixed = self._row.count()
        self._previous, self._next = previous, next_
        self._before = self._after = 0  # the previous and next smear; 0 for none
        previous.triggered.connect(lambda: self.stepped.emit(self._before))
        next_.triggered.connect(lambda: self.stepped.emit(self._after))
        self._views = views
        self._switched: list[QAction] = []
        views.changed.connect(self._on_view_changed)
        self._on_view_changed(views.current)

    @Slot(object)
    def _on_view_changed(self, view: LabelView) -> None:
        """Show the tools of the visible view, and the switch if there is more than one view."""
        actions = self._views.actions
        if len(actions) > 1:
            for action in actions[len(self._switched) :]:
                self._switch.addWidget(_button(action))
                self._switched.append(action)
        while (item := self._row.takeAt(self._n_fixed)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                if widget.property("ownTool"):
                    widget.deleteLater()
        for tool in view.tools():
            widget = _button(tool) if isinstance(tool, QAction) else tool
            widget.setProperty("ownTool", isinstance(tool, QAction))
            self._row.addWidget(widget)
            widget.show()

    def show_smear(self, smears: Sequence[SmearInfo], *, smear_id: int, steps: bool = True) -> None:
        """Show the name of a smear (0: none). `steps`: whether the buttons go to its neighbours."""
        place = next((i for i, info in enumerate(smears) if info.id == smear_id), None)
        self._before = smears[place - 1].id if place else 0
        self._after = smears[place + 1].id if place is not None and place + 1 < len(smears) else 0
        self._previous.setEnabled(steps and bool(self._before))
        self._next.setEnabled(steps and bool(self._after))
        if place is None:
            self.name.setText("")
            self.place.setText("")
            return
        info = smears[place]
        self.name.setText(info.name)
        parts = [
            self.tr("{n} of {smears}").format(n=place + 1, smears=len(smears)),
            f"{info.width} × {info.height} px",
        ]
        if info.um_per_px:
            parts.append(f"{info.um_per_px:.3f} µm/px")
        self.place.setText("   ".join(parts))


def _button(action: QAction) -> QToolButton:
    button = QToolButton(objectName=action.objectName())
    button.setDefaultAction(action)
    button.setProperty("bar", True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _arrow(action: QAction, arrow: Qt.ArrowType, *, name: str) -> QToolButton:
    button = QToolButton(objectName=name, arrowType=arrow)
    button.setDefaultAction(action)
    button.setArrowType(arrow)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setProperty("bar", True)
    button.setAccessibleName(action.text())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
